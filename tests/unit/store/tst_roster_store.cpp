// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/message_store.h"
#include "store/roster_store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// Contacts on disk: what comes back is what was stored, for each account alone.
class TestRosterStore : public QObject
{
    Q_OBJECT

    const Jid m_romeo = Jid::orNull(u"romeo@montague.lit");
    const Jid m_other = Jid::orNull(u"benvolio@montague.lit");
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
    int m_files = 0;

    static RosterItem item(const QString &jid, RosterItem::Subscription subscription = RosterItem::Subscription::Both)
    {
        return { Jid::orNull(jid), {}, subscription, false, {} };
    }

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<Database>(m_folder.filePath(QStringLiteral("%1.db").arg(++m_files)));
        const auto opened = m_database->open();
        QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : opened.error().detail));
    }

    void nothingIsStoredAtFirst()
    {
        const auto stored = RosterStore(*m_database).load(m_romeo);
        QVERIFY(stored->items.isEmpty());
        QVERIFY(stored->version.isEmpty());
    }

    void itemComesBackAsItWas_data()
    {
        QTest::addColumn<QString>("handle");
        QTest::addColumn<QStringList>("groups");
        QTest::newRow("plain") << "Juliet" << QStringList { "Friends" };
        QTest::newRow("no name, no groups") << QString() << QStringList();
        QTest::newRow("quotes") << "O'Juliet \"%_\\" << QStringList { "a'b", "c\"d", "e|f", "g,h" };
        QTest::newRow("line breaks") << "two\nlines" << QStringList { "two\nlines", "other" };
        QTest::newRow("other scripts") << QStringLiteral("\u0416\U0001f41d")
                                       << QStringList { QStringLiteral("\u05d0"), " " };
    }
    void itemComesBackAsItWas()
    {
        QFETCH(QString, handle);
        QFETCH(QStringList, groups);
        RosterStore store(*m_database);
        for (const auto subscription : { RosterItem::Subscription::None, RosterItem::Subscription::To,
                                         RosterItem::Subscription::From, RosterItem::Subscription::Both }) {
            const RosterItem stored { Jid::orNull(u"juliet@capulet.lit"), handle, subscription, true, groups };
            QVERIFY(store.change(m_romeo, stored, "v1").has_value());
            const auto back = store.load(m_romeo);
            QCOMPARE(back->items.size(), 1);
            QVERIFY(back->items.first() == stored);
            QCOMPARE(back->version, QStringLiteral("v1"));
        }
    }

    void replacingForgetsWhoIsGone()
    {
        RosterStore store(*m_database);
        QVERIFY(store.replace(m_romeo, { item("a@b"), item("c@d") }, "v1").has_value());
        QVERIFY(store.replace(m_romeo, { item("c@d"), item("e@f") }, "v2").has_value());
        const auto stored = store.load(m_romeo);
        QStringList jids;
        for (const RosterItem &each : stored->items) {
            jids.append(each.jid.toString());
        }
        jids.sort();
        QCOMPARE(jids, QStringList({ "c@d", "e@f" }));
        QCOMPARE(stored->version, QStringLiteral("v2"));
    }

    void removalTakesOneAway()
    {
        RosterStore store(*m_database);
        QVERIFY(store.replace(m_romeo, { item("a@b"), item("c@d") }, "v1").has_value());
        QVERIFY(store.change(m_romeo, item("a@b", RosterItem::Subscription::Remove), "v2").has_value());
        QVERIFY(store.change(m_romeo, item("nobody@d", RosterItem::Subscription::Remove), "v3").has_value());
        const auto stored = store.load(m_romeo);
        QCOMPARE(stored->items.size(), 1);
        QCOMPARE(stored->items.first().jid.toString(), QStringLiteral("c@d"));
        QCOMPARE(stored->version, QStringLiteral("v3"));
    }

    void accountsDoNotMix()
    {
        RosterStore store(*m_database);
        QVERIFY(store.replace(m_romeo, { item("a@b") }, "v1").has_value());
        QVERIFY(store.replace(m_other, { item("a@b"), item("c@d") }, "w1").has_value());
        QVERIFY(store.change(m_romeo, item("a@b", RosterItem::Subscription::Remove), "v2").has_value());
        QCOMPARE(store.load(m_romeo)->items.size(), 0);
        QCOMPARE(store.load(m_other)->items.size(), 2);
        QCOMPARE(store.load(m_other)->version, QStringLiteral("w1"));
    }

    void removedAccountLeavesNothing()
    {
        RosterStore store(*m_database);
        QVERIFY(store.replace(m_romeo, { item("a@b") }, "v1").has_value());
        QVERIFY(store.replace(m_other, { item("a@b") }, "w1").has_value());
        QVERIFY(MessageStore(*m_database).removeAccount(m_romeo).has_value());
        QVERIFY(store.load(m_romeo)->items.isEmpty());
        QVERIFY(store.load(m_romeo)->version.isEmpty());
        QCOMPARE(store.load(m_other)->items.size(), 1);
    }

    void failedReplacementKeepsTheOldList()
    {
        RosterStore store(*m_database);
        QVERIFY(store.replace(m_romeo, { item("a@b") }, "v1").has_value());
        auto pages = m_database->run("PRAGMA page_count");
        (*pages)->next();
        const QString count = (*pages)->value(0).toString();
        (*pages)->finish();
        m_database->run("PRAGMA max_page_count=" + count).value()->finish();
        QList<RosterItem> many;
        for (int i = 0; i < 5000; ++i) {
            many.append(item(QStringLiteral("c%1@a-rather-long-name-of-a-server.example").arg(i)));
        }
        const auto refused = store.replace(m_romeo, many, "v2");
        QCOMPARE(refused.error().kind, Error::Kind::StorageFull);
        QCOMPARE(store.load(m_romeo)->items.size(), 1);
        QCOMPARE(store.load(m_romeo)->version, QStringLiteral("v1"));
        m_database->run("PRAGMA max_page_count=1000000").value()->finish();
        QVERIFY(store.replace(m_romeo, many, "v2").has_value());
        QCOMPARE(store.load(m_romeo)->items.size(), 5000);
    }
};

QTEST_GUILESS_MAIN(TestRosterStore)
#include "tst_roster_store.moc"
