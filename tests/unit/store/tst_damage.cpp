// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faulty_disk.h"
#include "support/raw_sql.h"

#include "store/store.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

static constexpr qsizetype pageSize = 4096;
static constexpr qsizetype headerSize = 100;
static constexpr qsizetype versionAt = 60; ///< user_version, big endian

/// A profile's files with anything in them that a bad disk, a bad cable or a bad program may have put there.
class TestDamage : public QObject
{
    Q_OBJECT

    FaultyDisk m_disk; ///< it has no faults here, and does not make us wait
    QTemporaryDir m_folder;
    int m_files = 0;
    int m_kept = 0;
    QByteArray m_database; ///< closed, everything in the one file
    QByteArray m_older; ///< the database of before the log
    QByteArray m_log; ///< what a killed program leaves beside m_older

    QString newPath()
    {
        QDir().mkpath(m_folder.filePath(QString::number(++m_files)));
        return m_folder.filePath(QStringLiteral("%1/natter.sqlite").arg(m_files));
    }

    static const ConversationId &chat()
    {
        static const ConversationId id { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"juliet@capulet.lit") };
        return id;
    }

    static ChatMessage message(int number)
    {
        ChatMessage message;
        message.conversation = chat();
        message.stanzaId = QStringLiteral("id%1").arg(number);
        message.body = QStringLiteral("%1 ").arg(number) + QString(300, u'b');
        message.time = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
        return message;
    }

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size()) {
            qFatal("cannot write %s", qPrintable(path));
        }
    }

    static void fill(Store &store, int from, int count)
    {
        for (int i = from; i < from + count; ++i) {
            store.messages().record({ message(i) }).value();
        }
    }

    /// The program can work with the profile; what it cannot do otherwise.
    static QString problem(Store &store)
    {
        const RosterItem juliet { chat().peer, QStringLiteral("Juliet"), {}, false, {} };
        ChatMessage fresh = message(9999);
        const auto recorded = store.messages().record({ fresh });
        if (!recorded || recorded->size() != 1) {
            return QStringLiteral("record: ") + (recorded ? QString() : recorded.error().detail);
        }
        const auto page = store.messages().page(chat(), 0, 1);
        if (!page || page->size() != 1 || page->first().body != fresh.body) {
            return QStringLiteral("page");
        }
        const auto rows = QList<qint64> { recorded->first().message.row };
        const bool rest = store.messages().chats() && store.messages().pending(chat().account)
            && store.messages().setDelivery(rows, ChatMessage::Delivery::OnServer)
            && store.messages().markRead(chat(), rows.first())
            && store.messages().setDraft(chat(), { QStringLiteral("draft") })
            && store.roster().change(chat().account, juliet, QStringLiteral("1"))
            && store.roster().load(chat().account);
        return rest ? QString() : QStringLiteral("the rest");
    }

    /// Opens such a database. Damage may be overlooked if it does no harm; else the file must have been kept.
    /// What is wrong with that; empty: nothing.
    QString verdict(const QByteArray &content)
    {
        const QString path = newPath();
        write(path, content);
        QString wrong;
        {
            Store store(path);
            const auto opened = store.open();
            if (!opened) {
                wrong = QStringLiteral("not opened: ") + opened.error().detail;
            } else if (!opened->isEmpty() && contentOf(*opened) != content) {
                wrong = QStringLiteral("not kept");
            } else {
                wrong = problem(store);
                m_kept += opened->isEmpty() ? 0 : 1;
            }
        }
        QDir(QFileInfo(path).path()).removeRecursively();
        return wrong;
    }

    /// `damage(content)` for each of `places`, and what is wrong with any of them.
    template <typename Damage> QString verdicts(const QList<qsizetype> &places, Damage damage)
    {
        QStringList wrong;
        for (const qsizetype at : places) {
            QByteArray damaged = m_database;
            damage(damaged, at);
            if (const QString one = verdict(damaged); !one.isEmpty()) {
                wrong.append(QStringLiteral("%1: %2").arg(at).arg(one));
            }
        }
        return wrong.join(u'\n');
    }

    static quint32 versionOf(const QByteArray &content)
    {
        return qFromBigEndian<quint32>(content.constData() + versionAt);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString path = newPath();
        {
            Store store(path);
            QVERIFY(store.open().has_value());
            fill(store, 0, 40);
        }
        m_database = contentOf(path);
        QVERIFY(!QFile::exists(path + "-wal"));
        m_older = m_database;
        Store store(path);
        QVERIFY(store.open().has_value());
        fill(store, 40, 40);
        QCOMPARE(contentOf(path), m_older);
        m_log = contentOf(path + "-wal");
        QVERIFY(m_log.size() > 40 * pageSize);
    }

    void everyBitOfTheHeader()
    {
        const quint32 known = versionOf(m_database);
        const auto flip = [](QByteArray &content, qsizetype bit) {
            content[bit / 8] = static_cast<char>(content[bit / 8] ^ (1 << (bit % 8)));
        };
        QList<qsizetype> bits;
        for (qsizetype bit = 0; bit < headerSize * 8; ++bit) {
            QByteArray damaged = m_database;
            flip(damaged, bit);
            const quint32 version = versionOf(damaged);
            if (version <= known || version >= 10'000) { // others look like what a newer program leaves
                bits.append(bit);
            }
        }
        m_kept = 0;
        const QString wrong = verdicts(bits, flip);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(m_kept > 100, qPrintable(QString::number(m_kept)));
    }

    void whatSomebodyAddedIsNoDamage()
    {
        const QString path = newPath();
        write(path, m_database);
        rawSql(path, { "CREATE INDEX mine ON message (body)", "CREATE TABLE notes (x)", "ANALYZE" });
        Store store(path);
        QCOMPARE(store.open().value(), QString());
        QCOMPARE(problem(store), QString());
        QCOMPARE(store.messages().count().value(), 41);
    }

    void newerVersionIsNoDamage()
    {
        QByteArray newer = m_database;
        newer[versionAt + 3] = static_cast<char>(versionOf(newer) + 1);
        const QString path = newPath();
        write(path, newer);
        Store store(path);
        QCOMPARE(store.open().error().kind, Error::Kind::StorageTooNew);
        QVERIFY(contentOf(path) == newer);
    }

    void lettersOfTheSchema()
    {
        QList<qsizetype> places;
        for (qsizetype at = headerSize; at < pageSize; at += 2) {
            if (m_database[at] != '\0') {
                places.append(at);
            }
        }
        const QString wrong =
            verdicts(places, [](QByteArray &content, qsizetype at) { content[at] = content[at] ^ 1; });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    void bytesOfEveryPage()
    {
        QList<qsizetype> places;
        for (int i = 0; i < 400; ++i) {
            places.append(pageSize + (i * 7919LL) % (m_database.size() - pageSize));
        }
        const auto flip = [](QByteArray &content, qsizetype at) { content[at] = static_cast<char>(~content[at]); };
        const QString wrong = verdicts(places, flip);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    void cutOffAnywhere()
    {
        QList<qsizetype> sizes;
        for (qsizetype size = 0; size < m_database.size(); size += pageSize / 2) {
            sizes.append(size);
        }
        const QString wrong = verdicts(sizes, [](QByteArray &content, qsizetype size) { content.truncate(size); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    void logThatIsGone_data()
    {
        QTest::addColumn<QByteArray>("log");
        QTest::addColumn<bool>("isThere");
        QTest::addColumn<QByteArray>("index");
        const QByteArray rubbish(32 * 1024, '\x5a');
        QTest::newRow("no log") << QByteArray() << false << QByteArray();
        QTest::newRow("no log, but an index") << QByteArray() << false << rubbish;
        QTest::newRow("empty log") << QByteArray() << true << QByteArray();
        QTest::newRow("empty log and an index") << QByteArray() << true << rubbish;
        QTest::newRow("rubbish") << QByteArray(50'000, '\x11') << true << QByteArray();
        QTest::newRow("log without its index") << m_log << true << QByteArray();
        QTest::newRow("log and a wrong index") << m_log << true << rubbish;
        QTest::newRow("half the log") << m_log.left(m_log.size() / 2) << true << rubbish;
        QTest::newRow("another database's log") << QByteArray(m_log).replace(16, 8, "otherone") << true << QByteArray();
    }
    void logThatIsGone()
    {
        QFETCH(QByteArray, log);
        QFETCH(bool, isThere);
        QFETCH(QByteArray, index);
        verifyPrefix(log, isThere, index, log == m_log ? 80 : 40);
    }

    void bytesOfTheLog()
    {
        for (qsizetype at = 0; at < m_log.size(); at += 997) {
            QByteArray damaged = m_log;
            damaged[at] = static_cast<char>(damaged[at] ^ 0xff);
            verifyPrefix(damaged, true, {}, 40);
        }
    }

private:
    /// What is left is the beginning of what there was, at least `least` messages, and goes on from there.
    void verifyPrefix(const QByteArray &log, bool isThere, const QByteArray &index, qsizetype least)
    {
        const QString path = newPath();
        write(path, m_older);
        if (isThere) {
            write(path + "-wal", log);
        }
        if (!index.isEmpty()) {
            write(path + "-shm", index);
        }
        Store store(path);
        const auto opened = store.open();
        QVERIFY2(opened && opened->isEmpty(), qPrintable(opened ? *opened : opened.error().detail));
        const auto stored = store.messages().page(chat(), 0, 1000).value();
        QVERIFY2(stored.size() >= least, qPrintable(QString::number(stored.size())));
        for (qsizetype i = 0; i < stored.size(); ++i) {
            QCOMPARE(stored[i].body, message(static_cast<int>(i)).body);
        }
        QCOMPARE(store.messages().chats()->first().unread, stored.size());
        QCOMPARE(problem(store), QString());
    }
};

QTEST_GUILESS_MAIN(TestDamage)
#include "tst_damage.moc"
