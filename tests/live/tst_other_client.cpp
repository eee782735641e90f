// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/other_pair.h"

#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;

/// What people do with messages, between us and a client that is not ours.
class TestOtherClient : public QObject
{
    Q_OBJECT

    static constexpr int patience = OtherPair::patience;
    LiveServers m_servers;

    using Pair = OtherPair;

private Q_SLOTS:
    void theirCorrectionsAndRetractionsArrive()
    {
        Pair pair(m_servers);
        QVERIFY2(pair.begins(), qPrintable(pair.juliet.errors()));
        pair.juliet.send(pair.order("j1", { { "body", "through yonder airlock" } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j1").body, QString("through yonder airlock"), patience);
        pair.juliet.send(pair.order("j2", { { "body", "through yonder window" }, { "corrects", "j1" } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j1").body, QString("through yonder window"), patience);
        QVERIFY(pair.of("j1").edited.isValid());
        pair.juliet.send(pair.order("j3", { { "body", "/me retracted a message" }, { "retracts", "j1" } }));
        QTRY_VERIFY_WITH_TIMEOUT(pair.of("j1").isRetracted(), patience);
        QCOMPARE(pair.romeo.received("/me retracted a message"), 0);
        QCOMPARE(pair.romeo.bodiesFrom(pair.peer()).size(), 1);
    }

    void oursAreUnderstood()
    {
        Pair pair(m_servers);
        QVERIFY2(pair.begins(), qPrintable(pair.juliet.errors()));
        Outbox &outbox = pair.romeo.account->outbox();
        outbox.send(pair.peer(), "Good morow");
        const QJsonObject first =
            pair.juliet.waitFor([](const QJsonObject &event) { return event["body"] == "Good morow"; });
        QVERIFY(!first.isEmpty());
        const QString id = first["id"].toString();
        outbox.correct(pair.of(id), "Good morrow");
        const QJsonObject second =
            pair.juliet.waitFor([](const QJsonObject &event) { return event["body"] == "Good morrow"; });
        QCOMPARE(second["corrects"].toString(), id);
        QTRY_VERIFY_WITH_TIMEOUT(!pair.of(id).isChanging && pair.of(id).edited.isValid(), patience);
        outbox.retract(pair.of(id));
        const QJsonObject third =
            pair.juliet.waitFor([](const QJsonObject &event) { return event.contains("retracts"); });
        QCOMPARE(third["retracts"].toString(), id);
        QTRY_VERIFY_WITH_TIMEOUT(pair.of(id).isRetracted() && !pair.of(id).isChanging, patience);
    }

    void repliesAndReactionsBothWays()
    {
        Pair pair(m_servers);
        QVERIFY2(pair.begins(), qPrintable(pair.juliet.errors()));
        pair.juliet.send(pair.order("j1", { { "body", "By yonder moon" } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j1").body, QString("By yonder moon"), patience);
        Outbox &outbox = pair.romeo.account->outbox();
        outbox.reply(pair.of("j1"), "swear not");
        const QJsonObject reply =
            pair.juliet.waitFor([](const QJsonObject &event) { return event["replies"] == "j1"; });
        QCOMPARE(reply["body"].toString(), QString("> By yonder moon\nswear not"));
        const QString emoji = QString::fromUtf8("\U0001F44D");
        outbox.react(pair.of("j1"), { emoji });
        const QJsonObject reaction =
            pair.juliet.waitFor([](const QJsonObject &event) { return event["reacts"] == "j1"; });
        QCOMPARE(reaction["emoji"].toArray(), QJsonArray { emoji });
        const QString id = reply["id"].toString();
        pair.juliet.send(pair.order(
            "j2", { { "body", "> swear not\nWhat shall I swear by?" }, { "replies", id }, { "fallback", 12 } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j2").body, QString("What shall I swear by?"), patience);
        QVERIFY(pair.of("j2").quote && pair.of("j2").quote->isOurs);
        QCOMPARE(pair.of("j2").quote->text, QString("swear not"));
        pair.juliet.send(pair.order("j3", { { "reacts", id }, { "emoji", QJsonArray { emoji } } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of(id).reactions.size(), 1, patience);
        QVERIFY(!pair.of(id).reactions.first().isOurs);
        pair.juliet.send(pair.order("j4", { { "reacts", id }, { "emoji", QJsonArray() } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of(id).reactions.size(), 0, patience);
    }

    void whatWasReadIsToldBothWays()
    {
        Pair pair(m_servers);
        QVERIFY2(pair.begins() && pair.becomeContacts(), qPrintable(pair.juliet.errors()));
        pair.juliet.send(pair.order("j1", { { "body", "Romeo, Romeo" }, { "markable", true } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j1").body, QString("Romeo, Romeo"), patience);
        const qint64 unmarkable = pair.hear("j2", "wherefore art thou").row;
        pair.romeo.conversations.markRead(pair.chat(), unmarkable);
        const QJsonObject seen =
            pair.juliet.waitFor([](const QJsonObject &event) { return event.contains("displayed"); });
        QCOMPARE(seen["displayed"].toString(), QString("j1")); // the last that she wants to know of
        pair.outbox().send(pair.peer(), "Shall I hear more?");
        const QJsonObject said = pair.heard("Shall I hear more?");
        QVERIFY(said["markable"].toBool());
        const QString id = said["id"].toString();
        pair.juliet.send(pair.order("j3", { { "displayed", id } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of(id).delivery, Delivery::Displayed, patience);
    }

    void receiptsBothWays()
    {
        Pair pair(m_servers);
        QVERIFY2(pair.begins(), qPrintable(pair.juliet.errors()));
        const QString request = QStringLiteral("<request xmlns='urn:xmpp:receipts'/>");
        pair.hear("j1", "a stranger asks whether it arrived", { request });
        QVERIFY(pair.becomeContacts());
        pair.hear("j2", "Ay me", { request });
        const QJsonObject receipt =
            pair.juliet.waitFor([](const QJsonObject &event) { return event.contains("received"); });
        QCOMPARE(receipt["received"].toString(), QString("j2")); // strangers are not told
        pair.outbox().send(pair.peer(), "She speaks");
        const QJsonObject said = pair.heard("She speaks");
        QVERIFY(!OtherClient::element(said, "{urn:xmpp:receipts}request").isEmpty());
        const QString id = said["id"].toString();
        QTRY_COMPARE_WITH_TIMEOUT(pair.of(id).delivery, Delivery::OnServer, patience);
        pair.juliet.send(pair.order("j3", { { "received", id } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of(id).delivery, Delivery::Delivered, patience);
    }

    void typingIsToldBothWays()
    {
        Pair pair(m_servers);
        QVERIFY2(pair.begins() && pair.becomeContacts(), qPrintable(pair.juliet.errors()));
        const auto state = [](const char *name) {
            return QStringLiteral("{http://jabber.org/protocol/chatstates}%1").arg(QLatin1String(name));
        };
        const auto saysState = [&state](const char *name) {
            return [&state, name](const QJsonObject &event) {
                return !OtherClient::element(event, state(name)).isEmpty();
            };
        };
        Typing &typing = pair.romeo.account->typing();
        typing.textEdited(pair.peer(), "She");
        QVERIFY(pair.juliet.waitFor(saysState("composing"))["body"].toString().isEmpty());
        typing.textEdited(pair.peer(), {});
        QVERIFY(!pair.juliet.waitFor(saysState("active")).isEmpty());
        const auto hear = [&pair](const char *name) {
            const auto payload = QStringLiteral("<%1 xmlns='http://jabber.org/protocol/chatstates'/>");
            pair.juliet.send(pair.order("t", { { "payloads", QJsonArray { payload.arg(QLatin1String(name)) } } }));
        };
        hear("composing");
        QTRY_VERIFY_WITH_TIMEOUT(typing.isTyping(pair.peer()), patience);
        hear("paused");
        QTRY_VERIFY_WITH_TIMEOUT(!typing.isTyping(pair.peer()), patience);
        hear("composing");
        QTRY_VERIFY_WITH_TIMEOUT(typing.isTyping(pair.peer()), patience);
        pair.hear("j1", "O Romeo");
        QVERIFY(!typing.isTyping(pair.peer()));
    }

    void newDeviceFindsItInTheArchive()
    {
        Pair pair(m_servers);
        QVERIFY2(pair.begins(), qPrintable(pair.juliet.errors()));
        pair.juliet.send(pair.order("j1", { { "body", "one" } }));
        pair.juliet.send(pair.order("j2", { { "body", "two" } }));
        pair.juliet.send(pair.order("j3", { { "body", "one, corrected" }, { "corrects", "j1" } }));
        pair.juliet.send(pair.order("j4", { { "body", "gone" }, { "retracts", "j2" } }));
        QTRY_VERIFY_WITH_TIMEOUT(pair.of("j2").isRetracted(), patience);
        Person device(pair.server, AccountSettings::Tls::StartTls, pair.romeo.jid().local(),
                      ServerLauncher::password());
        device.settings.history = AccountSettings::History::All;
        device.go();
        const ConversationId chat { device.jid(), pair.peer() };
        const auto shown = [&] {
            const auto page = device.store.call([chat](Store &opened) { return opened.messages().page(chat, 0, 10); });
            QStringList texts;
            const bool isThere = QTest::qWaitFor([&page] { return page.isFinished(); }, patience);
            const auto messages = isThere ? page.result().value_or(QList<ChatMessage>()) : QList<ChatMessage>();
            for (const ChatMessage &message : messages) {
                texts.append(message.isRetracted() ? QStringLiteral("-") : message.body);
            }
            return texts;
        };
        QTRY_COMPARE_WITH_TIMEOUT(shown(), QStringList({ "one, corrected", "-" }), patience);
    }
};

QTEST_GUILESS_MAIN(TestOtherClient)
#include "tst_other_client.moc"
