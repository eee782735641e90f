// SPDX-License-Identifier: GPL-3.0-or-later
// natter-faults: lets Natter talk while everything goes wrong, and says what became of each message.
#include "faults/lane.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QTextStream>
#include <QTimer>

#include <vector>

using namespace natter;
using Kind = Offence::Kind;

static QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

struct Run
{
    int messages = 0;
    int cuts = 0;
    int kills = 0;
    int lanes = 1;
    int minutes = 0;
    LaneSettings lane;

    static Run of(const QStringList &arguments);
};

Run Run::of(const QStringList &arguments)
{
    QCommandLineParser parser;
    const auto option = [&parser](const char *name, const char *what, const char *value) {
        parser.addOption(
            { QString::fromLatin1(name), QString::fromLatin1(what), QStringLiteral("N"), QString::fromLatin1(value) });
    };
    option("messages", "how many messages are typed", "1000");
    option("cuts", "how often the line breaks", "100");
    option("kills", "how often the server or Natter is killed", "30");
    option("seed", "of all dice", "1");
    option("server", "prosody, ejabberd, prosody13 or ejabberd24", "prosody");
    option("lanes", "how many servers with their people run side by side", "1");
    option("deadline", "minutes after which the run is given up", "120");
    option("patience", "seconds without news after which what is open is lost", "180");
    option("mischief", "what every tenth message of a Natter suffers: drop, double or swap", "");
    option("core", "the program natter-core", "natter-core");
    option("peer", "the reference peer", "peer.py");
    option("logs", "where profiles and logs go", "build/faults");
    parser.addHelpOption();
    parser.process(arguments);
    const auto number = [&parser](const char *name) { return parser.value(QString::fromLatin1(name)).toInt(); };
    Run run { number("messages"), number("cuts"), number("kills"), qMax(1, number("lanes")), number("deadline"), {} };
    using Server = ServerLauncher::Kind;
    static const QHash<QString, Server> servers { { QStringLiteral("prosody"), Server::Prosody },
                                                  { QStringLiteral("ejabberd"), Server::Ejabberd },
                                                  { QStringLiteral("prosody13"), Server::Prosody13 },
                                                  { QStringLiteral("ejabberd24"), Server::Ejabberd24 } };
    const auto server = servers.constFind(parser.value(QStringLiteral("server")));
    if (server == servers.cend()) {
        qFatal("there is no server %s", qPrintable(parser.value(QStringLiteral("server"))));
    }
    run.lane.server = *server;
    run.lane.patience = std::chrono::seconds(number("patience"));
    run.lane.mischief = parser.value(QStringLiteral("mischief"));
    run.lane.core = parser.value(QStringLiteral("core"));
    run.lane.peer = parser.value(QStringLiteral("peer"));
    run.lane.seed = parser.value(QStringLiteral("seed")).toULongLong();
    run.lane.folder = QDir(parser.value(QStringLiteral("logs"))).absoluteFilePath(QString::number(run.lane.seed));
    return run;
}

static LaneSettings settingsOf(const Run &run, int lane)
{
    const auto share = [&](int total) { return total / run.lanes + (lane < total % run.lanes ? 1 : 0); };
    LaneSettings settings = run.lane;
    settings.seed = run.lane.seed * 1000 + static_cast<quint64>(lane);
    settings.folder = QStringLiteral("%1/lane-%2").arg(run.lane.folder).arg(lane);
    settings.messages = share(run.messages);
    settings.cuts = share(run.cuts);
    settings.kills = share(run.kills);
    return settings;
}

/// The first ten that went wrong, with all that is known about them.
static void tellOffences(const std::vector<std::unique_ptr<Lane>> &lanes)
{
    int told = 0;
    for (size_t i = 0; i < lanes.size(); ++i) {
        for (const Offence &offence : lanes[i]->verdict().offences) {
            if (++told > 10) {
                return;
            }
            out() << "\n"
                  << nameOf(offence.kind) << ": " << offence.nonce << " (lane " << i << ") " << offence.detail << "\n";
            const QStringList trail = lanes[i]->chronicle().trail(offence.nonce);
            for (const QString &line : trail) {
                out() << "    " << line << "\n";
            }
        }
    }
}

/// Everything in one table; answers whether all is well.
static bool conclude(const Run &run, const std::vector<std::unique_ptr<Lane>> &lanes, qint64 milliseconds)
{
    Verdict total;
    QMap<Fault, int> faults;
    QStringList problems;
    for (const auto &lane : lanes) {
        total += lane->verdict();
        problems += lane->chronicle().problems();
        for (const Fault fault :
             { Fault::Cut, Fault::HalfOpen, Fault::Reset, Fault::ServerKill, Fault::CoreKill, Fault::Suspend }) {
            faults[fault] += lane->chronicle().faults(fault);
        }
    }
    tellOffences(lanes);
    const int cuts = faults[Fault::Cut] + faults[Fault::HalfOpen] + faults[Fault::Reset];
    const auto row = [](const char *name, int value) {
        out() << qSetFieldWidth(24) << Qt::left << name << qSetFieldWidth(0) << value << "\n";
    };
    out() << "\nseed " << run.lane.seed << ", " << run.lanes << " lane(s), " << milliseconds / 1000 << " s\n";
    row("sent", total.typed - total.notTaken);
    row("cuts", cuts);
    row("  clean", faults[Fault::Cut]);
    row("  half-open", faults[Fault::HalfOpen]);
    row("  reset", faults[Fault::Reset]);
    row("kills", faults[Fault::ServerKill] + faults[Fault::CoreKill]);
    row("  server", faults[Fault::ServerKill]);
    row("  client", faults[Fault::CoreKill]);
    row("suspended", faults[Fault::Suspend]);
    row("arrived", total.arrived);
    row("lost", total.count(Kind::Lost));
    row("doubled", total.count(Kind::Doubled));
    row("reordered", total.count(Kind::Reordered));
    row("wrong", total.count(Kind::Wrong));
    row("failed, and shown so", total.failedHonestly);
    row("lost by the server", static_cast<int>(total.lostByServer.size()));
    row("killed while typed", total.notTaken);
    for (const QString &problem : std::as_const(problems)) {
        out() << "problem: " << problem.trimmed() << "\n";
    }
    out() << "logs: " << run.lane.folder << "\n";
    out().flush();
    return total.isClean() && problems.isEmpty();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const Run run = Run::of(QCoreApplication::arguments());
    if (const QFileInfo memory(QStringLiteral("/dev/shm"));
        memory.isWritable() && !qEnvironmentVariableIsSet("TMPDIR")) {
        qputenv("TMPDIR", "/dev/shm"); // the servers' disk is not what is measured; kill -9 does not empty it
    }
    QDir(run.lane.folder).removeRecursively();
    std::vector<std::unique_ptr<Lane>> lanes;
    for (int i = 0; i < run.lanes; ++i) {
        lanes.push_back(std::make_unique<Lane>(settingsOf(run, i)));
        if (!lanes.back()->start()) {
            out() << lanes.back()->problem() << "\n";
            return 2;
        }
    }
    QElapsedTimer clock;
    clock.start();
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &application, [&, told = qint64(0)]() mutable {
        if (std::all_of(lanes.cbegin(), lanes.cend(), [](const auto &lane) { return lane->isDone(); })) {
            QCoreApplication::exit(0);
        } else if (clock.elapsed() > run.minutes * 60'000) {
            QCoreApplication::exit(3);
        } else if (clock.elapsed() - told > 10'000) {
            told = clock.elapsed();
            for (size_t i = 0; i < lanes.size(); ++i) {
                QTextStream(stderr) << told / 1000 << " s, lane " << i << ": " << lanes[i]->progress() << "\n";
            }
        }
    });
    watch.start(100);
    const int given = QCoreApplication::exec();
    if (given != 0) {
        out() << "given up after " << run.minutes << " minutes\n";
    }
    return conclude(run, lanes, clock.elapsed()) ? given : qMax(1, given);
}
