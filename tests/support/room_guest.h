// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/live_servers.h"
#include "support/person.h"

#include <QTest>

namespace natter {

/// Somebody with an account on a real server, who goes into rooms.
class RoomGuest : public Person
{
public:
    static constexpr int patience = 30'000; // milliseconds

    RoomGuest(ServerLauncher &server, const QString &name)
        : Person(server, AccountSettings::Tls::Direct, name, ServerLauncher::password())
    {
        settings.history = AccountSettings::History::All;
    }

    bool becomes(AccountStatus::Phase wanted)
    {
        return QTest::qWaitFor([this, wanted] { return phase() == wanted; }, patience);
    }
    bool comesOnline()
    {
        go();
        return becomes(AccountStatus::Phase::Online);
    }
    /// As if the program ended and began again: the profile stays.
    bool comesBack()
    {
        account.reset();
        return comesOnline();
    }
    bool goesOffline()
    {
        account->setAvailability(Availability::Offline, {});
        return becomes(AccountStatus::Phase::Offline);
    }
    bool goesOnline()
    {
        account->setAvailability(Availability::Online, {});
        return becomes(AccountStatus::Phase::Online);
    }

    ConversationId chat(const Jid &peer) const { return { jid(), peer }; }
    /// What they are called in rooms, unless they wish otherwise.
    QString nick() const { return jid().local(); }
    /// Null if they are not in, nor want to be.
    Room *room(const Jid &address) const { return account->rooms().find(address); }
    bool isIn(const Jid &address) const { return room(address) && room(address)->isIn(); }
    bool getsIn(const Jid &address) const
    {
        return QTest::qWaitFor([&] { return isIn(address); }, patience);
    }
    /// Makes the room if there is none.
    bool goesIn(const Jid &address, const RoomWish &wish = {}) const
    {
        account->rooms().join(address, { wish.nick, wish.password, wish.isPasswordKept, true });
        return getsIn(address);
    }
    /// Wants to go in, and is not let in; why, else null.
    std::optional<RoomProblem::Kind> isRefused(const Jid &address, const RoomWish &wish = {}) const
    {
        account->rooms().join(address, wish);
        return comesToBeOut(address);
    }
    /// Why they are out from now on; null if they are not.
    std::optional<RoomProblem::Kind> comesToBeOut(const Jid &address) const
    {
        const bool isOut = QTest::qWaitFor(
            [&] { return room(address) && room(address)->phase() == Room::Phase::Out && room(address)->problem(); },
            patience);
        return isOut ? std::optional(room(address)->problem()->kind) : std::nullopt;
    }
    /// Why they are not in, for the message of a test that fails.
    QString standing(const Jid &address) const
    {
        const Room *found = room(address);
        return !found          ? QStringLiteral("no room")
            : found->problem() ? QStringLiteral("phase %1, problem %2 %3")
                                     .arg(static_cast<int>(found->phase()))
                                     .arg(static_cast<int>(found->problem()->kind))
                                     .arg(found->problem()->error.detail)
                               : QStringLiteral("phase %1").arg(static_cast<int>(found->phase()));
    }

    /// Makes the room and sets those of its fields that it has to these values.
    bool makes(const Jid &address, const QMap<QString, QString> &values = {}) const
    {
        return goesIn(address) && configures(address, values)
            && QTest::qWaitFor([&] { return room(address)->info().isKnown; }, patience);
    }
    bool configures(const Jid &address, QMap<QString, QString> values) const
    {
        const auto asked = room(address)->configuration();
        if (!hasResult(asked) || !asked.result()) {
            return false;
        }
        values.insert(QStringLiteral("muc#roomconfig_persistentroom"), QStringLiteral("1"));
        DataForm form = asked.result().value();
        form.type = QStringLiteral("submit");
        for (DataForm::Field &field : form.fields) {
            if (values.contains(field.var)) {
                field.values = { values.value(field.var) };
            }
        }
        return does(room(address)->configure(form));
    }
    /// What the room or the store was asked for was done.
    template <typename T> static bool does(const QFuture<Result<T>> &asked)
    {
        return hasResult(asked) && asked.result().has_value();
    }

    void says(const Jid &peer, const QString &text) const { account->outbox().send(peer, text); }
    /// Once the room has passed it on.
    bool saidIs(ChatMessage::Delivery delivery, const QString &text) const
    {
        return QTest::qWaitFor([&] { return sent(text).delivery == delivery; }, patience);
    }
    bool hears(const QString &text) const
    {
        return QTest::qWaitFor([&] { return received(text) > 0; }, patience);
    }
    /// How the message with that text stands now, whoever said it.
    ChatMessage message(const QString &text) const
    {
        for (const ChatMessage &each : latest) {
            if (each.sentBody() == text) {
                return each;
            }
        }
        return {};
    }
    /// What is stored of a conversation, in its order.
    QList<ChatMessage> stored(const Jid &peer)
    {
        const auto page =
            store.call([id = chat(peer)](Store &opened) { return opened.messages().page(id, 0, 100'000); });
        return hasResult(page) ? page.result().value_or(QList<ChatMessage>()) : QList<ChatMessage>();
    }
    /// The same as who said what.
    QStringList shown(const Jid &peer)
    {
        QStringList lines;
        const auto all = stored(peer);
        for (const ChatMessage &each : all) {
            lines.append(each.nick + QStringLiteral(": ")
                         + (each.isRetracted() ? QStringLiteral("-")
                                               : each.body + QLatin1String(each.edited.isValid() ? "*" : "")));
        }
        return lines;
    }

private:
    template <typename T> static bool hasResult(const QFuture<T> &future)
    {
        return QTest::qWaitFor([&future] { return future.isFinished(); }, patience);
    }
};

/// Servers, and guests and rooms that nobody has met before.
class LiveRooms
{
public:
    using Kind = ServerLauncher::Kind;

    static void addServers(const QList<Kind> &kinds = { Kind::Prosody, Kind::Ejabberd, Kind::Prosody13,
                                                        Kind::Ejabberd24 })
    {
        QTest::addColumn<int>("kind");
        for (const Kind kind : kinds) {
            QTest::newRow(LiveServers::nameOf(kind)) << static_cast<int>(kind);
        }
    }
    static bool isProsody(Kind kind) { return kind == Kind::Prosody || kind == Kind::Prosody13; }
    /// It has XEP-0421.
    static bool hasOccupantIds(Kind kind) { return kind != Kind::Ejabberd; }

    ServerLauncher &at(Kind kind) { return m_servers.at(kind); }
    /// Not online yet.
    std::unique_ptr<RoomGuest> guest(Kind kind, const char *role)
    {
        return std::make_unique<RoomGuest>(at(kind), m_servers.newUser(at(kind), role));
    }
    Jid newRoom()
    {
        return Jid::orNull(QStringLiteral("garden%1@chat.%2").arg(++m_rooms).arg(ServerLauncher::domain()));
    }

private:
    LiveServers m_servers;
    int m_rooms = 0;
};

} // namespace natter
