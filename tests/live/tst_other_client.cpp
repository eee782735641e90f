// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/live_servers.h"
#include "support/other_client.h"
#include "support/person.h"

#include <QJsonArray>
#include <QtTest>

using namespace natter;
using Kind = ServerLauncher::Kind;
using Phase = AccountStatus::Phase;

/// What people do with messages, between us and a client that is not ours.
class TestOtherClient : public QObject
{
    Q_OBJECT

    static constexpr int patience = 30'000; // milliseconds
    LiveServers m_servers;

    /// Romeo with our client, Juliet with the other.
    struct Pair
    {
        explicit Pair(LiveServers &servers)
            : server(servers.at(Kind::Prosody))
            , romeo(server, AccountSettings::Tls::StartTls, servers.newUser(server, "romeo"),
                    ServerLauncher::password())
            , name(servers.newUser(server, "juliet"))
            , juliet(server, name)
        {
            romeo.go();
        }
        bool begins()
        {
            return juliet.comesOnline() && QTest::qWaitFor([this] { return romeo.phase() == Phase::Online; }, patience);
        }
        Jid peer() const { return Jid::orNull(name + u'@' + ServerLauncher::domain()); }
        /// How the message with that id stands at ours.
        ChatMessage of(const QString &id)
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

        ServerLauncher &server;
        Person romeo;
        QString name;
        OtherClient juliet;
    };

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
        QVERIFY2(pair.begins(), qPrintable(pair.juliet.errors()));
        pair.juliet.send(pair.order("j1", { { "body", "Romeo, Romeo" }, { "markable", true } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j1").body, QString("Romeo, Romeo"), patience);
        pair.romeo.account->outbox().send(pair.peer(), "Shall I hear more?");
        const QJsonObject said =
            pair.juliet.waitFor([](const QJsonObject &event) { return event["body"] == "Shall I hear more?"; });
        QVERIFY(said["markable"].toBool());
        const QString id = said["id"].toString();
        pair.juliet.send(pair.order("j2", { { "displayed", id } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of(id).delivery, ChatMessage::Delivery::Displayed, patience);
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

    void talkInARoomBothWays()
    {
        Pair pair(m_servers);
        QVERIFY2(pair.begins(), qPrintable(pair.juliet.errors()));
        const Jid room = Jid::orNull(QString("garden@chat." + ServerLauncher::domain()));
        Room &ours = pair.romeo.account->rooms().join(room);
        QTRY_VERIFY_WITH_TIMEOUT(ours.isIn(), patience);
        const auto opened = ours.acceptDefaults();
        QTRY_VERIFY_WITH_TIMEOUT(opened.isFinished(), patience);
        QVERIFY(opened.result().has_value());
        pair.juliet.send({ { "joins", room.withResource(u"Juliet").toString() } });
        QTRY_VERIFY_WITH_TIMEOUT(ours.occupant("Juliet"), patience);
        const auto toRoom = [&room](const QString &id, QJsonObject what) {
            what["to"] = room.toString();
            what["id"] = id;
            what["type"] = "groupchat";
            return what;
        };
        pair.juliet.send(toRoom("j1", { { "body", "Ay me" } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j1").body, QString("Ay me"), patience);
        QCOMPARE(pair.of("j1").nick, QString("Juliet"));
        pair.juliet.send(toRoom("j2", { { "body", "O Romeo" }, { "corrects", "j1" } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j1").body, QString("O Romeo"), patience);

        Outbox &outbox = pair.romeo.account->outbox();
        outbox.send(room, "She speaks");
        const QJsonObject said =
            pair.juliet.waitFor([](const QJsonObject &event) { return event["body"] == "She speaks"; });
        QCOMPARE(said["type"].toString(), QString("groupchat"));
        QCOMPARE(said["resource"].toString(), ours.nick());
        const QString id = said["id"].toString();
        QTRY_COMPARE_WITH_TIMEOUT(pair.of(id).delivery, ChatMessage::Delivery::OnServer, patience);
        QCOMPARE(pair.of(id).archiveId, said["archived"].toString());

        const QString emoji = QString::fromUtf8("\U0001F44D");
        pair.juliet.send(toRoom("j3", { { "reacts", said["archived"] }, { "emoji", QJsonArray { emoji } } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of(id).reactions.size(), 1, patience);
        outbox.react(pair.of("j1"), { emoji });
        const QJsonObject reaction =
            pair.juliet.waitFor([](const QJsonObject &event) { return event.contains("reacts"); });
        QVERIFY(!reaction["reacts"].toString().isEmpty());
        pair.juliet.send(toRoom("j4", { { "retracts", pair.of("j1").archiveId } }));
        QTRY_VERIFY_WITH_TIMEOUT(pair.of("j1").isRetracted(), patience);
        outbox.retract(pair.of(id));
        const QJsonObject retraction =
            pair.juliet.waitFor([&said](const QJsonObject &event) { return event["retracts"] == said["archived"]; });
        QVERIFY(!retraction.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestOtherClient)
#include "tst_other_client.moc"
