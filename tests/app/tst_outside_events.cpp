// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/outside_events.h"

#include "support/counting_random.h"
#include "support/fake_clock.h"
#include "support/memory_vault.h"
#include "support/scripted_server.h"
#include "support/told_idle.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;
using Phase = AccountStatus::Phase;

/// What happens around the program reaches every account.
class TestOutsideEvents : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    static constexpr int patience = 20'000; // milliseconds
    static constexpr auto never = 1h;

    /// Two accounts, whose connections nobody would ask about for an hour.
    struct World
    {
        World(const Script &script, const Identity &identity, const QByteArray &authority)
            : romeos(script, identity)
            , benvolios(script, identity)
        {
            store.post([](Store &opened) {
                if (const auto result = opened.open(); !result) {
                    qFatal("no store: %s", qPrintable(result.error().detail));
                }
            });
            add(QStringLiteral("romeo@montague.lit"), romeos, authority);
            add(QStringLiteral("benvolio@montague.lit"), benvolios, authority);
            accounts.setAvailability(Availability::Online, {});
        }
        void add(const QString &address, const ScriptedServer &server, const QByteArray &authority)
        {
            AccountSettings settings;
            settings.jid = Jid::orNull(address);
            settings.server = AccountSettings::Server { QStringLiteral("127.0.0.1"), server.serverPort(),
                                                        AccountSettings::Tls::StartTls };
            settings.extraAuthority = authority;
            accounts.add(settings, { Secret(QStringLiteral("pencil")) });
        }
        bool areAll(Phase phase) const
        {
            const auto all = accounts.all();
            return all.size() == 2 && std::all_of(all.cbegin(), all.cend(), [phase](const Account *account) {
                       return account->status().phase == phase;
                   });
        }
        int asked() const
        {
            return static_cast<int>(romeos.received().contains("urn:xmpp:ping"))
                + static_cast<int>(benvolios.received().contains("urn:xmpp:ping"));
        }

        QTemporaryDir folder;
        FakeClock clock;
        CountingRandom random;
        MemoryVault vault;
        StoreThread store { QStringLiteral("store"), [file = folder.filePath(QStringLiteral("natter.sqlite"))] {
                               return std::make_unique<Store>(file);
                           } };
        Preferences preferences { folder.filePath(QStringLiteral("settings.json")) };
        AccountBook book { folder.filePath(QStringLiteral("accounts.json")) };
        Conversations conversations { store };
        ScriptedServer romeos;
        ScriptedServer benvolios;
        Accounts accounts { book,
                            { clock, random, vault, store, conversations, preferences, { never, never, never } } };
    };

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void jumpOfTheClockHasAllConnectionsAskedAbout_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("jump");
        QTest::newRow("a night") << std::chrono::milliseconds(8h);
        QTest::newRow("a year ahead") << std::chrono::milliseconds(24h * 365);
        QTest::newRow("a year back") << std::chrono::milliseconds(-24h * 365);
    }
    void jumpOfTheClockHasAllConnectionsAskedAbout()
    {
        QFETCH(std::chrono::milliseconds, jump);
        World world(Script().bound(), m_identity, m_authority.pem());
        const SystemWatch silent;
        ToldIdle idle;
        OutsideEvents events(world.accounts, world.clock, silent, idle, 10ms);
        QTRY_VERIFY_WITH_TIMEOUT(world.areAll(Phase::Online), patience);
        QTRY_VERIFY(world.romeos.isDone() && world.benvolios.isDone());
        QCOMPARE(world.asked(), 0);
        const QSignalSpy jumped(&events, &OutsideEvents::timeJumped);
        world.clock.jump(jump);
        QTRY_COMPARE_WITH_TIMEOUT(world.asked(), 2, patience);
        QVERIFY(world.areAll(Phase::Online));
        QVERIFY(!jumped.isEmpty());
    }
};

QTEST_MAIN(TestOutsideEvents)
#include "tst_outside_events.moc"
