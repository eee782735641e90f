// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "chat/accounts.h"
#include "support/memory_vault.h"
#include "support/process_use.h"
#include "support/scripted_server.h"

#include <array>
#include <numeric>

using namespace natter;
using Phase = AccountStatus::Phase;

static constexpr int patience = 20'000; // milliseconds

namespace {

/// How far an account's connection has come.
enum class Step { Refused, Silent, Tls, Login, Online };

/// One account at a server of its own, which takes it to one step and no further.
struct Place
{
    Step step;
    QString name;
    std::unique_ptr<ScriptedServer> server = nullptr; ///< null: nobody listens there
    quint16 port = 1;

    Jid jid() const { return Jid::orNull(name + QStringLiteral("@montague.lit")); }
    Phase phase() const
    {
        return step == Step::Online ? Phase::Online : (step == Step::Refused ? Phase::Waiting : Phase::Connecting);
    }
    /// The server waits there for a client that has got so far.
    bool isReached() const
    {
        const QByteArray said = server ? server->received() : QByteArray();
        switch (step) {
        case Step::Refused:
            return true;
        case Step::Silent:
            return said.contains("<stream:stream");
        case Step::Tls:
            return said.contains("<starttls") && said.contains("\x16\x03"); // the client's half of a handshake
        case Step::Login:
            return said.contains("<auth ");
        case Step::Online:
            return said.contains("<presence");
        }
        return false;
    }
    static Script scriptFor(Step step)
    {
        switch (step) {
        case Step::Refused:
        case Step::Silent:
            return {};
        case Step::Tls:
            return Script()
                .header()
                .features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                .expect("<starttls")
                .expect("/>")
                .send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        case Step::Login:
            return Script().offersLogin();
        case Step::Online:
            return Script().bound().endsPolitely();
        }
        return {};
    }
};

/// Five accounts, each at another step of connecting.
struct Fixture
{
    QTemporaryDir folder;
    SystemClock clock;
    RandomId random;
    MemoryVault vault;
    StoreThread store { QStringLiteral("store"),
                        [file = folder.filePath("natter.sqlite")] { return std::make_unique<Store>(file); } };
    Preferences preferences { folder.filePath("settings.json") };
    AccountBook book { folder.filePath("accounts.json") };
    Conversations conversations { store };
    std::array<Place, 5> places { Place { Step::Refused, QStringLiteral("tybalt") },
                                  Place { Step::Silent, QStringLiteral("juliet") },
                                  Place { Step::Tls, QStringLiteral("mercutio") },
                                  Place { Step::Login, QStringLiteral("benvolio") },
                                  Place { Step::Online, QStringLiteral("romeo") } };
    QByteArray authority;
    std::optional<Accounts> accounts;
    ProcessUse before; ///< there were accounts

    Fixture(const TestAuthority &issuer, const Identity &identity) : authority(issuer.pem())
    {
        store.post([](Store &opened) {
            if (const auto result = opened.open(); !result) {
                qFatal("no store: %s", qPrintable(result.error().detail));
            }
        });
        for (Place &place : places) {
            if (place.step != Step::Refused) {
                place.server = std::make_unique<ScriptedServer>(Place::scriptFor(place.step), identity);
                place.port = place.server->serverPort();
            }
        }
        storeIsDone();
        before = ProcessUse::now();
        accounts.emplace(book, AccountContext { clock, random, vault, store, conversations, preferences });
    }

    void storeIsDone()
    {
        const auto asked = store.call([](Store &) { return true; });
        if (!QTest::qWaitFor([&asked] { return asked.isFinished(); }, patience)) {
            qFatal("the store does not answer");
        }
    }
    Place &at(Step step) { return places.at(static_cast<size_t>(step)); }
    AccountSettings settingsOf(const Place &place) const
    {
        AccountSettings settings;
        settings.jid = place.jid();
        settings.server =
            AccountSettings::Server { QStringLiteral("127.0.0.1"), place.port, AccountSettings::Tls::StartTls };
        settings.extraAuthority = authority;
        return settings;
    }
    void add(const Place &place) { accounts->add(settingsOf(place), { Secret(QStringLiteral("pencil")) }); }
    void addAll()
    {
        for (const Place &place : places) {
            add(place);
        }
    }
    void enable(const Place &place, bool enabled)
    {
        AccountSettings settings = accounts->find(place.jid())->settings();
        settings.enabled = enabled;
        if (!accounts->change(settings)) {
            qFatal("the settings are not kept");
        }
    }
    std::optional<Phase> phaseOf(const Place &place) const
    {
        const Account *account = accounts->find(place.jid());
        return account ? std::optional(account->status().phase) : std::nullopt;
    }
    bool isThere(const Place &place) const { return phaseOf(place) == place.phase() && place.isReached(); }
    bool areAllThere() const
    {
        return std::all_of(places.cbegin(), places.cend(), [this](const Place &place) { return isThere(place); });
    }
    /// What has happened to the others: how often each came to its server, and where it is now. Whom nobody answers
    /// comes and goes by itself.
    QString others(const Place &than) const
    {
        QString state;
        for (const Place &place : places) {
            const Phase phase = phaseOf(place).value_or(Phase::Offline);
            const bool alternates = place.step == Step::Refused && phase == Phase::Connecting;
            state += place.name == than.name ? QString()
                                             : QStringLiteral("%1: phase %2, %3 connections; ")
                                                   .arg(place.name)
                                                   .arg(static_cast<int>(alternates ? Phase::Waiting : phase))
                                                   .arg(place.server ? place.server->connections() : 0);
        }
        return state;
    }
    static int open(const Place &place) { return place.server ? place.server->open() : 0; }
    int open() const
    {
        return std::accumulate(places.cbegin(), places.cend(), 0,
                               [](int sum, const Place &place) { return sum + open(place); });
    }
    /// Threads of accounts: they bear their names.
    static int listeners()
    {
        const QDir tasks(QStringLiteral("/proc/self/task"));
        const QStringList all = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        return static_cast<int>(std::count_if(all.cbegin(), all.cend(), [&tasks](const QString &task) {
            QFile name(tasks.filePath(task + QStringLiteral("/comm")));
            return name.open(QIODevice::ReadOnly) && name.readAll().contains('@');
        }));
    }
    bool isNothingLeft() const
    {
        return open() == 0 && listeners() == 0 && ProcessUse::now().descriptors <= before.descriptors;
    }
    QByteArray whatIsLeft() const
    {
        return QStringLiteral("%1 threads; %2 descriptors, there were %3; %4 connections")
            .arg(listeners())
            .arg(ProcessUse::now().descriptors)
            .arg(before.descriptors)
            .arg(open())
            .toLocal8Bit();
    }
};

} // namespace

/// Several accounts that come, pause and go, wherever their connections are: nobody else notices, and nothing stays.
class TestManyAccounts : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
        Fixture f(m_authority, m_identity); // what the libraries open once, and keep
        f.addAll();
        QTRY_VERIFY_WITH_TIMEOUT(f.areAllThere(), patience);
    }

    void onePausesAndGoesWithoutTheOthers_data()
    {
        QTest::addColumn<Step>("step");
        QTest::newRow("port that refuses") << Step::Refused;
        QTest::newRow("silent server") << Step::Silent;
        QTest::newRow("in the TLS handshake") << Step::Tls;
        QTest::newRow("in the login") << Step::Login;
        QTest::newRow("online") << Step::Online;
    }
    void onePausesAndGoesWithoutTheOthers()
    {
        QFETCH(Step, step);
        Fixture f(m_authority, m_identity);
        f.addAll();
        QTRY_VERIFY_WITH_TIMEOUT(f.areAllThere(), patience);
        const Place &place = f.at(step);
        const QString others = f.others(place);

        f.enable(place, false);
        QTRY_COMPARE_WITH_TIMEOUT(f.phaseOf(place), std::optional(Phase::Offline), patience);
        QTRY_COMPARE_WITH_TIMEOUT(Fixture::open(place), 0, patience);
        QVERIFY(!f.accounts->find(place.jid())->isConnecting());
        QCOMPARE(f.others(place), others);

        f.enable(place, true);
        QTRY_VERIFY_WITH_TIMEOUT(!place.server || place.server->connections() == 2, patience);
        QTRY_VERIFY_WITH_TIMEOUT(f.isThere(place), patience);
        QCOMPARE(f.others(place), others);

        QCOMPARE(Fixture::listeners(), 5);
        QVERIFY(f.accounts->remove(place.jid()));
        QVERIFY(!f.accounts->find(place.jid()) && !f.book.find(place.jid()));
        QVERIFY(!f.vault.passwords.contains(place.jid()));
        QTRY_COMPARE_WITH_TIMEOUT(Fixture::listeners(), 4, patience); // the system sees it a bit later
        QTRY_COMPARE_WITH_TIMEOUT(Fixture::open(place), 0, patience);
        QCOMPARE(f.others(place), others);
        QCOMPARE(f.accounts->all().size(), f.places.size() - 1);

        for (const Place &each : f.places) {
            QCOMPARE(f.accounts->remove(each.jid()).has_value(), each.step != step);
        }
        QVERIFY(f.accounts->isEmpty());
        QTRY_VERIFY2_WITH_TIMEOUT(f.isNothingLeft(), f.whatIsLeft(), patience);
    }

    void oneGoesUponItsOwnWord_data()
    {
        QTest::addColumn<Step>("step");
        QTest::newRow("connecting") << Step::Silent;
        QTest::newRow("waiting") << Step::Refused;
        QTest::newRow("online") << Step::Online;
    }
    void oneGoesUponItsOwnWord()
    {
        QFETCH(Step, step);
        Fixture f(m_authority, m_identity);
        const Place &place = f.at(step);
        int removals = 0;
        int later = 0;
        connect(&*f.accounts, &Accounts::statusChanged, this, [&](Account *account) {
            if (account->jid() != place.jid()) {
                return;
            }
            later += removals;
            if (account->status().phase == place.phase()) {
                const auto remove = [&] { removals += f.accounts->remove(place.jid()) ? 1 : 0; };
                QMetaObject::invokeMethod(&*f.accounts, remove, Qt::QueuedConnection);
            }
        });
        f.addAll();
        QTRY_COMPARE_WITH_TIMEOUT(removals, 1, patience);
        QVERIFY(!f.accounts->find(place.jid()));
        const auto othersAreThere = [&] {
            return std::all_of(f.places.cbegin(), f.places.cend(),
                               [&](const Place &each) { return each.step == step || f.isThere(each); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(othersAreThere(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(Fixture::open(place), 0, patience);
        QCOMPARE(later, 0);

        f.add(place); // the same once more, now that the others stand
        const QString others = f.others(place);
        QTRY_COMPARE_WITH_TIMEOUT(removals, 2, patience);
        QTRY_COMPARE_WITH_TIMEOUT(Fixture::open(place), 0, patience);
        QCOMPARE(f.others(place), others);
        f.accounts.reset(); // all the others at once
        QTRY_VERIFY2_WITH_TIMEOUT(f.isNothingLeft(), f.whatIsLeft(), patience);
    }

    void allGoOfflineAndComeBackTogether()
    {
        Fixture f(m_authority, m_identity);
        f.addAll();
        QTRY_VERIFY_WITH_TIMEOUT(f.areAllThere(), patience);
        f.accounts->setAvailability(Availability::Offline, {});
        const auto areOffline = [&] {
            return std::all_of(f.places.cbegin(), f.places.cend(),
                               [&](const Place &place) { return f.phaseOf(place) == Phase::Offline; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(areOffline() && f.open() == 0, patience);
        f.accounts->setAvailability(Availability::Online, {});
        QTRY_VERIFY_WITH_TIMEOUT(f.areAllThere(), patience);
        for (const Place &place : f.places) {
            QVERIFY(f.accounts->remove(place.jid()));
        }
        QTRY_VERIFY2_WITH_TIMEOUT(f.isNothingLeft(), f.whatIsLeft(), patience);
    }
};

QTEST_GUILESS_MAIN(TestManyAccounts)
#include "tst_many_accounts.moc"
