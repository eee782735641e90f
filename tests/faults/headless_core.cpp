// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/headless_core.h"

#include "base/future.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <array>
#include <unistd.h>

namespace natter {

using namespace std::chrono_literals;

static constexpr int pageSize = 500;
/// As in life, but for the time that it takes: thousands of connections have to be found dead.
static constexpr LivenessTimes hastyTimes { 1500ms, 1500ms, 5s, 1s };

HeadlessCore::HeadlessCore(const QJsonObject &settings)
    : m_settings(settings)
    , m_profile(settings[u"profile"].toString())
    , m_wire(m_profile + QStringLiteral("/wire.log"))
    , m_orders(STDIN_FILENO, QSocketNotifier::Read)
    , m_preferences(m_profile + QStringLiteral("/settings.json"))
    , m_book(m_profile + QStringLiteral("/accounts.json"))
    , m_store(QStringLiteral("store"),
              [path = m_profile + QStringLiteral("/natter.sqlite")] { return std::make_unique<Store>(path); })
    , m_conversations(m_store)
    , m_accounts(m_book, { m_clock, m_random, m_vault, m_store, m_conversations, m_preferences, hastyTimes })
{
    m_running.start();
    if (!m_output.open(STDOUT_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered)
        || !m_wire.open(QIODevice::WriteOnly | QIODevice::Append)) {
        qFatal("nowhere to report to");
    }
    trace(QStringLiteral("started"));
    connect(&m_orders, &QSocketNotifier::activated, this, &HeadlessCore::readOrders);
    connect(&m_conversations, &Conversations::messageChanged, this, [this](const MessageChange &change) {
        QJsonObject facts = jsonOf(change.message);
        facts[u"added"] = change.kind == MessageChange::Kind::Added;
        say(QStringLiteral("message"), facts);
    });
    connect(&m_conversations, &Conversations::filledIn, this,
            [this](const ChatSummary &, const QList<ChatMessage> &messages) {
                for (const ChatMessage &message : messages) {
                    QJsonObject facts = jsonOf(message);
                    facts[u"added"] = true;
                    say(QStringLiteral("message"), facts);
                }
            });
    connect(&m_conversations, &Conversations::storageFailed, this, [this](const Error &error) {
        say(QStringLiteral("problem"), { { QStringLiteral("what"), error.detail } });
    });
    connect(&m_accounts, &Accounts::added, this, [this](Account *account) { follow(*account); });
    connect(&m_accounts, &Accounts::statusChanged, this, [this](Account *account) { showPhase(*account); });
}

void HeadlessCore::start()
{
    if (const auto loaded = m_book.load(); !loaded) {
        qFatal("no accounts: %s", qPrintable(loaded.error().detail));
    }
    AccountSettings account;
    account.jid = Jid::orNull(m_settings[u"account"].toString());
    account.server =
        AccountSettings::Server { m_settings[u"host"].toString(), static_cast<quint16>(m_settings[u"port"].toInt()),
                                  m_settings[u"tls"].toString() == u"direct" ? AccountSettings::Tls::Direct
                                                                             : AccountSettings::Tls::StartTls };
    account.extraAuthority = m_settings[u"authority"].toString().toUtf8();
    m_vault.passwords.insert(account.jid, Secret(m_settings[u"password"].toString()));
    if (const auto *known = m_book.find(account.jid); !known || *known != account) {
        if (const auto kept = m_book.put(account); !kept) {
            qFatal("no account: %s", qPrintable(kept.error().detail));
        }
    }
    whenDone(m_store.call([](Store &store) { return store.open(); }), this, [this](const Result<QString> &damaged) {
        if (!damaged || !damaged->isEmpty()) {
            say(QStringLiteral("problem"), { { QStringLiteral("what"), damaged ? *damaged : damaged.error().detail } });
        }
        m_conversations.load();
        m_accounts.start();
        say(QStringLiteral("ready"));
    });
}

void HeadlessCore::follow(Account &account)
{
    connect(&account, &Account::elementTraced, this, [this](const Element &element, bool sent) {
        trace((sent ? QStringLiteral("> ") : QStringLiteral("< "))
              + QString::fromUtf8(element.toXml(u"jabber:client")));
    });
    account.setTracing(true);
}

void HeadlessCore::readOrders()
{
    std::array<char, 65536> buffer;
    const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count <= 0) {
        QCoreApplication::quit(); // whoever gave the orders is gone
        return;
    }
    m_input.append(buffer.data(), count);
    for (qsizetype end = m_input.indexOf('\n'); end >= 0; end = m_input.indexOf('\n')) {
        const QByteArray line = m_input.left(end);
        m_input.remove(0, end + 1);
        obey(QJsonDocument::fromJson(line).object());
    }
}

void HeadlessCore::obey(const QJsonObject &order)
{
    const QString wanted = order[u"do"].toString();
    if (wanted == u"type") {
        type(Jid::orNull(order[u"to"].toString()), order[u"body"].toString());
    } else if (wanted == u"enter") {
        enter(Jid::orNull(order[u"room"].toString()), order[u"makes"].toBool());
    } else if (wanted == u"report") {
        report(Jid::orNull(order[u"peer"].toString()));
    } else if (wanted == u"connect") { // as the person does who does not want to wait
        for (Account *account : m_accounts.all()) {
            account->connectNow();
        }
    } else if (wanted == u"quit") {
        m_accounts.setAvailability(Availability::Offline, {});
        QCoreApplication::quit();
    }
}

void HeadlessCore::type(const Jid &to, const QString &body)
{
    if (mistreat(to, body)) {
        return;
    }
    send(to, body);
    if (m_heldBack.contains(to)) {
        send(to, m_heldBack.take(to));
    }
}

bool HeadlessCore::mistreat(const Jid &to, const QString &body)
{
    const QString mischief = m_settings[u"mischief"].toString();
    if (mischief.isEmpty() || ++m_typed % 10 != 0) {
        return false;
    }
    if (mischief == u"double") {
        send(to, body);
        return false;
    }
    if (mischief == u"swap") {
        m_heldBack.insert(to, body);
        return true;
    }
    ChatMessage forgotten;
    forgotten.conversation = { m_accounts.all().front()->jid(), to };
    forgotten.direction = ChatMessage::Direction::Outgoing;
    forgotten.delivery = ChatMessage::Delivery::OnServer;
    forgotten.body = body;
    say(QStringLiteral("message"), jsonOf(forgotten));
    return true;
}

void HeadlessCore::send(const Jid &to, const QString &body)
{
    Account *account = m_accounts.all().front();
    whenDone(account->outbox().send(to, body), this, [this, body](const Result<ChatMessage> &taken) {
        if (!taken) {
            say(QStringLiteral("refused"),
                { { QStringLiteral("body"), body }, { QStringLiteral("why"), taken.error().detail } });
        }
    });
}

/// Once the account is online, and once for a profile: the bookmark keeps us in from then on.
void HeadlessCore::enter(const Jid &room, bool makes)
{
    Account *account = m_accounts.all().front();
    if (!makes) {
        connect(&account->rooms(), &Rooms::settled, this, [this](const Room *in) {
            say(QStringLiteral("entered"), { { QStringLiteral("room"), in->address().toString() } });
        });
        account->rooms().join(room);
        return;
    }
    RoomPlan plan;
    plan.address = room;
    plan.kind = RoomPlan::Kind::PublicChannel;
    m_newRoom = std::make_unique<NewRoom>(account->rooms(), account->bookmarks(), plan);
    const auto complain = [this](const QString &what) {
        say(QStringLiteral("problem"), { { QStringLiteral("what"), what } });
    };
    connect(m_newRoom.get(), &NewRoom::made, this, [this, room] {
        say(QStringLiteral("entered"), { { QStringLiteral("room"), room.toString() } });
    });
    connect(m_newRoom.get(), &NewRoom::taken, this, [complain] { complain(QStringLiteral("the room is there")); });
    connect(m_newRoom.get(), &NewRoom::refused, this,
            [complain](const RoomProblem &problem) { complain(QStringLiteral("no room: ") + problem.error.detail); });
    connect(m_newRoom.get(), &NewRoom::failed, this,
            [complain](const Error &error) { complain(QStringLiteral("no room: ") + error.detail); });
    m_newRoom->begin();
}

void HeadlessCore::report(const Jid &peer)
{
    const ConversationId conversation { m_accounts.all().front()->jid(), peer };
    const auto all = m_store.call([conversation](Store &store) {
        QList<ChatMessage> messages;
        qint64 before = 0;
        while (true) {
            const auto page = store.messages().page(conversation, before, pageSize);
            if (!page || page->isEmpty()) {
                return messages;
            }
            messages = *page + messages;
            before = page->first().row;
        }
    });
    whenDone(all, this, [this, peer](const QList<ChatMessage> &messages) {
        for (const ChatMessage &message : messages) {
            say(QStringLiteral("stored"), jsonOf(message));
        }
        say(QStringLiteral("reported"), { { QStringLiteral("peer"), peer.toString() } });
    });
}

void HeadlessCore::showPhase(const Account &account)
{
    static const std::array names { "offline", "connecting", "online", "waiting", "needsPassword", "needsTrust" };
    const auto &error = account.status().error;
    say(QStringLiteral("phase"),
        { { QStringLiteral("phase"), QString::fromLatin1(names.at(static_cast<size_t>(account.status().phase))) },
          { QStringLiteral("why"), error ? errorKindName(error->kind) + u' ' + error->detail : QString() } });
}

/// A pipe that has the line keeps it, whatever becomes of us.
void HeadlessCore::say(const QString &event, QJsonObject facts)
{
    facts[u"event"] = event;
    m_output.write(QJsonDocument(facts).toJson(QJsonDocument::Compact) + '\n');
    if (event != u"stored") {
        trace(QStringLiteral("= ") + QString::fromUtf8(QJsonDocument(facts).toJson(QJsonDocument::Compact)));
    }
}

void HeadlessCore::trace(const QString &line)
{
    m_wire.write(m_clock.now().toString(u"hh:mm:ss.zzz ").toUtf8() + line.toUtf8() + '\n');
    m_wire.flush();
}

static QString nameOf(ChatMessage::Delivery delivery)
{
    switch (delivery) {
    case ChatMessage::Delivery::None:
        return QStringLiteral("none");
    case ChatMessage::Delivery::Queued:
        return QStringLiteral("queued");
    case ChatMessage::Delivery::Written:
        return QStringLiteral("written");
    case ChatMessage::Delivery::OnServer:
    case ChatMessage::Delivery::Delivered:
    case ChatMessage::Delivery::Displayed:
        return QStringLiteral("on server");
    case ChatMessage::Delivery::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

QJsonObject jsonOf(const ChatMessage &message)
{
    return { { QStringLiteral("row"), message.row },
             { QStringLiteral("peer"), message.conversation.peer.toString() },
             { QStringLiteral("ours"), message.isOutgoing() },
             { QStringLiteral("nick"), message.nick },
             { QStringLiteral("id"), message.stanzaId },
             { QStringLiteral("body"), message.body },
             { QStringLiteral("delivery"), nameOf(message.delivery) },
             { QStringLiteral("failure"), message.failure } };
}

} // namespace natter
