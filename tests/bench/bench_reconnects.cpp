// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/process_use.h"
#include "support/returning_person.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

#include <cstdio>

using namespace natter;
using Kind = ServerLauncher::Kind;
using Way = ReturningPerson::Way;

static constexpr int warmUp = 250; // until the caches are filled, that of SQLite above all
static constexpr int step = 250;
static constexpr double bound = 1.02;

/// Most come back to their session, some begin a new one, and now and then the server has crashed.
static Way wayOf(int number)
{
    if (number % 50 == 0) {
        return Way::Forgotten;
    }
    return number % 10 == 0 ? Way::NewSession : Way::Resumed;
}

/// What does not go back by itself, as closed connections do, has grown.
static ProcessUse useAfter(const ProcessUse &start)
{
    ProcessUse use = ProcessUse::now();
    (void)QTest::qWaitFor([&] {
        use = ProcessUse::now();
        return use.descriptors <= start.descriptors && use.threads <= start.threads;
    });
    return use;
}

static void print(const char *name, int done, const ProcessUse &use, const ProcessUse &start)
{
    const auto growth = [](qint64 now, qint64 before) {
        return 100.0 * static_cast<double>(now - before) / static_cast<double>(before);
    };
    std::printf("| %s | %d | %lld kB (%+.2f %%) | %lld kB (%+.2f %%) | %lld kB (%+.2f %%) | %d | %d |\n", name, done,
                static_cast<long long>(use.memory), growth(use.memory, start.memory), static_cast<long long>(use.own),
                growth(use.own, start.own), static_cast<long long>(use.allocated),
                growth(use.allocated, start.allocated), use.descriptors, use.threads);
    std::fflush(stdout);
}

static bool reconnect(Kind kind, const char *name, int total)
{
    ServerLauncher server(kind);
    server.leaveOutEndPoint(); // Prosody 13 has no token that is bound to it
    if (!server.start()) {
        qFatal("no server: %s", qPrintable(server.problem()));
    }
    ReturningPerson romeo(server);
    bool fine = romeo.arrive();
    for (int i = 1; fine && i <= warmUp; ++i) {
        fine = romeo.comeBack(wayOf(i));
    }
    const ProcessUse start = ProcessUse::now();
    ProcessUse use = start;
    print(name, 0, use, start);
    QElapsedTimer timer;
    timer.start();
    int ways[3] {};
    for (int i = 1; fine && i <= total; ++i) {
        fine = romeo.comeBack(wayOf(i));
        ++ways[static_cast<int>(wayOf(i))];
        if (i % step == 0 || i == total) {
            use = useAfter(start);
            print(name, i, use, start);
        }
    }
    if (!fine) {
        std::printf("%s: %s\n", name, qPrintable(romeo.problem()));
        return false;
    }
    std::printf("%s: %d resumed, %d new sessions, %d crashes of the server, %.0f s\n", name, ways[0], ways[1], ways[2],
                static_cast<double>(timer.elapsed()) / 1000);
    // What the system counts depends on who else has the same libraries open
    return static_cast<double>(use.allocated) <= bound * static_cast<double>(start.allocated)
        && static_cast<double>(use.own) <= bound * static_cast<double>(start.own)
        && use.descriptors <= start.descriptors && use.threads <= start.threads;
}

/// Memory, descriptors and threads before and after many reconnects of a whole account.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("natter.*=false"));
    const int total = application.arguments().value(1, QStringLiteral("1000")).toInt();
    std::printf("| server | reconnects | PSS | of it our own | allocated | descriptors | threads "
                "|\n|---|---|---|---|---|---|---|\n");
    const bool older = reconnect(Kind::Prosody, "Prosody 0.12", total);
    const bool newer = reconnect(Kind::Prosody13, "Prosody 13", total);
    return older && newer ? 0 : 1;
}
