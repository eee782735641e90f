// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "store/certificate_store.h"
#include "store/message_store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// What is remembered of a server's certificates, and which of them the person must hear of.
class TestCertificateStore : public QObject
{
    Q_OBJECT

    const Jid m_romeo = Jid::orNull(u"romeo@montague.lit");
    const Jid m_other = Jid::orNull(u"benvolio@montague.lit");
    const QDateTime m_noon { QDate(2026, 11, 17), QTime(12, 0), Qt::UTC };
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
    int m_files = 0;

    enum class Proof { None, Vouched, Accepted };

    /// A certificate called `name` with the key `key`, shown so many hours after noon.
    SeenCertificate seen(const QByteArray &name, const QByteArray &key, int hours, Proof proof = Proof::None) const
    {
        const QDateTime time = m_noon.addSecs(3600 * hours);
        return { "der " + name, name, key, time, time, proof == Proof::Vouched, proof == Proof::Accepted, false };
    }
    SeenCertificates record(const SeenCertificate &certificate)
    {
        const auto result = CertificateStore(*m_database).record(m_romeo, certificate);
        return result ? *result : SeenCertificates();
    }
    static QByteArrayList names(const SeenCertificates &certificates)
    {
        QByteArrayList result;
        for (const SeenCertificate &certificate : certificates) {
            result.append(certificate.fingerprint + (certificate.news ? "!" : ""));
        }
        return result;
    }

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<Database>(m_folder.filePath(QStringLiteral("%1.db").arg(++m_files)));
        const auto opened = m_database->open();
        QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : opened.error().detail));
    }

    void comesBackAsItWas()
    {
        record(seen("a", "k", 0, Proof::Vouched));
        const auto all = record(seen("a", "k", 5));
        QCOMPARE(all.size(), 1);
        QCOMPARE(all.first().der, QByteArray("der a"));
        QCOMPARE(all.first().key, QByteArray("k"));
        QCOMPARE(all.first().firstSeen, m_noon);
        QCOMPARE(all.first().lastSeen, m_noon.addSecs(5 * 3600));
        QVERIFY(all.first().vouched); // once is enough
        QVERIFY(!all.first().accepted);
        QCOMPARE(names(CertificateStore(*m_database).load(m_romeo).value()), names(all));
        QVERIFY(CertificateStore(*m_database).load(m_other)->isEmpty());
    }

    void clockThatGoesBackDoesNotShortenTheHistory()
    {
        record(seen("a", "k", 5));
        const auto all = record(seen("a", "k", 2));
        QCOMPARE(all.first().lastSeen, m_noon.addSecs(5 * 3600));
    }

    void firstOneIsNoNews() { QCOMPARE(names(record(seen("a", "k", 0))), QByteArrayList { "a" }); }

    void renewedCertificateWithTheSameKeyIsNoNews()
    {
        record(seen("a", "k", 0));
        QCOMPARE(names(record(seen("b", "k", 1))), (QByteArrayList { "b", "a" }));
    }

    void anotherKeyIsNews()
    {
        record(seen("a", "k", 0));
        QCOMPARE(names(record(seen("b", "l", 1))), (QByteArrayList { "b!", "a" }));
        QCOMPARE(names(record(seen("a", "k", 2))), (QByteArrayList { "a", "b!" })); // nor is it forgotten by that
        QCOMPARE(names(record(seen("b", "l", 3))), (QByteArrayList { "b!", "a" }));
    }

    void keyThatIsNewsItselfVouchesForNone()
    {
        record(seen("a", "k", 0));
        record(seen("b", "l", 1));
        QCOMPARE(names(record(seen("c", "l", 2))), (QByteArrayList { "c!", "b!", "a" }));
    }

    void loginThatIsBoundVouchesForAnotherKey()
    {
        record(seen("a", "k", 0));
        QCOMPARE(names(record(seen("b", "l", 1, Proof::Vouched))), (QByteArrayList { "b", "a" }));
        record(seen("c", "m", 2));
        QCOMPARE(names(record(seen("c", "m", 3, Proof::Vouched))), (QByteArrayList { "c", "b", "a" })); // late is fine
    }

    void certificateThatThePersonAcceptedIsNoNews()
    {
        record(seen("a", "k", 0));
        QCOMPARE(names(record(seen("b", "l", 1, Proof::Accepted))), (QByteArrayList { "b", "a" }));
    }

    void newsEndsWhenThePersonKnows()
    {
        record(seen("a", "k", 0));
        record(seen("b", "l", 1));
        const auto all = CertificateStore(*m_database).acknowledge(m_romeo);
        QCOMPARE(names(*all), (QByteArrayList { "b", "a" }));
        QCOMPARE(names(record(seen("c", "l", 2))), (QByteArrayList { "c", "b", "a" })); // the key is known now
    }

    void accountsDoNotKnowEachOthersServers()
    {
        record(seen("a", "k", 0));
        const auto other = CertificateStore(*m_database).record(m_other, seen("b", "l", 1));
        QCOMPARE(names(*other), QByteArrayList { "b" });
    }

    void oldestAreForgotten()
    {
        for (int i = 0; i < limits::certificatesKept + 5; ++i) {
            record(seen(QByteArray::number(i), "k", i));
        }
        const auto all = CertificateStore(*m_database).load(m_romeo);
        QCOMPARE(all->size(), limits::certificatesKept);
        QCOMPARE(all->first().fingerprint, QByteArray::number(limits::certificatesKept + 4));
        QCOMPARE(all->last().fingerprint, QByteArray("5"));
    }

    void removedAccountTakesThemAlong()
    {
        record(seen("a", "k", 0));
        QVERIFY(MessageStore(*m_database).removeAccount(m_romeo).has_value());
        QVERIFY(CertificateStore(*m_database).load(m_romeo)->isEmpty());
        QCOMPARE(names(record(seen("b", "l", 1))), QByteArrayList { "b" });
    }
};

QTEST_GUILESS_MAIN(TestCertificateStore)
#include "tst_certificate_store.moc"
