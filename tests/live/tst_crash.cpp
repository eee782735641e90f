// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"
#include "support/live_servers.h"
#include "support/person.h"
#include "support/raw_sql.h"

#include "base/crash_points.h"
#include "base/future.h"

#include <QSocketNotifier>
#include <QtTest>

#include <tuple>

#include <csignal>
#include <unistd.h>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Kind = ServerLauncher::Kind;
using Phase = AccountStatus::Phase;

static constexpr int messageCount = 5; ///< each way

/// The core of the program in a process of its own, which ends at a CrashPoint as kill -9 would end it.
namespace core {

static std::atomic<int> wanted = -1;
static std::atomic<int> left = 0;
static std::atomic<bool> armed = false;

static void watch(CrashPoint point)
{
    if (armed && static_cast<int>(point) == wanted && --left == 0) {
        ::kill(::getpid(), SIGKILL);
    }
}

static void say(const QByteArray &line)
{
    QFile out;
    if (out.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered)) {
        out.write(line + '\n');
    }
}

/// Says "online" once it is, sends what is not sent yet as soon as it is told to, and says "done" once all is there,
/// both ways.
class Run : public QObject
{
public:
    Run(const QStringList &arguments)
        : store(QStringLiteral("store"),
                [path = arguments[0] + QStringLiteral("/natter.db")] { return std::make_unique<Store>(path); })
        , preferences(arguments[0] + QStringLiteral("/settings.json"))
        , peer(Jid::orNull(arguments[3]))
    {
        AccountSettings settings;
        settings.jid = Jid::orNull(arguments[2]);
        settings.server =
            AccountSettings::Server { QStringLiteral("127.0.0.1"), static_cast<quint16>(arguments[1].toInt()),
                                      AccountSettings::Tls::StartTls };
        QFile authority(arguments[0] + QStringLiteral("/ca.pem"));
        settings.extraAuthority = authority.open(QIODevice::ReadOnly) ? authority.readAll() : QByteArray();
        vault.passwords.insert(settings.jid, Secret(ServerLauncher::password()));
        store.post([](Store &opened) {
            if (!opened.open()) {
                qFatal("no store");
            }
        });
        account = std::make_unique<Account>(settings,
                                            AccountContext { clock, random, vault, store, conversations, preferences });
        connect(&account->contacts(), &ContactList::presenceChanged, this, [this](const Jid &bare) {
            if (bare == account->jid() && !std::exchange(m_greeted, true)) { // the server knows that we are here
                armed = true;
                say("online");
                m_told.setEnabled(true);
            }
        });
        m_told.setEnabled(false);
        connect(&m_told, &QSocketNotifier::activated, this, [this] {
            m_told.setEnabled(false);
            enter();
        });
        connect(&conversations, &Conversations::messageChanged, this, [this] { look(); });
        account->setAvailability(Availability::Online, {});
    }

private:
    /// The person writes what is not in the conversation yet.
    void enter()
    {
        whenDone(conversations.page({ account->jid(), peer }, 0, 100), this,
                 [this](const Result<QList<ChatMessage>> &page) {
                     QStringList there;
                     for (const ChatMessage &message : *page) {
                         there.append(message.body);
                     }
                     for (int i = 1; i <= messageCount; ++i) {
                         if (const QString body = QStringLiteral("out %1").arg(i); !there.contains(body)) {
                             account->outbox().send(peer, body);
                         }
                     }
                     look();
                 });
    }
    void look()
    {
        whenDone(conversations.page({ account->jid(), peer }, 0, 100), this,
                 [this](const Result<QList<ChatMessage>> &page) {
                     const auto settled = std::count_if(page->cbegin(), page->cend(), [](const ChatMessage &message) {
                         return !message.isOutgoing() || message.delivery == Delivery::OnServer;
                     });
                     if (settled == 2 * messageCount && !std::exchange(m_done, true)) {
                         say("done");
                     }
                 });
    }

    SystemClock clock;
    RandomId random;
    MemoryVault vault;
    StoreThread store;
    Conversations conversations { store };
    Preferences preferences;
    Jid peer;
    std::unique_ptr<Account> account;
    QSocketNotifier m_told { STDIN_FILENO, QSocketNotifier::Read };
    bool m_greeted = false;
    bool m_done = false;
};

static int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(2);
    wanted = arguments[4].toInt();
    left = arguments[5].toInt();
    armed = arguments[6] == u"armed";
    CrashPoints::watch(watch);
    const Run run(arguments);
    return QCoreApplication::exec();
}

} // namespace core

/// Where and when a run ends.
struct Crash
{
    CrashPoint point;
    int pass;
    bool armedEarly = false; ///< counts passes from the start, not only once the core is online
};

/// The program is killed at every place where it hurts, and nothing is lost, doubled or out of order.
class TestCrash : public QObject
{
    Q_OBJECT

    static constexpr int patience = 40'000; // milliseconds
    LiveServers m_servers;

    ServerLauncher &server()
    {
        QFETCH(Kind, kind);
        return m_servers.at(kind, [](ServerLauncher &made) { made.setOptions(made.durableStorage()); });
    }
    QString newUser(const char *role) { return m_servers.newUser(server(), role); }
    static QString jid(const QString &name) { return name + u'@' + ServerLauncher::domain(); }

    /// A run of the core; `crash` empty: it lives until it is ended here.
    static std::unique_ptr<QProcess> start(const QStringList &arguments, const std::optional<Crash> &crash)
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(QCoreApplication::applicationFilePath(),
                       QStringList { QStringLiteral("--core") } + arguments
                           + QStringList { QString::number(crash ? static_cast<int>(crash->point) : -1),
                                           QString::number(crash ? crash->pass : 0),
                                           crash && crash->armedEarly ? QStringLiteral("armed") : QString() });
        return process;
    }
    /// Has the person write what is not written yet.
    static void tell(QProcess &process) { process.write("write\n"); }
    static bool says(QProcess &process, QByteArray &heard, const QByteArray &word)
    {
        return QTest::qWaitFor(
            [&] {
                heard += process.readAllStandardOutput();
                return heard.contains(word + '\n');
            },
            patience);
    }
    static bool isKilled(const QProcess &process)
    {
        return QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, patience)
            && process.exitStatus() == QProcess::CrashExit;
    }
    static QStringList expected(const QString &way)
    {
        QStringList all;
        for (int i = 1; i <= messageCount; ++i) {
            all.append(QStringLiteral("%1 %2").arg(way).arg(i));
        }
        return all;
    }
    static QStringList bodies(const QList<ChatMessage> &messages, ChatMessage::Direction direction)
    {
        QStringList all;
        for (const ChatMessage &message : messages) {
            if (message.direction == direction) {
                all.append(message.body);
            }
        }
        return all;
    }

    static void talkTo(Person &juliet, const QString &romeo)
    {
        for (int i = 1; i <= messageCount; ++i) {
            juliet.account->outbox().send(Jid::orNull(jid(romeo)), QStringLiteral("in %1").arg(i));
        }
    }
    static QString states(const QList<ChatMessage> &messages)
    {
        QStringList all;
        for (const ChatMessage &message : messages) {
            all.append(message.body + u' ' + QString::number(static_cast<int>(message.delivery)) + message.failure);
        }
        return QStringLiteral("not everything is there: ") + all.join(QStringLiteral(", "));
    }

private Q_SLOTS:
    void nothingIsLostOrDoubled_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QList<Crash>>("crashes");
        QTest::addColumn<bool>("cutFirst"); ///< the connection breaks within the first message
        QTest::addColumn<bool>("serverForgets"); ///< and is restarted before the second run
        using P = CrashPoint;
        const auto row = [](const char *name, Kind kind, const QList<Crash> &crashes, bool cutFirst = false,
                            bool serverForgets = false) {
            QTest::addRow("%s, %s", kind == Kind::Prosody ? "Prosody" : "ejabberd", name)
                << kind << crashes << cutFirst << serverForgets;
        };
        const std::array points {
            std::pair("c1 accepted", Crash { P::Accepted, 3 }),
            std::pair("c2 record begun", Crash { P::RecordBegun, 3 }),
            std::pair("c3 recorded", Crash { P::Recorded, 3 }),
            std::pair("c4 prepared", Crash { P::Prepared, 3 }),
            std::pair("c5 half written", Crash { P::HalfWritten, 3 }),
            std::pair("c6 written", Crash { P::Written, 3 }),
            std::pair("c7 acknowledgement asked", Crash { P::AcknowledgementAsked, 1 }),
            std::pair("c8 acknowledgement read", Crash { P::AcknowledgementRead, 1 }),
            std::pair("c9 mark begun", Crash { P::MarkBegun, 1 }),
            std::pair("c10 marked", Crash { P::Marked, 1 }),
            std::pair("r1 read", Crash { P::IncomingRead, 2 }),
            std::pair("r2 parsed", Crash { P::IncomingParsed, 3 }),
            std::pair("r3 routed", Crash { P::IncomingRouted, 3 }),
            std::pair("r4 record begun", Crash { P::IncomingRecordBegun, 3 }),
            std::pair("r5 recorded", Crash { P::IncomingRecorded, 1 }),
            std::pair("r6 acknowledged", Crash { P::IncomingAcknowledged, 1 }),
        };
        for (const auto &[name, crash] : points) {
            row(name, Kind::Prosody, { crash });
        }
        row("c11 replay begun", Kind::Prosody, { { P::ReplayBegun, 1 } }, true);
        row("c12 archive asked", Kind::Prosody, { { P::Written, 3 }, { P::ArchiveAsked, 1 } }, false, true);
        row("c6 written", Kind::Ejabberd, { { P::Written, 3 } });
        row("c8 acknowledgement read", Kind::Ejabberd, { { P::AcknowledgementRead, 1 } });
        row("r5 recorded", Kind::Ejabberd, { { P::IncomingRecorded, 1 } });
        row("c12 archive asked", Kind::Ejabberd, { { P::Written, 3 }, { P::ArchiveAsked, 1 } }, false, true);
    }
    void nothingIsLostOrDoubled()
    {
        QFETCH(QList<Crash>, crashes);
        QFETCH(bool, cutFirst);
        QFETCH(bool, serverForgets);
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const QString romeo = newUser("romeo");
        Person juliet(server(), AccountSettings::Tls::StartTls, newUser("juliet"), ServerLauncher::password());
        juliet.go();
        QTRY_COMPARE_WITH_TIMEOUT(juliet.phase(), Phase::Online, patience);
        QStringList arrivals; // her store would hide a double
        juliet.account->setTracing(true);
        connect(juliet.account.get(), &Account::elementTraced, this, [&](const Element &element, bool sent) {
            const auto message = sent ? std::nullopt : Message::read(element);
            if (message && !message->body().isEmpty()) {
                arrivals.append(message->body());
            }
        });

        CutProxy proxy(server().startTlsPort());
        const QTemporaryDir profile;
        const QStringList arguments = argumentsOf(profile, proxy, romeo, juliet);
        for (qsizetype run = 0; run < crashes.size(); ++run) {
            const auto process = start(arguments, crashes[run]);
            QByteArray heard;
            QVERIFY(run > 0 || says(*process, heard, "online"));
            if (run == 0 && cutFirst) {
                proxy.cutAfter(300);
            }
            if (run == 0 && !serverForgets) {
                talkTo(juliet, romeo);
            }
            tell(*process);
            QVERIFY2(isKilled(*process), "the core did not get there");
            if (run == 0 && serverForgets) {
                // One that dies between the archives of both loses the message for her, whatever we do. So it has its
                // time to work through what it took, which need not be all: the connection broke.
                const auto hasAll = [&] { return arrivals.size() >= crashes[run].pass; };
                std::ignore = QTest::qWaitFor(hasAll, 2000);
                server().kill();
                QVERIFY2(server().isRunning(), qPrintable(server().problem())); // started again
                QTRY_COMPARE_WITH_TIMEOUT(juliet.phase(), Phase::Online, patience); // or what is sent to her bounces
            }
        }
        const auto last = start(arguments, std::nullopt);
        tell(*last);
        QByteArray heard;
        if (serverForgets) {
            QVERIFY(says(*last, heard, "online"));
            talkTo(juliet, romeo);
        }
        const bool done = says(*last, heard, "done");
        last->kill();
        QVERIFY(isKilled(*last));
        Store store(profile.filePath("natter.db"));
        QVERIFY(store.open().has_value());
        const auto page = store.messages().page({ Jid::orNull(jid(romeo)), juliet.jid() }, 0, 100).value();
        QVERIFY2(done, qPrintable(states(page)));
        QTRY_COMPARE_WITH_TIMEOUT(juliet.bodiesFrom(Jid::orNull(jid(romeo))), expected("out"), patience);
        QCOMPARE(arrivals.removeDuplicates(), 0);
        if (!serverForgets) { // or she may have one from her archive only
            QCOMPARE(arrivals, expected("out"));
        }
        QCOMPARE(bodies(page, ChatMessage::Direction::Outgoing), expected("out"));
        QCOMPARE(bodies(page, ChatMessage::Direction::Incoming), expected("in"));
    }

    /// What a run writes behind a resumption has the numbers of what the server did not count. Killed before it has
    /// written that again, the next run must not take the count of the one for that of the other.
    void countOfOtherStanzasConfirmsNothing_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("Prosody") << Kind::Prosody;
        QTest::newRow("ejabberd") << Kind::Ejabberd;
    }
    void countOfOtherStanzasConfirmsNothing()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const QString romeo = newUser("romeo");
        Person juliet(server(), AccountSettings::Tls::StartTls, newUser("juliet"), ServerLauncher::password());
        juliet.go();
        QTRY_COMPARE_WITH_TIMEOUT(juliet.phase(), Phase::Online, patience);
        CutProxy proxy(server().startTlsPort());
        const QTemporaryDir profile;
        const QStringList arguments = argumentsOf(profile, proxy, romeo, juliet);

        const auto first = start(arguments, std::nullopt);
        QByteArray heard;
        QVERIFY(says(*first, heard, "online"));
        proxy.swallow({ CutProxy::Way::ToServer }, std::chrono::hours(1));
        tell(*first);
        QTRY_COMPARE_WITH_TIMEOUT(numbersOnDisk(profile), messageCount, patience);
        first->kill();
        QVERIFY(isKilled(*first));

        const auto second = start(arguments, Crash { CrashPoint::Prepared, 1, true });
        QVERIFY2(isKilled(*second), "the core did not get there");

        const auto last = start(arguments, std::nullopt);
        tell(*last);
        QTRY_COMPARE_WITH_TIMEOUT(juliet.bodiesFrom(Jid::orNull(jid(romeo))), expected("out"), patience);
        last->kill();
        QVERIFY(isKilled(*last));
    }

private:
    static QStringList argumentsOf(const QTemporaryDir &profile, const CutProxy &proxy, const QString &romeo,
                                   const Person &juliet)
    {
        QFile authority(profile.filePath("ca.pem"));
        if (!authority.open(QIODevice::WriteOnly) || authority.write(juliet.settings.extraAuthority) <= 0) {
            qFatal("no authority");
        }
        return { profile.path(), QString::number(proxy.serverPort()), jid(romeo), juliet.jid().toString() };
    }
    static int numbersOnDisk(const QTemporaryDir &profile)
    {
        return rawSql(profile.filePath("natter.db"), { "SELECT count(*) FROM message WHERE number IS NOT NULL" })
            .value(0)
            .toInt();
    }
};

int main(int argc, char **argv)
{
    if (argc > 1 && qstrcmp(argv[1], "--core") == 0) {
        return core::main(argc, argv);
    }
    QCoreApplication application(argc, argv);
    TestCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_crash.moc"
