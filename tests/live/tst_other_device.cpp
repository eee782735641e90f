// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/other_pair.h"

#include <QtTest>

using namespace natter;

/// What two devices of one account share, of which one has a client that is not ours.
class TestOtherDevice : public QObject
{
    Q_OBJECT

    static constexpr int patience = OtherPair::patience;
    LiveServers m_servers;

    /// Romeo has another device.
    struct Devices : OtherPair
    {
        explicit Devices(LiveServers &servers)
            : OtherPair(servers,
                        [](ServerLauncher &launcher) {
                            launcher.setOptions(
                                "VirtualHost \"natter.test\" { modules_enabled = { \"pep\", \"bookmarks\" } }\n");
                        })
            , device(server, romeo.jid().local())
        {
        }
        bool begin() { return begins() && device.comesOnline(); }
        ChatSummary summary() const { return romeo.conversations.summary(chat()); }

        /// What our server keeps at that node, under that id.
        QJsonObject item(const QString &node, const QString &id)
        {
            const QJsonObject answer = device.ask(
                "get",
                QStringLiteral("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='%1'><item id='%2'/>"
                               "</items></pubsub>")
                    .arg(node, id));
            return OtherClient::element(answer, "{http://jabber.org/protocol/pubsub}item");
        }
        /// As each specification wants such a node: for us alone, and one item for each conversation.
        bool publish(const QString &node, const QString &id, const QString &payload)
        {
            const auto field = [](const char *key, const char *value) {
                return QStringLiteral("<field var='pubsub#%1'><value>%2</value></field>")
                    .arg(QLatin1String(key), QLatin1String(value));
            };
            const QString options = field("persist_items", "true") + field("max_items", "max")
                + field("send_last_published_item", "never") + field("access_model", "whitelist");
            const QJsonObject answer = device.ask(
                "set",
                QStringLiteral("<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='%1'><item id='%2'>%3"
                               "</item></publish><publish-options><x xmlns='jabber:x:data' type='submit'><field "
                               "var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/pubsub#publish-options"
                               "</value></field>%4</x></publish-options></pubsub>")
                    .arg(node, id, payload, options));
            return answer["type"] == "result";
        }

        OtherClient device;
    };

private Q_SLOTS:
    void whatWasReadIsShared() // XEP-0490
    {
        const QString node = QStringLiteral("urn:xmpp:mds:displayed:0");
        Devices f(m_servers);
        QVERIFY2(f.begin(), qPrintable(f.juliet.errors() + f.device.errors()));
        const ChatMessage first = f.hear("j1", "Ay me");
        QVERIFY(!first.archiveId.isEmpty());
        f.romeo.conversations.markRead(f.chat(), first.row);
        const auto published = [&] {
            const QJsonObject displayed =
                OtherClient::element(f.item(node, f.peer().toString()), u'{' + node + "}displayed");
            const QJsonObject id = OtherClient::element(displayed, "{urn:xmpp:sid:0}stanza-id");
            return OtherClient::attribute(id, "id") + u' ' + OtherClient::attribute(id, "by");
        };
        const QString by = u' ' + f.romeo.jid().toString();
        QTRY_COMPARE_WITH_TIMEOUT(published(), first.archiveId + by, patience);

        const ChatMessage second = f.hear("j2", "O Romeo, Romeo");
        f.hear("j3", "wherefore art thou Romeo?");
        QTRY_COMPARE_WITH_TIMEOUT(f.summary().unread, 2, patience);
        QVERIFY(f.publish(node, f.peer().toString(),
                          QStringLiteral("<displayed xmlns='%1'><stanza-id xmlns='urn:xmpp:sid:0' id='%2' by='%3'/>"
                                         "</displayed>")
                              .arg(node, second.archiveId, f.romeo.jid().toString())));
        QTRY_COMPARE_WITH_TIMEOUT(f.summary().unread, 1, patience);
    }

    void howRoomsAreTreatedIsShared() // XEP-0469, XEP-0492
    {
        const QString node = QStringLiteral("urn:xmpp:bookmarks:1");
        const QString settings = QStringLiteral("{urn:xmpp:notification-settings:1}");
        const QString pinned = QStringLiteral("{urn:xmpp:bookmarks-pinning:0}pinned");
        Devices f(m_servers);
        QVERIFY2(f.begin(), qPrintable(f.juliet.errors() + f.device.errors()));
        const Jid room = Jid::orNull(QString("garden@chat." + ServerLauncher::domain()));
        const ConversationId garden { f.romeo.jid(), room };
        f.romeo.conversations.load();
        QTRY_VERIFY_WITH_TIMEOUT(f.romeo.conversations.isLoaded(), patience);
        f.romeo.conversations.open(garden, ChatKind::Room);
        QVERIFY(f.publish(node, room.toString(),
                          QStringLiteral("<conference xmlns='%1' name='The garden'><extensions><pinned "
                                         "xmlns='urn:xmpp:bookmarks-pinning:0'/><notify "
                                         "xmlns='urn:xmpp:notification-settings:1'><never/></notify></extensions>"
                                         "</conference>")
                              .arg(node)));
        const auto treatment = [&] { return f.romeo.conversations.summary(garden).treatment; };
        QTRY_VERIFY_WITH_TIMEOUT(treatment().isPinned, patience);
        QTRY_COMPARE_WITH_TIMEOUT(treatment().notify, std::optional(Notify::Never), patience);

        f.romeo.conversations.treat(garden, [](ChatTreatment &changed) {
            changed.isPinned = false;
            changed.notify = Notify::OnMention;
        });
        const auto kept = [&] { return f.item(node, room.toString()); };
        QTRY_VERIFY_WITH_TIMEOUT(OtherClient::element(kept(), pinned).isEmpty(), patience);
        const QJsonObject notify = OtherClient::element(kept(), settings + "notify");
        QVERIFY(!OtherClient::element(notify, settings + "on-mention").isEmpty());
        QVERIFY(OtherClient::element(notify, settings + "never").isEmpty());
        const QJsonObject conference = OtherClient::element(kept(), u'{' + node + "}conference");
        QCOMPARE(OtherClient::attribute(conference, "name"), QString("The garden"));
    }

    void correctionsOfBothDevices()
    {
        Devices f(m_servers);
        QVERIFY2(f.begin(), qPrintable(f.juliet.errors() + f.device.errors()));
        QCOMPARE(f.device.ask("set", "<enable xmlns='urn:xmpp:carbons:2'/>")["type"].toString(), QString("result"));
        const auto toJuliet = [&f](const QString &id, QJsonObject what) {
            what["to"] = f.peer().toString();
            what["id"] = id;
            return what;
        };
        f.device.send(toJuliet("d1", { { "body", "She speeks" } }));
        QTRY_COMPARE_WITH_TIMEOUT(f.of("d1").body, QString("She speeks"), patience);
        QVERIFY(f.of("d1").isOutgoing());
        f.device.send(toJuliet("d2", { { "body", "She speaks" }, { "corrects", "d1" } }));
        QTRY_COMPARE_WITH_TIMEOUT(f.of("d1").body, QString("She speaks"), patience);
        QVERIFY(f.of("d1").edited.isValid());
        QCOMPARE(f.heard("She speaks")["corrects"].toString(), QString("d1"));
        f.outbox().correct(f.of("d1"), "She speaks, yet she says nothing"); // the other device learns of it, too
        const QString name = QStringLiteral("{urn:xmpp:message-correct:0}replace");
        const QJsonObject copy = f.device.waitFor(
            [&name](const QJsonObject &event) { return !OtherClient::element(event, name).isEmpty(); });
        QVERIFY(!OtherClient::element(copy, "{urn:xmpp:carbons:2}sent").isEmpty());
        QCOMPARE(OtherClient::attribute(OtherClient::element(copy, name), "id"), QString("d1"));
        QCOMPARE(OtherClient::element(copy, "{jabber:client}body")["text"].toString(),
                 QString("She speaks, yet she says nothing"));
        QCOMPARE(f.heard("She speaks, yet she says nothing")["corrects"].toString(), QString("d1"));
    }
};

QTEST_GUILESS_MAIN(TestOtherDevice)
#include "tst_other_device.moc"
