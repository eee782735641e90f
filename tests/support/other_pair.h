// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/live_servers.h"
#include "support/other_client.h"
#include "support/person.h"

#include <QJsonArray>

namespace natter {

/// Romeo with our client, Juliet with the other.
struct OtherPair
{
    static constexpr int patience = 30'000; // milliseconds

    explicit OtherPair(
        LiveServers &servers, const std::function<void(ServerLauncher &)> &prepare = [](ServerLauncher &) {})
        : server(servers.at(ServerLauncher::Kind::Prosody, prepare))
        , romeo(server, AccountSettings::Tls::StartTls, servers.newUser(server, "romeo"), ServerLauncher::password())
        , name(servers.newUser(server, "juliet"))
        , juliet(server, name)
    {
        romeo.go();
    }
    /// Online is not enough: what is said to us before the server has heard our presence would be in the archive alone.
    bool begins()
    {
        const auto isThere = [this] {
            Account &account = *romeo.account;
            return romeo.phase() == AccountStatus::Phase::Online && account.contacts().isLoaded()
                && !account.isCatchingUp();
        };
        return juliet.comesOnline() && QTest::qWaitFor(isThere, patience);
    }
    /// They see each other's presence: the other client agrees to whatever it is asked, and asks the same.
    bool becomeContacts()
    {
        ContactList &contacts = romeo.account->contacts();
        contacts.add(peer(), {}, {});
        return QTest::qWaitFor([&] { return contacts.item(peer()).seesUs() && contacts.presence(peer()).has_value(); },
                               patience);
    }
    Jid peer() const { return Jid::orNull(name + u'@' + ServerLauncher::domain()); }
    ConversationId chat() const { return { romeo.jid(), peer() }; }
    Outbox &outbox() { return romeo.account->outbox(); }
    /// How the message with that id stands at ours.
    ChatMessage of(const QString &id) const
    {
        for (const ChatMessage &message : std::as_const(romeo.latest)) {
            if (message.stanzaId == id) {
                return message;
            }
        }
        return {};
    }
    QJsonObject order(const QString &id, QJsonObject what = {}) const
    {
        what["to"] = romeo.jid().toString();
        what["id"] = id;
        return what;
    }
    /// A text by Juliet with that id, and with these elements; returns as it is stored.
    ChatMessage hear(const QString &id, const QString &text, const QStringList &payloads = {})
    {
        juliet.send(order(id, { { "body", text }, { "payloads", QJsonArray::fromStringList(payloads) } }));
        if (!QTest::qWaitFor([&] { return of(id).row != 0; }, patience)) {
            qFatal("nothing was heard of %s", qPrintable(text));
        }
        return of(id);
    }
    /// What Juliet receives next with that text.
    QJsonObject heard(const QString &text)
    {
        return juliet.waitFor([&text](const QJsonObject &event) { return event["body"] == text; });
    }

    ServerLauncher &server;
    Person romeo;
    QString name;
    OtherClient juliet;
};

} // namespace natter
