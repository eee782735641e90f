// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/places_vault.h"
#include "support/test_authority.h"

#include "base/clock.h"
#include "base/random_id.h"
#include "chat/accounts.h"
#include "chat/preferences.h"
#include "wire/client_certificate.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Place = AccountSettings::PasswordPlace;

/// Where the key of a person's own certificate is kept: with the password, and not in the file of the accounts.
class TestOwnCertificate : public QObject
{
    Q_OBJECT

    Secret m_certificate; ///< with its key
    Secret m_other;

    static Secret newCertificate(const QString &name)
    {
        const Identity own = TestAuthority::selfSigned({ name, {}, -1, 30, QStringLiteral("clientAuth") });
        return Secret(QString::fromLatin1(own.certificate.toPem() + own.key.toPem()));
    }

    /// A profile, over runs of the program.
    struct Profile
    {
        QTemporaryDir folder;
        SystemClock clock;
        RandomId random;
        PlacesVault vault;
        StoreThread store { QStringLiteral("store"),
                            [file = folder.filePath("natter.sqlite")] { return std::make_unique<Store>(file); } };
        Preferences preferences { folder.filePath("settings.json") };
        Conversations conversations { store };
        std::unique_ptr<AccountBook> book;
        std::unique_ptr<Accounts> accounts;

        Profile()
        {
            store.post([](Store &opened) {
                if (const auto result = opened.open(); !result) {
                    qFatal("no store: %s", qPrintable(result.error().detail));
                }
            });
            build();
        }
        void build()
        {
            accounts.reset();
            book = std::make_unique<AccountBook>(folder.filePath("accounts.json"));
            if (!book->load()) {
                qFatal("no account book");
            }
            accounts = std::make_unique<Accounts>(
                *book, AccountContext { clock, random, vault, store, conversations, preferences });
        }
        static Jid romeo() { return Jid::orNull(QStringLiteral("romeo@montague.lit")); }
        static AccountSettings settings(const Secret &certificate, Place place)
        {
            AccountSettings settings;
            settings.jid = romeo();
            settings.enabled = false; // nothing here needs a connection
            settings.passwordPlace = place;
            settings.clientCertificate = withoutKey(certificate);
            return settings;
        }
        Result<> add(const Secret &certificate, Place place, const QString &password = QStringLiteral("pencil"))
        {
            return awaited(accounts->add(settings(certificate, place), { Secret(password), {}, certificate }));
        }
        Account &account() { return *accounts->find(romeo()); }
        QString kept(Place place) { return vault.secret(romeo(), VaultEntry::Certificate, place); }
        QByteArray file() const
        {
            QFile accountsFile(folder.filePath("accounts.json"));
            return accountsFile.open(QIODevice::ReadOnly) ? accountsFile.readAll() : QByteArray();
        }
        /// As versions before the vault wrote it.
        void writeOldFile(const Secret &certificate, Place place)
        {
            QFile accountsFile(folder.filePath("accounts.json"));
            if (!accountsFile.open(QIODevice::WriteOnly)) {
                qFatal("no file");
            }
            const QJsonObject account { { "jid", romeo().toString() },
                                        { "enabled", false },
                                        { "passwordPlace", static_cast<int>(place) },
                                        { "clientCertificate", certificate.reveal() } };
            accountsFile.write(QJsonDocument(QJsonObject { { "accounts", QJsonArray { account } } }).toJson());
            accountsFile.close();
            build();
        }
        static Result<> awaited(const QFuture<Result<>> &future)
        {
            if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000)) {
                qFatal("no answer");
            }
            return future.result();
        }
        bool hasKeyInFile() const { return file().contains("PRIVATE KEY"); }
        bool isNamed(const Secret &certificate)
        {
            return account().settings().clientCertificate == withoutKey(certificate)
                && book->find(romeo())->clientCertificate == withoutKey(certificate);
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        m_certificate = newCertificate(QStringLiteral("Romeo"));
        m_other = newCertificate(QStringLiteral("Romeo Montague"));
    }

    void keyOfANewAccountIsKeptWithThePassword_data()
    {
        QTest::addColumn<Place>("place");
        QTest::newRow("keychain") << Place::Keychain;
        QTest::newRow("file") << Place::PrivateFile;
    }
    void keyOfANewAccountIsKeptWithThePassword()
    {
        QFETCH(Place, place);
        Profile f;
        QVERIFY(f.add(m_certificate, place));
        QCOMPARE(f.kept(place), m_certificate.reveal());
        QCOMPARE(f.vault.secret(f.romeo(), VaultEntry::Password, place), QString("pencil"));
        QVERIFY(f.isNamed(m_certificate));
        QVERIFY(f.file().contains("BEGIN CERTIFICATE"));
        QVERIFY(!f.hasKeyInFile());
    }

    void accountWithoutAPasswordKeepsNone()
    {
        Profile f;
        QVERIFY(f.add(m_certificate, Place::Keychain, {}));
        QVERIFY(!f.account().known(VaultEntry::Password));
        QVERIFY(!f.vault.has(f.romeo(), VaultEntry::Password, Place::Keychain));
    }

    void keychainThatTakesNoKeyLeavesNothing()
    {
        Profile f;
        f.vault.refusesToWrite = { VaultEntry::Certificate };
        QCOMPARE(f.add(m_certificate, Place::Keychain).error().kind, Error::Kind::KeychainUnavailable);
        QVERIFY(f.accounts->isEmpty() && f.book->accounts().isEmpty());
        QVERIFY(!f.vault.has(f.romeo(), VaultEntry::Password, Place::Keychain)); // which it had taken
    }

    void accountAddedAnewWithoutACertificateForgetsIt()
    {
        Profile f;
        QVERIFY(f.add(m_certificate, Place::Keychain));
        QVERIFY(f.add({}, Place::Keychain));
        QVERIFY(f.isNamed({}));
        QTRY_COMPARE(f.kept(Place::Keychain), QString());
    }

    void accountAddedAnewThatStillNamesItKeepsIt()
    {
        Profile f;
        QVERIFY(f.add(m_certificate, Place::Keychain));
        // As a script does that only has a new password
        QVERIFY(f.awaited(f.accounts->add(f.account().settings(), { Secret(QStringLiteral("quill")), {}, {} })));
        QVERIFY(f.isNamed(m_certificate));
        QCOMPARE(f.kept(Place::Keychain), m_certificate.reveal());
        QCOMPARE(f.account().known(VaultEntry::Certificate).value_or(Secret()).reveal(), m_certificate.reveal());
    }

    void certificateIsChosenAndReplacedAndRemoved()
    {
        Profile f;
        QVERIFY(f.add({}, Place::Keychain));
        for (const Secret &certificate : { m_certificate, m_other }) {
            QVERIFY(f.awaited(f.accounts->setClientCertificate(f.romeo(), certificate)));
            QCOMPARE(f.kept(Place::Keychain), certificate.reveal());
            QCOMPARE(f.account().known(VaultEntry::Certificate)->reveal(), certificate.reveal());
            QVERIFY(f.isNamed(certificate));
        }
        QVERIFY(f.awaited(f.accounts->setClientCertificate(f.romeo(), {})));
        QCOMPARE(f.kept(Place::Keychain), QString());
        QVERIFY(f.account().known(VaultEntry::Certificate)->isEmpty());
        QVERIFY(f.isNamed({}));
    }

    void keychainThatRefusesLeavesTheOneOfBefore_data()
    {
        QTest::addColumn<bool>("reads");
        QTest::newRow("writes nothing") << true;
        QTest::newRow("answers nothing") << false;
    }
    void keychainThatRefusesLeavesTheOneOfBefore()
    {
        QFETCH(bool, reads);
        Profile f;
        QVERIFY(f.add(m_certificate, Place::Keychain));
        f.vault.refusesToWrite = { VaultEntry::Certificate };
        f.vault.refusesToRead = !reads;
        QCOMPARE(f.awaited(f.accounts->setClientCertificate(f.romeo(), m_other)).error().kind,
                 Error::Kind::KeychainUnavailable);
        QCOMPARE(f.kept(Place::Keychain), m_certificate.reveal());
        QCOMPARE(f.account().known(VaultEntry::Certificate)->reveal(), m_certificate.reveal());
        QVERIFY(f.isNamed(m_certificate));
    }

    void diskThatRefusesLeavesTheOneOfBefore()
    {
        Profile f;
        QVERIFY(f.add(m_certificate, Place::Keychain));
        QVERIFY(QFile::remove(f.folder.filePath("accounts.json")));
        QVERIFY(QDir().mkpath(f.folder.filePath("accounts.json/x"))); // no file can take its place
        QVERIFY(!f.awaited(f.accounts->setClientCertificate(f.romeo(), m_other)));
        QCOMPARE(f.kept(Place::Keychain), m_certificate.reveal());
        QCOMPARE(f.account().known(VaultEntry::Certificate)->reveal(), m_certificate.reveal());
        QVERIFY(f.isNamed(m_certificate));
    }

    void keyThatIsNotForgottenIsSaidAndNotUsed()
    {
        Profile f;
        QVERIFY(f.add(m_certificate, Place::Keychain));
        QSignalSpy kept(f.accounts.get(), &Accounts::secretsNotForgotten);
        f.vault.refusesToWrite = { VaultEntry::Certificate };
        QVERIFY(f.awaited(f.accounts->setClientCertificate(f.romeo(), {})));
        QTRY_COMPARE(kept.size(), 1);
        QVERIFY(f.isNamed({}));
        QVERIFY(f.account().known(VaultEntry::Certificate)->isEmpty());
        QVERIFY(f.awaited(f.accounts->setPasswordPlace(f.romeo(), Place::PrivateFile)));
        QCOMPARE(f.kept(Place::PrivateFile), QString()); // nor is it taken along
    }

    void keyMovesWithThePassword()
    {
        Profile f;
        QVERIFY(f.add(m_certificate, Place::Keychain));
        f.build(); // in the next run nobody has asked for it yet
        f.accounts->start();
        QVERIFY(!f.account().known(VaultEntry::Certificate));
        QVERIFY(f.awaited(f.accounts->setPasswordPlace(f.romeo(), Place::PrivateFile)));
        QCOMPARE(f.kept(Place::PrivateFile), m_certificate.reveal());
        QVERIFY(!f.vault.has(f.romeo(), VaultEntry::Certificate, Place::Keychain));
        QVERIFY(f.isNamed(m_certificate));
    }

    void keyThatCannotBeReadKeepsThePasswordWhereItIs()
    {
        Profile f;
        QVERIFY(f.add(m_certificate, Place::Keychain));
        f.build();
        f.accounts->start();
        f.account().providePassword(Secret(QStringLiteral("pencil")));
        f.vault.refusesToRead = true;
        QCOMPARE(f.awaited(f.accounts->setPasswordPlace(f.romeo(), Place::PrivateFile)).error().kind,
                 Error::Kind::KeychainUnavailable);
        QCOMPARE(f.account().settings().passwordPlace, Place::Keychain);
        QCOMPARE(f.kept(Place::Keychain), m_certificate.reveal());
        QVERIFY(!f.vault.has(f.romeo(), VaultEntry::Password, Place::PrivateFile));
    }

    void placeThatDoesNotForgetIsSaid()
    {
        Profile f;
        QVERIFY(f.add(m_certificate, Place::Keychain));
        QSignalSpy kept(f.accounts.get(), &Accounts::secretsNotForgotten);
        f.vault.refusesToForget = true;
        QVERIFY(f.awaited(f.accounts->setPasswordPlace(f.romeo(), Place::PrivateFile)));
        QTRY_COMPARE(kept.size(), 1);
        QCOMPARE(f.account().settings().passwordPlace, Place::PrivateFile); // that it is kept there is true
    }

    void keyThatIsKeptNowhereLastsForTheRun()
    {
        Profile f;
        QVERIFY(f.add(m_certificate, Place::AskEachTime));
        QCOMPARE(f.account().known(VaultEntry::Certificate)->reveal(), m_certificate.reveal());
        QVERIFY(f.vault.isEmpty() && !f.hasKeyInFile());
        QVERIFY(f.awaited(f.accounts->setPasswordPlace(f.romeo(), Place::Keychain))); // while it is known
        QCOMPARE(f.kept(Place::Keychain), m_certificate.reveal());
    }

    void keyGoesWithTheAccount()
    {
        Profile f;
        QVERIFY(f.add(m_certificate, Place::PrivateFile));
        QVERIFY(f.accounts->remove(f.romeo()));
        QVERIFY(f.vault.isEmpty());
    }

    void accountRemovedMeanwhileLeavesNoKey()
    {
        Profile f;
        QVERIFY(f.add({}, Place::Keychain));
        const auto chosen = f.accounts->setClientCertificate(f.romeo(), m_certificate);
        QVERIFY(f.accounts->remove(f.romeo()));
        QCOMPARE(f.awaited(chosen).error().kind, Error::Kind::Cancelled);
        QVERIFY(f.vault.isEmpty());
    }

    void keyOfAnOldFileMovesToTheVault()
    {
        Profile f;
        f.writeOldFile(m_certificate, Place::PrivateFile);
        QVERIFY(f.hasKeyInFile());
        f.vault.written = [&f] { QVERIFY(f.hasKeyInFile()); }; // what ends the program now loses nothing
        f.accounts->start();
        QCOMPARE(f.account().known(VaultEntry::Certificate)->reveal(), m_certificate.reveal());
        QTRY_VERIFY(!f.hasKeyInFile());
        QCOMPARE(f.kept(Place::PrivateFile), m_certificate.reveal());
        QVERIFY(f.isNamed(m_certificate));
        f.vault.written = [] { QFAIL("there is nothing to move any more"); };
        f.build();
        f.accounts->start();
        QVERIFY(f.isNamed(m_certificate));
    }

    void keyOfAnOldFileStaysUntilAPlaceTakesIt()
    {
        Profile f;
        f.writeOldFile(m_certificate, Place::Keychain);
        f.vault.refusesToWrite = { VaultEntry::Certificate };
        {
            QSignalSpy notKept(f.accounts.get(), &Accounts::keyNotKept);
            f.accounts->start();
            QTRY_COMPARE(notKept.size(), 1);
            QVERIFY(notKept.first().at(1).value<std::optional<Error>>());
        }
        AccountSettings changed = f.account().settings();
        changed.allowPlain = true;
        QVERIFY(f.accounts->change(changed)); // which writes the file anew
        QVERIFY(f.hasKeyInFile());
        QCOMPARE(f.account().known(VaultEntry::Certificate)->reveal(), m_certificate.reveal()); // and works
        f.vault.refusesToWrite.clear();
        f.build();
        f.accounts->start();
        QTRY_VERIFY(!f.hasKeyInFile());
        QCOMPARE(f.kept(Place::Keychain), m_certificate.reveal());
    }

    void keyOfAnOldFileThatNoKeychainTakesMovesToAnotherPlace()
    {
        Profile f;
        f.writeOldFile(m_certificate, Place::Keychain);
        f.vault.refusesToWrite = { VaultEntry::Certificate };
        QSignalSpy notKept(f.accounts.get(), &Accounts::keyNotKept);
        f.accounts->start();
        QTRY_COMPARE(notKept.size(), 1);
        f.vault.refusesToWrite.clear();
        QVERIFY(f.awaited(f.accounts->setPasswordPlace(f.romeo(), Place::PrivateFile)));
        QCOMPARE(f.kept(Place::PrivateFile), m_certificate.reveal());
        QVERIFY(!f.hasKeyInFile());
    }

    void keyOfAnOldFileStaysThereUntilAPlaceIsChosen()
    {
        Profile f;
        f.writeOldFile(m_certificate, Place::AskEachTime);
        QSignalSpy notKept(f.accounts.get(), &Accounts::keyNotKept);
        f.accounts->start();
        QTRY_COMPARE(notKept.size(), 1);
        QVERIFY(!notKept.first().at(1).value<std::optional<Error>>());
        QVERIFY(f.hasKeyInFile() && f.vault.isEmpty()); // there is no other
        QCOMPARE(f.account().known(VaultEntry::Certificate).value_or(Secret()).reveal(), m_certificate.reveal());
        QVERIFY(f.awaited(f.accounts->setPasswordPlace(f.romeo(), Place::Keychain)));
        QCOMPARE(f.kept(Place::Keychain), m_certificate.reveal());
        QVERIFY(!f.hasKeyInFile());
    }

    void keyOfAnOldFileGoesWithTheCertificate()
    {
        Profile f;
        f.writeOldFile(m_certificate, Place::Keychain);
        f.vault.refusesToWrite = { VaultEntry::Certificate };
        QSignalSpy notKept(f.accounts.get(), &Accounts::keyNotKept);
        f.accounts->start();
        QTRY_COMPARE(notKept.size(), 1);
        QVERIFY(f.awaited(f.accounts->setClientCertificate(f.romeo(), {})));
        QVERIFY(!f.hasKeyInFile());
    }
};

QTEST_GUILESS_MAIN(TestOwnCertificate)
#include "tst_own_certificate.moc"
