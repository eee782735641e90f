// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_vault.h"
#include "support/private_bus.h"
#include "support/test_authority.h"

#include <QDBusConnectionInterface>
#include <QFile>
#include <QtTest>

using namespace natter;
using Place = AccountSettings::PasswordPlace;

static constexpr int patience = 20'000; // milliseconds

/// Passwords in the keychain of a desktop, as gnome-keyring keeps them.
class TestRealKeychain : public QObject
{
    Q_OBJECT

    const Jid m_romeo = Jid::orNull(u"romeo@montague.lit");
    const Jid m_juliet = Jid::orNull(u"juliet@capulet.lit");
    QTemporaryDir m_home;
    QTemporaryDir m_profile;
    std::unique_ptr<PrivateBus> m_bus;
    QProcess m_keyring;

    bool isAnswered()
    {
        return m_bus->connection(QStringLiteral("look"))
            .interface()
            ->isServiceRegistered(QStringLiteral("org.freedesktop.secrets"));
    }
    /// Its keychain is unlocked, as after the login to a desktop.
    bool startKeyring()
    {
        m_keyring.start(
            QStringLiteral("gnome-keyring-daemon"),
            { QStringLiteral("--unlock"), QStringLiteral("--components=secrets"), QStringLiteral("--foreground") });
        m_keyring.write("orchard");
        m_keyring.closeWriteChannel();
        return QTest::qWaitFor([this] { return isAnswered() || m_keyring.state() == QProcess::NotRunning; }, patience)
            && isAnswered();
    }
    bool stopKeyring()
    {
        m_keyring.kill();
        return (m_keyring.state() == QProcess::NotRunning || m_keyring.waitForFinished(patience))
            && QTest::qWaitFor([this] { return !isAnswered(); }, patience);
    }
    template <typename Answer> static Answer awaited(QFuture<Answer> future)
    {
        return QTest::qWaitFor([&] { return future.isFinished(); }, patience) ? future.result() : Answer();
    }
    static QString read(SystemVault &vault, const Jid &account, VaultEntry entry = VaultEntry::Password)
    {
        const auto secret = awaited(vault.read(account, entry, Place::Keychain));
        return secret ? secret->reveal() : errorKindName(secret.error().kind);
    }
    static QString write(SystemVault &vault, const Jid &account, const QString &secret,
                         VaultEntry entry = VaultEntry::Password)
    {
        const auto written = awaited(vault.write(account, entry, Place::Keychain, Secret(secret)));
        return written ? QStringLiteral("written") : errorKindName(written.error().kind);
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const char *folder : { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR" }) {
            qputenv(folder, m_home.path().toLocal8Bit());
        }
        // Or the bus itself would start a keychain anew, once ours is gone: one that is locked, and asks in a window
        QVERIFY(QDir(m_home.path()).mkpath(QStringLiteral("dbus-1/services")));
        QFile service(m_home.filePath(QStringLiteral("dbus-1/services/org.freedesktop.secrets.service")));
        QVERIFY(service.open(QIODevice::WriteOnly));
        service.write("[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/false\n");
        service.close();
        m_bus = std::make_unique<PrivateBus>();
        QVERIFY2(m_bus->isRunning(), qPrintable(m_bus->problem()));
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus->address().toUtf8());
        QVERIFY2(startKeyring(),
                 "no keychain (apt-get install gnome-keyring libsecret-1-0): " + m_keyring.readAllStandardError());
    }
    void cleanupTestCase() { QVERIFY(stopKeyring()); }
    void cleanup()
    {
        SystemVault vault(m_profile.path());
        for (const Jid &account : { m_romeo, m_juliet }) {
            QCOMPARE(awaited(vault.remove(account, Place::Keychain)).has_value(), isAnswered());
        }
    }

    void passwordsAreKeptFoundAndReplaced()
    {
        SystemVault vault(m_profile.path());
        QCOMPARE(read(vault, m_romeo), errorKindName(Error::Kind::NoPassword));
        const QString beyondAscii = QStringLiteral("b\u00e4lcony \U0001f319 \"'&\n");
        QCOMPARE(write(vault, m_romeo, QStringLiteral("pencil")), QStringLiteral("written"));
        QCOMPARE(write(vault, m_juliet, beyondAscii), QStringLiteral("written"));
        QCOMPARE(read(vault, m_romeo), QStringLiteral("pencil"));
        QCOMPARE(read(vault, m_juliet), beyondAscii);
        QCOMPARE(write(vault, m_romeo, QStringLiteral("rosaline")), QStringLiteral("written"));
        QCOMPARE(read(vault, m_romeo), QStringLiteral("rosaline"));
        QCOMPARE(read(vault, m_juliet), beyondAscii);
        QVERIFY2(QDir(m_profile.path()).isEmpty(), "nothing belongs into the profile");
    }

    void entriesOfAnAccountAreKeptApartAndGoTogether()
    {
        SystemVault vault(m_profile.path());
        QCOMPARE(write(vault, m_romeo, QStringLiteral("pencil")), QStringLiteral("written"));
        QCOMPARE(write(vault, m_romeo, QStringLiteral("onion"), VaultEntry::ProxyPassword), QStringLiteral("written"));
        QCOMPARE(write(vault, m_romeo, QStringLiteral("token"), VaultEntry::Token), QStringLiteral("written"));
        const Identity own = TestAuthority::selfSigned({ QStringLiteral("Romeo"), {}, -1, 30, "clientAuth" });
        const QString certificate = QString::fromLatin1(own.certificate.toPem() + own.key.toPem());
        QCOMPARE(write(vault, m_romeo, certificate, VaultEntry::Certificate), QStringLiteral("written"));
        QCOMPARE(write(vault, m_juliet, QStringLiteral("balcony")), QStringLiteral("written"));
        QCOMPARE(read(vault, m_romeo, VaultEntry::Certificate), certificate);
        QCOMPARE(read(vault, m_romeo), QStringLiteral("pencil"));
        QCOMPARE(read(vault, m_romeo, VaultEntry::ProxyPassword), QStringLiteral("onion"));
        QCOMPARE(read(vault, m_romeo, VaultEntry::Token), QStringLiteral("token"));
        QVERIFY(awaited(vault.remove(m_romeo, Place::Keychain)));
        for (const VaultEntry entry : vaultEntries) {
            QCOMPARE(read(vault, m_romeo, entry), errorKindName(Error::Kind::NoPassword));
        }
        QCOMPARE(read(vault, m_juliet), QStringLiteral("balcony"));
    }

    void profilesDoNotSharePasswords()
    {
        SystemVault vault(m_profile.path());
        const QTemporaryDir otherProfile;
        SystemVault other(otherProfile.path());
        QCOMPARE(write(vault, m_romeo, QStringLiteral("pencil")), QStringLiteral("written"));
        QCOMPARE(read(other, m_romeo), errorKindName(Error::Kind::NoPassword));
        QVERIFY(awaited(other.remove(m_romeo, Place::Keychain))); // that there was nothing is no error
        QCOMPARE(read(vault, m_romeo), QStringLiteral("pencil"));
    }

    void keychainThatIsGoneIsSaid() // the last: nobody here starts it anew
    {
        SystemVault vault(m_profile.path());
        QCOMPARE(write(vault, m_romeo, QStringLiteral("pencil")), QStringLiteral("written"));
        QVERIFY(stopKeyring());
        QCOMPARE(read(vault, m_romeo), errorKindName(Error::Kind::KeychainUnavailable));
        QCOMPARE(write(vault, m_romeo, QStringLiteral("rosaline")), errorKindName(Error::Kind::KeychainUnavailable));
        QCOMPARE(awaited(vault.removeFrom(m_romeo, Place::Keychain)).error().kind, Error::Kind::KeychainUnavailable);
        QVERIFY2(QDir(m_profile.path()).isEmpty(), "what was meant for a keychain is in a file");
    }
};

QTEST_GUILESS_MAIN(TestRealKeychain)
#include "tst_real_keychain.moc"
