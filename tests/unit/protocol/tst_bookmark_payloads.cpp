// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/mutilator.h"
#include "support/protocol_session.h"

#include "protocol/xep/xep0048_bookmark_storage.h"
#include "protocol/xep/xep0049_private_xml_storage.h"
#include "protocol/xep/xep0402_bookmarks.h"
#include "protocol/xep/xep0469_bookmark_pinning.h"
#include "protocol/xep/xep0492_notification_settings.h"

#include <QtTest>

using namespace natter;
using Rule = NotificationSettings::Rule;

namespace {

template <typename T> std::optional<Element> rewrite(const Element &element)
{
    const auto value = T::read(element);
    return value ? std::optional(value->write()) : std::nullopt;
}

using Rewrite = std::optional<Element> (*)(const Element &);

const NotificationSettings::Identity pc { "client", "pc" };
const NotificationSettings::Identity phone { "client", "phone" };
const NotificationSettings::Identity gateway { "gateway", "irc" };

QByteArray notify(const QByteArray &content)
{
    return "<notify xmlns='urn:xmpp:notification-settings:1'>" + content + "</notify>";
}

NotificationSettings settingsFrom(const QByteArray &content)
{
    return NotificationSettings::read(elementFrom(notify(content))).value();
}

Bookmark bookmarkFrom(const QByteArray &xml) { return Bookmark::read(elementFrom(xml)).value(); }

} // namespace

Q_DECLARE_METATYPE(Rewrite)
Q_DECLARE_METATYPE(std::optional<Rule>)

/// What stands in bookmarks, the new ones and the old, and what of it is kept for others.
class TestBookmarkPayloads : public QObject
{
    Q_OBJECT

    static void addFixtures()
    {
        QTest::addColumn<Rewrite>("again");
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("bookmark")
            << Rewrite(rewrite<Bookmark>)
            << QByteArray(
                   "<conference xmlns='urn:xmpp:bookmarks:1' name='The Play&apos;s the Thing' "
                   "autojoin='true'><nick>JC</nick>"
                   "<password>sesame</password><extensions><state xmlns='http://myclient.example/bookmark/state' "
                   "minimized='true'>a<b/>c</state><pinned "
                   "xmlns='urn:xmpp:bookmarks-pinning:0'/></extensions></conference>");
        QTest::newRow("empty bookmark") << Rewrite(rewrite<Bookmark>)
                                        << QByteArray("<conference xmlns='urn:xmpp:bookmarks:1'/>");
        QTest::newRow("pinned") << Rewrite(rewrite<Pinned>)
                                << QByteArray("<pinned xmlns='urn:xmpp:bookmarks-pinning:0'/>");
        QTest::newRow("notification settings")
            << Rewrite(rewrite<NotificationSettings>)
            << notify("<never identity-category='client' identity-type='pc'><advanced><x xmlns='custom:ns-1'>y</x>"
                      "</advanced></never><always/>");
        QTest::newRow("storage")
            << Rewrite(rewrite<BookmarkStorage>)
            << QByteArray("<storage xmlns='storage:bookmarks'><url name='Works' url='http://shakespeare.lit/'/>"
                          "<conference name='Council of Oberon' autojoin='true' jid='council@conference.underhill.org'>"
                          "<nick>Puck</nick></conference></storage>");
    }

private Q_SLOTS:
    void whatIsReadIsWrittenAgain_data() { addFixtures(); }
    void whatIsReadIsWrittenAgain()
    {
        QFETCH(Rewrite, again);
        QFETCH(QByteArray, xml);
        const Element original = elementFrom(xml);
        const auto written = again(original);
        QVERIFY(written.has_value());
        QCOMPARE(written->toXml(), original.toXml());
    }

    void mutilatedOnesAreRefusedOrStayAsTheyAre_data() { addFixtures(); }
    void mutilatedOnesAreRefusedOrStayAsTheyAre()
    {
        QFETCH(Rewrite, again);
        QFETCH(QByteArray, xml);
        for (const Mutilation &mutilation : mutilationsOf(xml)) {
            const QByteArray what = mutilation.description.toUtf8();
            const auto written = again(mutilation.element);
            if (mutilation.root == Mutilation::Root::Renamed) {
                QVERIFY2(!written, what);
            }
            if (written) {
                const auto reread = parseElement(written->toXml());
                QVERIFY2(reread.has_value(), what);
                const auto twice = again(*reread);
                QVERIFY2(twice && twice->toXml() == written->toXml(), what);
            }
        }
    }

    void bookmarkIsReadAsItIsMeant()
    {
        const Bookmark bookmark =
            bookmarkFrom("<conference xmlns='urn:xmpp:bookmarks:1' name='The Garden' autojoin=' 1 '><nick>Romeo</nick>"
                         "<nick>other</nick><password>sesame</password><nick xmlns='urn:other'>wrong</nick>"
                         "<extensions><a xmlns='urn:a'/></extensions><extensions><b xmlns='urn:b'/></extensions>"
                         "</conference>");
        QVERIFY(bookmark.room.isNull());
        QCOMPARE(bookmark.title, QStringLiteral("The Garden"));
        QVERIFY(bookmark.autojoin);
        QCOMPARE(bookmark.nick, QStringLiteral("Romeo"));
        QCOMPARE(bookmark.password.reveal(), QStringLiteral("sesame"));
        QCOMPARE(bookmark.extensions.size(), 2);
        QVERIFY(!Bookmark::read(elementFrom("<conference xmlns='urn:xmpp:bookmarks:0'/>")));
    }

    void onlyTrueMeansTrue_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("expected");
        QTest::newRow("true") << QByteArray("true") << true;
        QTest::newRow("1") << QByteArray("1") << true;
        QTest::newRow("false") << QByteArray("false") << false;
        QTest::newRow("0") << QByteArray("0") << false;
        QTest::newRow("capitals") << QByteArray("TRUE") << false;
        QTest::newRow("yes") << QByteArray("yes") << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }
    void onlyTrueMeansTrue()
    {
        QFETCH(QByteArray, value);
        QFETCH(bool, expected);
        QCOMPARE(bookmarkFrom("<conference xmlns='urn:xmpp:bookmarks:1' autojoin='" + value + "'/>").autojoin,
                 expected);
        const BookmarkStorage old { elementFrom("<storage xmlns='storage:bookmarks'><conference jid='a@b' autojoin='"
                                                + value + "'/></storage>") };
        QCOMPARE(old.rooms().first().autojoin, expected);
    }

    void bookmarksWithOtherPasswordsDiffer()
    {
        Bookmark a;
        a.room = Jid::orNull(u"garden@chat.capulet.lit");
        Bookmark b = a;
        QVERIFY(a == b);
        b.password = Secret(QStringLiteral("sesame"));
        QVERIFY(!(a == b));
        a.password = Secret(QStringLiteral("sesame"));
        QVERIFY(a == b);
        b.extensions = { Pinned {}.write() };
        QVERIFY(!(a == b));
    }

    void pinningTouchesNothingElse()
    {
        Bookmark bookmark = bookmarkFrom("<conference xmlns='urn:xmpp:bookmarks:1'><extensions><a xmlns='urn:a'>1</a>"
                                         "<pinned xmlns='urn:other'/></extensions></conference>");
        const auto foreign = bookmark.extensions;
        QVERIFY(!isPinned(bookmark)); // the name of another specification
        setPinned(bookmark, true);
        QVERIFY(isPinned(bookmark));
        QCOMPARE(bookmark.extensions, foreign + QList { Pinned {}.write() });
        setPinned(bookmark, false);
        QCOMPARE(bookmark.extensions, foreign);
    }

    void whatIsPinnedStaysAsOthersWroteIt()
    {
        const QByteArray xml = "<conference xmlns='urn:xmpp:bookmarks:1'><extensions>"
                               "<pinned xmlns='urn:xmpp:bookmarks-pinning:0' rank='2'/><pinned "
                               "xmlns='urn:xmpp:bookmarks-pinning:0'/></extensions></conference>";
        Bookmark bookmark = bookmarkFrom(xml);
        setPinned(bookmark, true);
        QCOMPARE(bookmark.write().toXml(), elementFrom(xml).toXml());
        setPinned(bookmark, false);
        QVERIFY(bookmark.extensions.isEmpty());
    }

    void mostSpecificRuleCounts_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<std::optional<Rule>>("forPc");
        QTest::addColumn<std::optional<Rule>>("forGateway");
        using Maybe = std::optional<Rule>;
        QTest::newRow("nothing") << QByteArray() << Maybe() << Maybe();
        QTest::newRow("for all") << QByteArray("<never/>") << Maybe(Rule::Never) << Maybe(Rule::Never);
        QTest::newRow("type over category over all")
            << QByteArray("<always/><on-mention identity-category='client'/><never identity-category='client' "
                          "identity-type='pc'/><on-mention identity-category='gateway'/>")
            << Maybe(Rule::Never) << Maybe(Rule::OnMention);
        QTest::newRow("whatever the order")
            << QByteArray("<never identity-category='client' identity-type='pc'/><on-mention "
                          "identity-category='client'/><always/>")
            << Maybe(Rule::Never) << Maybe(Rule::Always);
        QTest::newRow("category over all") << QByteArray("<always/><on-mention identity-category='client'/>")
                                           << Maybe(Rule::OnMention) << Maybe(Rule::Always);
        QTest::newRow("another type") << QByteArray("<never identity-category='client' identity-type='phone'/>")
                                      << Maybe() << Maybe();
        QTest::newRow("the same type of another category")
            << QByteArray("<never identity-category='bot' identity-type='pc'/>") << Maybe() << Maybe();
        QTest::newRow("type without category") << QByteArray("<never identity-type='pc'/>") << Maybe() << Maybe();
        QTest::newRow("empty category") << QByteArray("<never identity-category=''/>") << Maybe() << Maybe();
        QTest::newRow("two for all") << QByteArray("<always/><never/>") << Maybe(Rule::Always) << Maybe(Rule::Always);
        QTest::newRow("unknown rule") << QByteArray("<sometimes/>") << Maybe() << Maybe();
        QTest::newRow("another namespace") << QByteArray("<never xmlns='urn:other'/>") << Maybe() << Maybe();
    }
    void mostSpecificRuleCounts()
    {
        QFETCH(QByteArray, content);
        QFETCH(std::optional<Rule>, forPc);
        QFETCH(std::optional<Rule>, forGateway);
        const NotificationSettings settings = settingsFrom(content);
        QVERIFY(settings.rule(pc) == forPc);
        QVERIFY(settings.rule(gateway) == forGateway);
    }

    void changedRuleLeavesOthersAlone_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<std::optional<Rule>>("rule");
        QTest::addColumn<QByteArray>("after");
        using Maybe = std::optional<Rule>;
        QTest::newRow("first") << QByteArray() << Maybe(Rule::Never) << QByteArray("<never/>");
        QTest::newRow("for all") << QByteArray("<always/>") << Maybe(Rule::OnMention) << QByteArray("<on-mention/>");
        QTest::newRow("phones keep theirs")
            << QByteArray("<on-mention identity-category='client' identity-type='phone'/><always/>")
            << Maybe(Rule::Never)
            << QByteArray("<on-mention identity-category='client' identity-type='phone'/><never/>");
        QTest::newRow("ours alone") << QByteArray("<never identity-category='client' identity-type='pc'/><always/>")
                                    << Maybe(Rule::OnMention)
                                    << QByteArray(
                                           "<on-mention identity-category='client' identity-type='pc'/><always/>");
        QTest::newRow("all get one if they have none")
            << QByteArray("<never identity-category='client'/>") << Maybe(Rule::Always)
            << QByteArray("<always identity-category='client'/><always/>");
        QTest::newRow("what others added stays")
            << QByteArray("<never><advanced><x xmlns='urn:x'>y</x></advanced></never><what xmlns='urn:w'/>")
            << Maybe(Rule::Always)
            << QByteArray("<always><advanced><x xmlns='urn:x'>y</x></advanced></always><what xmlns='urn:w'/>");
        QTest::newRow("two become one")
            << QByteArray("<never><advanced><x xmlns='urn:x'/></advanced></never><always><advanced><y xmlns='urn:y'/>"
                          "</advanced></always>")
            << Maybe(Rule::OnMention)
            << QByteArray("<on-mention><advanced><x xmlns='urn:x'/><y xmlns='urn:y'/></advanced></on-mention>");
        QTest::newRow("the same") << QByteArray("<never/><always/>") << Maybe(Rule::Never)
                                  << QByteArray("<never/><always/>");
        QTest::newRow("none any more") << QByteArray(
            "<never/><always identity-category='client' identity-type='pc'/><on-mention "
            "identity-category='gateway'/>")
                                       << Maybe() << QByteArray("<on-mention identity-category='gateway'/>");
        QTest::newRow("but for what others need")
            << QByteArray("<never><advanced><x xmlns='urn:x'/></advanced></never><always identity-category='client'/>")
            << Maybe() << QByteArray("<never><advanced><x xmlns='urn:x'/></advanced></never>");
    }
    void changedRuleLeavesOthersAlone()
    {
        QFETCH(QByteArray, before);
        QFETCH(std::optional<Rule>, rule);
        QFETCH(QByteArray, after);
        NotificationSettings settings = settingsFrom(before);
        const auto forPhones = settings.rule(phone);
        settings.setRule(rule, pc);
        QCOMPARE(settings.element.toXml(), elementFrom(notify(after)).toXml());
        if (QByteArray(QTest::currentDataTag()) == "phones keep theirs") {
            QVERIFY(settings.rule(phone) == forPhones);
        }
    }

    void lastRuleTakesTheElementAlong()
    {
        Bookmark bookmark;
        setNotificationRule(bookmark, Rule::Never, pc);
        QVERIFY(notificationRule(bookmark, pc) == Rule::Never);
        QCOMPARE(bookmark.extensions.size(), 1);
        setNotificationRule(bookmark, std::nullopt, pc);
        QVERIFY(bookmark.extensions.isEmpty());
    }

    void olderStorageTellsItsRooms()
    {
        const BookmarkStorage storage { elementFrom(
            "<storage xmlns='storage:bookmarks'><url url='http://a.lit' name='x'/><conference name='none'/>"
            "<conference jid='@@' name='nonsense'/><conference jid='Garden@Chat.capulet.lit/Romeo' name='Garden' "
            "autojoin='1'><nick>Romeo</nick><password>sesame</password></conference><conference "
            "jid='garden@chat.capulet.lit' name='twice'/><conference xmlns='urn:other' jid='crypt@chat.capulet.lit'/>"
            "</storage>") };
        const auto rooms = storage.rooms();
        QCOMPARE(rooms.size(), 1);
        Bookmark garden;
        garden.room = Jid::orNull(u"garden@chat.capulet.lit");
        garden.title = QStringLiteral("Garden");
        garden.autojoin = true;
        garden.nick = QStringLiteral("Romeo");
        garden.password = Secret(QStringLiteral("sesame"));
        QVERIFY(rooms.first() == garden);
        QVERIFY(BookmarkStorage {}.rooms().isEmpty());
    }

    void olderStorageKeepsWhatOthersWrote()
    {
        BookmarkStorage storage { elementFrom(
            "<storage xmlns='storage:bookmarks'><url url='http://a.lit' name='x'/><conference "
            "jid='garden@chat.capulet.lit' name='Garden'><nick>old</nick><status xmlns='urn:gajim'>all</status>"
            "</conference><conference jid='crypt@chat.capulet.lit' name='Crypt' minimize='1'/></storage>") };
        Bookmark garden;
        garden.room = Jid::orNull(u"garden@chat.capulet.lit");
        garden.title = QStringLiteral("The Garden");
        garden.autojoin = true;
        garden.extensions = { Pinned {}.write() };
        storage.set(garden);
        QCOMPARE(storage.write().toXml(),
                 elementFrom("<storage xmlns='storage:bookmarks'><url url='http://a.lit' name='x'/><conference "
                             "jid='garden@chat.capulet.lit' name='The Garden' autojoin='true'><status "
                             "xmlns='urn:gajim'>all</status><extensions xmlns='urn:xmpp:bookmarks:1'><pinned "
                             "xmlns='urn:xmpp:bookmarks-pinning:0'/></extensions></conference><conference "
                             "jid='crypt@chat.capulet.lit' name='Crypt' minimize='1'/></storage>")
                     .toXml());
        QVERIFY(storage.rooms().first() == garden);
        storage.remove(garden.room);
        QCOMPARE(storage.rooms().size(), 1);
        QVERIFY(storage.element.child({ u"storage:bookmarks", u"url" }));
    }

    void olderStorageBeginsWithNothing()
    {
        BookmarkStorage storage;
        QCOMPARE(storage.write().toXml(), QByteArray("<storage xmlns='storage:bookmarks'/>"));
        Bookmark garden;
        garden.room = Jid::orNull(u"garden@chat.capulet.lit");
        storage.set(garden);
        QCOMPARE(storage.rooms().size(), 1);
    }

    void privateXmlIsAskedForAndReplaced()
    {
        ProtocolSession session;
        session.start();
        PrivateXmlStorage storage(session.protocol.channel());
        const auto answered = [&session](const QByteArray &payload, const auto &future) {
            session.receive(ProtocolSession::resultTo(session.request(PrivateXmlStorage::name), payload));
            session.take();
            ProtocolSession::settle();
            return future.result();
        };
        const auto first = storage.get(BookmarkStorage::name);
        QCOMPARE(session.request(PrivateXmlStorage::name).firstChild().toXml(u"jabber:client"),
                 QByteArray("<query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'/></query>"));
        QVERIFY(answered("<query xmlns='jabber:iq:private'/>", first)->isNull());
        const auto second = storage.get(BookmarkStorage::name);
        const auto found = answered("<query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'><url/>"
                                    "</storage></query>",
                                    second);
        QVERIFY(found->child({ u"storage:bookmarks", u"url" }));
        const auto third = storage.set(BookmarkStorage {}.write());
        const Element set = session.request(PrivateXmlStorage::name);
        QCOMPARE(set.attribute(u"type"), QStringLiteral("set"));
        QVERIFY(set.firstChild().child(BookmarkStorage::name));
        QVERIFY(answered({}, third).has_value());
    }

    void privateXmlOfOthersIsNoAnswer()
    {
        ProtocolSession session;
        session.start();
        PrivateXmlStorage storage(session.protocol.channel());
        const auto asked = storage.get(BookmarkStorage::name);
        const QByteArray id = session.request(PrivateXmlStorage::name).attribute(u"id").toUtf8();
        session.receive("<iq type='result' from='juliet@capulet.lit' id='" + id
                        + "'><query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'/></query></iq>");
        ProtocolSession::settle();
        QVERIFY(!asked.isFinished());
        session.protocol.endSession();
        ProtocolSession::settle();
        QCOMPARE(asked.result().error().kind, Error::Kind::Disconnected);
    }

    void newsOfBookmarksAreAskedFor()
    {
        ProtocolSession session;
        QVERIFY(session.protocol.discovery().own().features.contains("urn:xmpp:bookmarks:1+notify"));
    }
};

QTEST_GUILESS_MAIN(TestBookmarkPayloads)
#include "tst_bookmark_payloads.moc"
