// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include "base/limits.h"
#include "protocol/xep/xep0060_publish_subscribe.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;

/// Nodes of our own account: what is asked of the server, and whose word about them counts.
class TestPublishSubscribe : public QObject
{
    Q_OBJECT

    static constexpr QStringView pubsub = u"http://jabber.org/protocol/pubsub";
    static constexpr QStringView owner = u"http://jabber.org/protocol/pubsub#owner";

    struct Fixture : ProtocolSession
    {
        PublishSubscribe &publishing = protocol.publishing();
        QStringList heard; ///< what was told, in its order

        Fixture()
        {
            QObject::connect(&publishing, &PublishSubscribe::published, &protocol,
                             [this](const QString &node, const QList<PublishedItem> &items) {
                                 for (const PublishedItem &item : items) {
                                     heard << node + " has " + item.id;
                                 }
                             });
            QObject::connect(
                &publishing, &PublishSubscribe::retracted, &protocol,
                [this](const QString &node, const QStringList &ids) { heard << node + " lost " + ids.join(','); });
            QObject::connect(&publishing, &PublishSubscribe::emptied, &protocol,
                             [this](const QString &node) { heard << node + " is empty"; });
            start();
        }
        void hear(const QByteArray &event, const QByteArray &from = "romeo@montague.lit")
        {
            receive("<message type='headline'" + (from.isEmpty() ? QByteArray() : " from='" + from + '\'')
                    + "><event xmlns='http://jabber.org/protocol/pubsub#event'>" + event + "</event></message>");
        }
        Element question(QStringView ns = pubsub) const { return request({ ns, u"pubsub" }).child({ ns, u"pubsub" }); }
        QFuture<Result<Iq>> publish()
        {
            return publishing.publishPrivately("urn:a", { "1", elementFrom("<x xmlns='urn:x'/>") });
        }
        void accept(QStringView ns = pubsub)
        {
            const Element asked = request({ ns, u"pubsub" });
            take();
            receive(resultTo(asked));
            settle();
        }
        void refuse(const QByteArray &condition, QStringView ns = pubsub)
        {
            const QByteArray id = request({ ns, u"pubsub" }).attribute(u"id").toUtf8();
            take();
            receive("<iq type='error' id='" + id + "'><error type='cancel'><" + condition
                    + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            settle();
        }
    };

    /// Those of the form in it.
    static QStringList fieldsOf(const Element &parent)
    {
        QStringList all;
        const DataForm form = DataForm::read(parent.firstChild()).value_or(DataForm());
        for (const DataForm::Field &field : form.fields) {
            all << field.var + '=' + field.value();
        }
        return all;
    }
    static QStringList privateFields(const QString &formType)
    {
        return { "FORM_TYPE=" + formType, "pubsub#persist_items=true", "pubsub#max_items=max",
                 "pubsub#send_last_published_item=never", "pubsub#access_model=whitelist" };
    }

private Q_SLOTS:
    void itemIsPublishedUnderTheConditionThatNobodyElseReadsIt()
    {
        Fixture f;
        const auto answer = f.publish();
        const Element question = f.question();
        const Element publish = question.child({ pubsub, u"publish" });
        QCOMPARE(publish.attribute(u"node"), QStringLiteral("urn:a"));
        QCOMPARE(publish.firstChild().attribute(u"id"), QStringLiteral("1"));
        QVERIFY(publish.firstChild().child({ u"urn:x", u"x" }));
        QCOMPARE(fieldsOf(question.child({ pubsub, u"publish-options" })),
                 privateFields("http://jabber.org/protocol/pubsub#publish-options"));
        f.accept();
        QVERIFY(answer.result().has_value());
    }

    void nodeThatOthersReadIsMadePrivate()
    {
        Fixture f;
        const auto answer = f.publish();
        f.refuse("conflict");
        QCOMPARE(f.request({ owner, u"pubsub" }).attribute(u"type"), QStringLiteral("set"));
        const Element configure = f.question(owner).child({ owner, u"configure" });
        QCOMPARE(configure.attribute(u"node"), QStringLiteral("urn:a"));
        QCOMPARE(fieldsOf(configure), privateFields("http://jabber.org/protocol/pubsub#node_config"));
        f.accept(owner);
        QCOMPARE(fieldsOf(f.question().child({ pubsub, u"publish-options" })).size(), 5);
        f.refuse("conflict");
        QCOMPARE(answer.result().error().condition, QStringLiteral("conflict")); // once is enough
        QVERIFY(f.question().isNull() && f.question(owner).isNull());
    }

    void nothingGoesIntoANodeThatStaysOpen()
    {
        Fixture f;
        const auto answer = f.publish();
        f.refuse("conflict");
        f.refuse("forbidden", owner);
        QCOMPARE(answer.result().error().condition, QStringLiteral("forbidden"));
        QVERIFY(f.question().isNull());
    }

    void serviceThatDoesNotKnowAllConditionsGetsTheOneThatCounts()
    {
        Fixture f;
        const auto answer = f.publish();
        f.refuse("resource-constraint"); // as ejabberd 23 answers to an option that it does not know
        const Element create = f.question();
        QCOMPARE(create.child({ pubsub, u"create" }).attribute(u"node"), QStringLiteral("urn:a"));
        QCOMPARE(fieldsOf(create.child({ pubsub, u"configure" })),
                 privateFields("http://jabber.org/protocol/pubsub#node_config"));
        f.accept();
        const QStringList one { "FORM_TYPE=http://jabber.org/protocol/pubsub#publish-options",
                                "pubsub#access_model=whitelist" };
        QCOMPARE(fieldsOf(f.question().child({ pubsub, u"publish-options" })), one);
        f.accept();
        QVERIFY(answer.result().has_value());
        f.publish();
        QCOMPARE(fieldsOf(f.question().child({ pubsub, u"publish-options" })), one); // as it is known now
        f.protocol.endSession();
        f.start();
        f.publish();
        QCOMPARE(fieldsOf(f.question().child({ pubsub, u"publish-options" })).size(), 5); // perhaps it is newer
    }

    void nodeOfSuchAServiceIsConfiguredIfItIsThere()
    {
        Fixture f;
        const auto answer = f.publish();
        f.refuse("resource-constraint");
        f.refuse("conflict");
        QVERIFY(f.question(owner).child({ owner, u"configure" }));
        f.accept(owner);
        QCOMPARE(fieldsOf(f.question().child({ pubsub, u"publish-options" })).size(), 2);
        f.refuse("resource-constraint"); // it was something else
        QCOMPARE(answer.result().error().condition, QStringLiteral("resource-constraint"));
        QVERIFY(f.question().isNull() && f.question(owner).isNull());
    }

    void otherErrorsAreTold()
    {
        Fixture f;
        const auto answer = f.publish();
        f.refuse("forbidden");
        QCOMPARE(answer.result().error().condition, QStringLiteral("forbidden"));
        QVERIFY(f.question().isNull() && f.question(owner).isNull());
    }

    void sessionEndsInBetween()
    {
        Fixture f;
        const auto answer = f.publish();
        f.refuse("conflict");
        f.protocol.endSession();
        ProtocolSession::settle();
        QCOMPARE(answer.result().error().kind, Error::Kind::Disconnected);
    }

    void itemIsTakenBackAndOthersAreTold()
    {
        Fixture f;
        const auto answer = f.publishing.retract("urn:a", "1");
        const Element retract = f.question().child({ pubsub, u"retract" });
        QCOMPARE(retract.attribute(u"node"), QStringLiteral("urn:a"));
        QCOMPARE(retract.attribute(u"notify"), QStringLiteral("true"));
        QCOMPARE(retract.firstChild().attribute(u"id"), QStringLiteral("1"));
        QVERIFY(retract.firstChild().firstChild().isNull());
        f.refuse("item-not-found");
        QCOMPARE(answer.result().error().condition, QStringLiteral("item-not-found"));
    }

    void nodeThatIsNotThereHasNoItems()
    {
        Fixture f;
        const auto none = f.publishing.items("urn:a");
        f.refuse("item-not-found");
        QVERIFY(none.result().has_value() && none.result()->isEmpty());
        f.take();
        const auto forbidden = f.publishing.items("urn:a");
        f.refuse("forbidden");
        QCOMPARE(forbidden.result().error().condition, QStringLiteral("forbidden"));
    }

    void whatHappensInOurNodesIsTold_data()
    {
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QStringList>("heard");
        QTest::newRow("items") << QByteArray("<items node='urn:a'><item id='1'><x/></item><item id='2'/></items>")
                               << QStringList({ "urn:a has 1", "urn:a has 2" });
        QTest::newRow("retraction") << QByteArray("<items node='urn:a'><retract id='1'/><retract id='2'/></items>")
                                    << QStringList("urn:a lost 1,2");
        QTest::newRow("both") << QByteArray("<items node='urn:a'><retract id='1'/><item id='2'/></items>")
                              << QStringList({ "urn:a has 2", "urn:a lost 1" });
        QTest::newRow("no id") << QByteArray("<items node='urn:a'><retract/></items>") << QStringList("urn:a lost ");
        QTest::newRow("nothing") << QByteArray("<items node='urn:a'/>") << QStringList();
        QTest::newRow("purge") << QByteArray("<purge node='urn:a'/>") << QStringList("urn:a is empty");
        QTest::newRow("deletion") << QByteArray("<delete node='urn:a'><redirect uri='xmpp:b'/></delete>")
                                  << QStringList("urn:a is empty");
        QTest::newRow("configuration") << QByteArray("<configuration node='urn:a'/>") << QStringList();
        QTest::newRow("another namespace")
            << QByteArray("<purge xmlns='urn:b' node='urn:a'/><items node='urn:a'><item xmlns='urn:b' id='1'/></items>")
            << QStringList();
    }
    void whatHappensInOurNodesIsTold()
    {
        QFETCH(QByteArray, event);
        QFETCH(QStringList, heard);
        for (const char *from : { "romeo@montague.lit", "", "Romeo@Montague.lit" }) {
            Fixture f;
            f.hear(event, from);
            QCOMPARE(f.heard, heard);
        }
    }

    void nobodyElseSpeaksForOurNodes_data()
    {
        QTest::addColumn<QByteArray>("from");
        for (const char *from : { "juliet@capulet.lit", "juliet@capulet.lit/balcony", "montague.lit",
                                  "romeo@montague.lit/other", "romeo@montague.lit.evil.lit", "romeo@capulet.lit" }) {
            QTest::newRow(from) << QByteArray(from);
        }
    }
    void nobodyElseSpeaksForOurNodes()
    {
        QFETCH(QByteArray, from);
        Fixture f;
        const int dropped = f.protocol.droppedCount();
        f.hear("<items node='urn:a'><item id='1'/><retract id='2'/></items>", from);
        f.hear("<purge node='urn:a'/>", from);
        f.hear("<delete node='urn:a'/>", from);
        QCOMPARE(f.heard, QStringList());
        QCOMPARE(f.protocol.droppedCount(), dropped + 3);
    }

    void eventsInCopiesCountForNothing()
    {
        Fixture f;
        f.receive("<message from='romeo@montague.lit'><received xmlns='urn:xmpp:carbons:2'><forwarded "
                  "xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='romeo@montague.lit' "
                  "to='romeo@montague.lit' type='chat'><event xmlns='http://jabber.org/protocol/pubsub#event'><purge "
                  "node='urn:a'/></event></message></forwarded></received></message>");
        QCOMPARE(f.heard, QStringList());
    }

    void thereIsALimitOfItems()
    {
        Fixture f;
        QByteArray many;
        for (int i = 0; i <= limits::publishedItems; ++i) {
            many += "<retract id='" + QByteArray::number(i) + "'/>";
        }
        QSignalSpy retracted(&f.publishing, &PublishSubscribe::retracted);
        f.hear("<items node='urn:a'>" + many + "</items>");
        QCOMPARE(retracted.at(0).at(1).toStringList().size(), qsizetype(limits::publishedItems));
    }
};

QTEST_GUILESS_MAIN(TestPublishSubscribe)
#include "tst_publish_subscribe.moc"
