// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/raw_sql.h"

#include "store/bookmark_store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Stored = BookmarkStore::Stored;
using Pending = BookmarkStore::Pending;

/// Bookmarks on disk: what comes back is what was stored, for each account alone.
class TestBookmarkStore : public QObject
{
    Q_OBJECT

    const Jid m_romeo = Jid::orNull(u"romeo@montague.lit");
    const Jid m_other = Jid::orNull(u"benvolio@montague.lit");
    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<Database> m_database;
    int m_files = 0;

    static Stored stored(const QString &room, const QString &title = {})
    {
        Stored bookmark;
        bookmark.room = Jid::orNull(room);
        bookmark.title = title;
        return bookmark;
    }
    QList<Stored> load(const Jid &account)
    {
        const auto found = BookmarkStore(*m_database).load(account);
        return found ? *found : QList { stored("failed@chat.capulet.lit", found.error().detail) };
    }
    Result<> write(const Jid &account, const QList<Stored> &bookmarks, const QList<Jid> &gone = {})
    {
        return BookmarkStore(*m_database).write(account, bookmarks, gone);
    }

private Q_SLOTS:
    void init()
    {
        m_path = m_folder.filePath(QStringLiteral("%1.db").arg(++m_files));
        m_database = std::make_unique<Database>(m_path);
        const auto opened = m_database->open();
        QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : opened.error().detail));
    }

    void nothingIsStoredAtFirst() { QVERIFY(load(m_romeo).isEmpty()); }

    void bookmarkComesBackAsItWas_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << "The Garden";
        QTest::newRow("nothing") << QString();
        QTest::newRow("quotes") << "O'Juliet \"%_\\";
        QTest::newRow("line breaks") << "two\nlines";
        QTest::newRow("other scripts") << QStringLiteral("\u0416\U0001f41d\u05d0");
    }
    void bookmarkComesBackAsItWas()
    {
        QFETCH(QString, text);
        for (const Pending pending : { Pending::Nothing, Pending::Change, Pending::Removal }) {
            for (const bool flag : { false, true }) {
                Stored bookmark = stored("garden@chat.capulet.lit", text);
                bookmark.nick = text;
                bookmark.autojoin = flag;
                bookmark.isInNode = !flag;
                bookmark.pending = pending;
                bookmark.extensions = text.isEmpty() ? QByteArray() : "<x a=\"" + text.toUtf8().toHex() + "\"/>";
                QVERIFY(write(m_romeo, { bookmark }).has_value());
                QCOMPARE(load(m_romeo), QList { bookmark });
            }
        }
    }

    void othersHaveTheirOwn()
    {
        const Stored garden = stored("garden@chat.capulet.lit", "Garden");
        const Stored crypt = stored("crypt@chat.capulet.lit", "Crypt");
        QVERIFY(write(m_romeo, { garden, crypt }).has_value());
        QVERIFY(write(m_other, { garden }).has_value());
        QVERIFY(write(m_romeo, {}, { garden.room }).has_value());
        QCOMPARE(load(m_romeo), QList { crypt });
        QCOMPARE(load(m_other), QList { garden });
    }

    void someAreChangedAndOthersGo()
    {
        QVERIFY(write(m_romeo, { stored("a@b.lit", "1"), stored("c@d.lit", "2"), stored("e@f.lit", "3") }).has_value());
        QVERIFY(write(m_romeo, { stored("c@d.lit", "4") }, { Jid::orNull(u"a@b.lit"), Jid::orNull(u"no@b.lit") })
                    .has_value());
        QCOMPARE(load(m_romeo), QList({ stored("c@d.lit", "4"), stored("e@f.lit", "3") }));
    }

    void quickIsTheSame()
    {
        BookmarkStore store(*m_database);
        QVERIFY(store.writeQuickly(m_romeo, { stored("a@b.lit", "1"), stored("c@d.lit", "2") }, {}).has_value());
        QVERIFY(store.writeQuickly(m_romeo, { stored("c@d.lit", "3") }, { Jid::orNull(u"a@b.lit") }).has_value());
        QCOMPARE(load(m_romeo), QList { stored("c@d.lit", "3") });
    }

    void allOfItIsStoredOrNothing()
    {
        QVERIFY(write(m_romeo, { stored("a@b.lit", "1") }).has_value());
        rawSql(m_path,
               { "CREATE TRIGGER no_delete BEFORE DELETE ON bookmark BEGIN SELECT RAISE(ABORT, 'broken'); END" });
        QVERIFY(!write(m_romeo, { stored("c@d.lit", "2") }, { Jid::orNull(u"a@b.lit") }).has_value());
        QCOMPARE(load(m_romeo), QList { stored("a@b.lit", "1") });
    }

    void goesWithTheAccount()
    {
        QVERIFY(write(m_romeo, { stored("a@b.lit") }).has_value());
        QVERIFY(m_database->change(QStringLiteral("DELETE FROM account WHERE jid = ?"), { m_romeo.toString() })
                    .has_value());
        QVERIFY(load(m_romeo).isEmpty());
        QCOMPARE(*m_database->number(QStringLiteral("SELECT count(*) FROM bookmark")), 0);
    }
};

QTEST_GUILESS_MAIN(TestBookmarkStore)
#include "tst_bookmark_store.moc"
