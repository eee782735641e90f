// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "base/future.h"
#include "base/random_id.h"
#include "chat/accounts.h"
#include "chat/preferences.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// A keychain that thinks for as long as the test wants, as while it asks the person to unlock it.
class SlowVault final : public PasswordVault
{
public:
    QSet<Jid> stored;
    QSet<Jid> proxies; ///< whose proxy's password is stored
    Result<> removal; ///< what is answered to it
    struct Write
    {
        Jid account;
        VaultEntry entry;
        std::shared_ptr<QPromise<Result<>>> promise;
    };
    std::vector<Write> waiting;

    QFuture<Result<Secret>> read(const Jid &, VaultEntry, AccountSettings::PasswordPlace) override
    {
        QPromise<Result<Secret>> promise;
        promise.start();
        promise.addResult(Result<Secret>(failure(Error::Kind::NoPassword)));
        promise.finish();
        return promise.future();
    }
    QFuture<Result<>> write(const Jid &account, VaultEntry entry, AccountSettings::PasswordPlace,
                            const Secret &) override
    {
        auto promise = std::make_shared<QPromise<Result<>>>();
        promise->start();
        waiting.push_back({ account, entry, promise });
        return promise->future();
    }
    QFuture<Result<>> removeFrom(const Jid &, AccountSettings::PasswordPlace) override
    {
        return readyFuture<Result<>>({});
    }
    QFuture<Result<>> remove(const Jid &account, AccountSettings::PasswordPlace) override
    {
        stored.remove(account);
        proxies.remove(account);
        return readyFuture(removal);
    }

    void answerAll(const Result<> &result = {})
    {
        for (auto &[account, entry, promise] : std::exchange(waiting, {})) {
            if (result) {
                (entry == VaultEntry::ProxyPassword ? proxies : stored).insert(account);
            }
            promise->addResult(result);
            promise->finish();
        }
    }
};

/// Accounts come and go at any moment, also while the keychain has not answered.
class TestAccounts : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        QTemporaryDir folder;
        SystemClock clock;
        RandomId random;
        SlowVault vault;
        StoreThread store { QStringLiteral("store"),
                            [file = folder.filePath("natter.sqlite")] { return std::make_unique<Store>(file); } };
        Preferences preferences { folder.filePath("settings.json") };
        AccountBook book { folder.filePath("accounts.json") };
        Conversations conversations { store };
        Accounts accounts { book, { clock, random, vault, store, conversations, preferences } };

        Fixture()
        {
            store.post([](Store &opened) {
                if (const auto result = opened.open(); !result) {
                    qFatal("no store: %s", qPrintable(result.error().detail));
                }
            });
        }

        static AccountSettings romeo()
        {
            AccountSettings settings;
            settings.jid = Jid::orNull(QStringLiteral("romeo@montague.lit"));
            settings.enabled = false; // nothing here needs a connection
            return settings;
        }
        QFuture<Result<>> add() { return accounts.add(romeo(), { Secret(QStringLiteral("pencil")) }); }
        static Result<> result(const QFuture<Result<>> &future)
        {
            if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000)) {
                qFatal("no answer");
            }
            return future.result();
        }
    };

private Q_SLOTS:
    void addedOnceThePasswordIsKept()
    {
        Fixture f;
        const auto added = f.add();
        QVERIFY(f.accounts.isEmpty());
        f.vault.answerAll();
        QVERIFY(Fixture::result(added).has_value());
        QVERIFY(f.accounts.find(Fixture::romeo().jid));
        QVERIFY(f.book.find(Fixture::romeo().jid));
    }

    void notAddedWithoutAPlaceForThePassword()
    {
        Fixture f;
        const auto added = f.add();
        f.vault.answerAll(failure(Error::Kind::KeychainUnavailable));
        QCOMPARE(Fixture::result(added).error().kind, Error::Kind::KeychainUnavailable);
        QVERIFY(f.accounts.isEmpty());
        QVERIFY(!f.book.find(Fixture::romeo().jid));
    }

    void removedWhileTheKeychainThinksIsNotAdded()
    {
        Fixture f;
        QSignalSpy appeared(&f.accounts, &Accounts::added);
        const auto added = f.add();
        QVERIFY(f.accounts.remove(Fixture::romeo().jid).has_value());
        f.vault.answerAll();
        QCOMPARE(Fixture::result(added).error().kind, Error::Kind::Cancelled);
        QVERIFY(f.accounts.isEmpty());
        QVERIFY(!f.book.find(Fixture::romeo().jid));
        QVERIFY(f.vault.stored.isEmpty());
        QCOMPARE(appeared.count(), 0);
    }

    void addedBeforeTheOthersAreBuiltIsThereOnce()
    {
        Fixture f; // the database is still being opened
        const auto added = f.add();
        f.vault.answerAll();
        QVERIFY(Fixture::result(added).has_value());
        f.accounts.start();
        QCOMPARE(f.accounts.all().size(), size_t(1));
    }

    void addedTwiceAtOnceIsThereOnce()
    {
        Fixture f;
        const auto first = f.add();
        const auto second = f.add();
        f.vault.answerAll();
        QCOMPARE(Fixture::result(first).error().kind, Error::Kind::Cancelled);
        QVERIFY(Fixture::result(second).has_value());
        QCOMPARE(f.accounts.all().size(), size_t(1));
        QVERIFY(f.vault.stored.contains(Fixture::romeo().jid));
    }

    void removedAndAddedAgainWhileTheKeychainThinksIsThere()
    {
        Fixture f;
        const auto first = f.add();
        QVERIFY(f.accounts.remove(Fixture::romeo().jid).has_value());
        const auto second = f.add();
        f.vault.answerAll();
        QCOMPARE(Fixture::result(first).error().kind, Error::Kind::Cancelled);
        QVERIFY(Fixture::result(second).has_value());
        QVERIFY(f.vault.stored.contains(Fixture::romeo().jid));
    }

    void statusTextHasAnEnd()
    {
        Fixture f;
        f.accounts.setAvailability(Availability::Online, QString(300'000, u'x')); // would end every session
        QCOMPARE(f.accounts.statusText(), QString(limits::statusChars, u'x'));
    }

    void removingWhatIsNotThereIsAnError()
    {
        Fixture f;
        QCOMPARE(f.accounts.remove(Fixture::romeo().jid).error().kind, Error::Kind::InvalidInput);
    }

    void passwordOfTheProxyIsKeptBesideAndForgottenToo()
    {
        Fixture f;
        AccountSettings settings = Fixture::romeo();
        settings.proxy = AccountSettings::Proxy { AccountSettings::Proxy::Kind::Socks5, "proxy.lit", 1080, "ali" };
        const auto added =
            f.accounts.add(settings, { Secret(QStringLiteral("pencil")), Secret(QStringLiteral("sesame")) });
        f.vault.answerAll();
        QVERIFY(Fixture::result(added));
        f.vault.answerAll();
        QCOMPARE(f.vault.stored, QSet<Jid> { settings.jid });
        QCOMPARE(f.vault.proxies, QSet<Jid> { settings.jid });
        QVERIFY(f.accounts.remove(settings.jid));
        QVERIFY(f.vault.stored.isEmpty() && f.vault.proxies.isEmpty());
    }

    void keychainThatDoesNotForgetIsSaid()
    {
        Fixture f;
        const auto added = f.add();
        f.vault.answerAll();
        QVERIFY(Fixture::result(added));
        QSignalSpy kept(&f.accounts, &Accounts::secretsNotForgotten);
        f.vault.removal = failure(Error::Kind::KeychainUnavailable);
        QVERIFY(f.accounts.remove(Fixture::romeo().jid)); // the account goes all the same
        QTRY_COMPARE(kept.size(), 1);
        QCOMPARE(kept.first().first().value<Jid>(), Fixture::romeo().jid);
        QVERIFY(f.accounts.isEmpty());
    }

    void passwordOfTheProxyThatIsNotKeptIsSaid()
    {
        Fixture f;
        const auto added = f.add();
        f.vault.answerAll();
        QVERIFY(Fixture::result(added));
        QSignalSpy notKept(&f.accounts, &Accounts::passwordNotKept);
        f.accounts.provideProxyPassword(Fixture::romeo().jid, Secret(QStringLiteral("sesame")));
        f.vault.answerAll(failure(Error::Kind::KeychainUnavailable));
        QTRY_COMPARE(notKept.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
