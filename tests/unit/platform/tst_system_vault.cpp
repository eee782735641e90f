// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_vault.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Place = AccountSettings::PasswordPlace;

/// Where passwords are kept if there is no keychain, and what is said then.
class TestSystemVault : public QObject
{
    Q_OBJECT

    const Jid m_romeo = Jid::orNull(u"romeo@montague.lit");
    const Jid m_juliet = Jid::orNull(u"juliet@capulet.lit");
    QTemporaryDir m_profile;

    QString file() const { return m_profile.filePath(QStringLiteral("passwords.json")); }
    template <typename Answer> static Answer awaited(QFuture<Answer> future)
    {
        return QTest::qWaitFor([&] { return future.isFinished(); }) ? future.result() : Answer();
    }
    static QString read(SystemVault &vault, const Jid &account, VaultEntry entry)
    {
        const auto secret = awaited(vault.read(account, entry, Place::PrivateFile));
        return secret ? secret->reveal() : errorKindName(secret.error().kind);
    }
    static bool write(SystemVault &vault, const Jid &account, VaultEntry entry, const char *secret)
    {
        return awaited(vault.write(account, entry, Place::PrivateFile, Secret(QLatin1String(secret)))).has_value();
    }

public:
    static void initMain() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus"); }

private Q_SLOTS:
    void init() { QFile::remove(file()); }

    void entriesOfAnAccountAreKeptApart()
    {
        {
            SystemVault vault(m_profile.path());
            QVERIFY(write(vault, m_romeo, VaultEntry::Password, "pencil"));
            QVERIFY(write(vault, m_romeo, VaultEntry::ProxyPassword, "onion"));
            QVERIFY(write(vault, m_romeo, VaultEntry::Token, "token"));
            QVERIFY(write(vault, m_romeo, VaultEntry::Certificate, "key\n"));
            QVERIFY(write(vault, m_juliet, VaultEntry::Password, "balcony"));
        }
        SystemVault later(m_profile.path());
        QCOMPARE(read(later, m_romeo, VaultEntry::Password), QStringLiteral("pencil"));
        QCOMPARE(read(later, m_romeo, VaultEntry::ProxyPassword), QStringLiteral("onion"));
        QCOMPARE(read(later, m_romeo, VaultEntry::Token), QStringLiteral("token"));
        QCOMPARE(read(later, m_romeo, VaultEntry::Certificate), QStringLiteral("key\n"));
        QCOMPARE(read(later, m_juliet, VaultEntry::Password), QStringLiteral("balcony"));
        QCOMPARE(read(later, m_juliet, VaultEntry::Token), errorKindName(Error::Kind::NoPassword));
    }

    void fileIsItsOwnersAlone()
    {
        SystemVault vault(m_profile.path());
        QVERIFY(write(vault, m_romeo, VaultEntry::Password, "pencil"));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(file()) & others, QFile::Permissions());
    }

    void removalLeavesNothingOfTheAccount()
    {
        SystemVault vault(m_profile.path());
        QVERIFY(write(vault, m_romeo, VaultEntry::Password, "pencil"));
        QVERIFY(write(vault, m_romeo, VaultEntry::Token, "token"));
        QVERIFY(write(vault, m_juliet, VaultEntry::Password, "balcony"));
        QVERIFY(awaited(vault.remove(m_romeo, Place::PrivateFile))); // the keychain that is missing had nothing
        QCOMPARE(read(vault, m_romeo, VaultEntry::Password), errorKindName(Error::Kind::NoPassword));
        QCOMPARE(read(vault, m_romeo, VaultEntry::Token), errorKindName(Error::Kind::NoPassword));
        QCOMPARE(read(vault, m_juliet, VaultEntry::Password), QStringLiteral("balcony"));
        QFile content(file());
        QVERIFY(content.open(QIODevice::ReadOnly));
        QVERIFY(!content.readAll().contains("romeo"));
    }

    void damagedFileIsKeptAndSaid()
    {
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("{ \"romeo@montague.lit\": \"pen");
        damaged.close();
        SystemVault vault(m_profile.path());
        QCOMPARE(read(vault, m_romeo, VaultEntry::Password), errorKindName(Error::Kind::StorageDamaged));
        const QStringList copies = QDir(m_profile.path()).entryList({ QStringLiteral("passwords.json.damaged*") });
        QCOMPARE(copies.size(), 1);
        QVERIFY(write(vault, m_romeo, VaultEntry::Password, "pencil")); // a new one is begun
        QCOMPARE(read(vault, m_romeo, VaultEntry::Password), QStringLiteral("pencil"));
    }

    void withoutAKeychainThatIsSaidAtOnceAndNothingIsWritten()
    {
        SystemVault vault(m_profile.path());
        const auto written =
            awaited(vault.write(m_romeo, VaultEntry::Password, Place::Keychain, Secret(QStringLiteral("pencil"))));
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::KeychainUnavailable);
        const auto found = awaited(vault.read(m_romeo, VaultEntry::Password, Place::Keychain));
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Error::Kind::KeychainUnavailable);
        QVERIFY(!QFile::exists(file()));
    }

    void keychainThatIsMissingForgetsNothing()
    {
        SystemVault vault(m_profile.path());
        QCOMPARE(awaited(vault.remove(m_romeo, Place::Keychain)).error().kind, Error::Kind::KeychainUnavailable);
        QCOMPARE(awaited(vault.removeFrom(m_romeo, Place::Keychain)).error().kind, Error::Kind::KeychainUnavailable);
        QVERIFY(awaited(vault.removeFrom(m_romeo, Place::AskEachTime)));
    }

    void fileThatCannotBeReadForgetsNothing()
    {
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("{ \"romeo");
        damaged.close();
        SystemVault vault(m_profile.path());
        QCOMPARE(awaited(vault.remove(m_romeo, Place::PrivateFile)).error().kind, Error::Kind::StorageDamaged);
    }

    void askedEachTimeIsKeptNowhere()
    {
        SystemVault vault(m_profile.path());
        QVERIFY(
            awaited(vault.write(m_romeo, VaultEntry::Password, Place::AskEachTime, Secret(QStringLiteral("pencil")))));
        const auto found = awaited(vault.read(m_romeo, VaultEntry::Password, Place::AskEachTime));
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Error::Kind::NoPassword);
        QVERIFY(!QFile::exists(file()));
    }
};

QTEST_GUILESS_MAIN(TestSystemVault)
#include "tst_system_vault.moc"
