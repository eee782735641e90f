// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/screen.h"
#include "support/server_launcher.h"
#include "support/stop_request.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cstdio>
#include <unistd.h>

using namespace natter;

static void say(const QString &text) { std::fprintf(stderr, "%s\n", qPrintable(text)); }

/// One Natter with a profile of its own, driven as a script would.
class Window
{
public:
    Window(const QString &program, const QString &folder, const QString &name)
        : m_program(program)
        , m_profile(folder + u'/' + name)
        , m_jid(name + u'@' + ServerLauncher::domain())
    {
        m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    }
    ~Window()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished(5000);
        }
    }
    Q_DISABLE_COPY_MOVE(Window)

    const QString &jid() const { return m_jid; }
    /// Processor time used so far, in clock ticks (proc(5)).
    qint64 ticks() const
    {
        QFile file("/proc/" + QString::number(m_process.processId()) + "/stat");
        const QList<QByteArray> fields =
            file.open(QIODevice::ReadOnly) ? file.readAll().split(' ') : QList<QByteArray>();
        return fields.value(13).toLongLong() + fields.value(14).toLongLong();
    }
    bool isRunning() const { return m_process.state() == QProcess::Running; }

    bool start()
    {
        // Closing the windows ends the demo, also where there is a tray to hide in
        if (QFile settings(m_profile + QStringLiteral("/settings.json")); !QDir().mkpath(m_profile)
            || !settings.open(QIODevice::WriteOnly) || settings.write(R"({"closeToTray": false})") < 0) {
            say(QStringLiteral("No profile can be made in ") + m_profile);
            return false;
        }
        m_process.start(m_program, { QStringLiteral("--profile"), m_profile, QStringLiteral("--enable-ctl") });
        return m_process.waitForStarted()
            && StopRequest::waitFor(
                   [this] {
                       return ctl({ "account", "list" }).ok || !isRunning();
                   },
                   20'000)
            && isRunning();
    }

    /// A second start with the same profile, which should hand over to the first and end.
    bool secondStart(const QString &uri) const
    {
        QProcess process;
        process.start(m_program, { "--profile", m_profile, uri });
        return process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0;
    }

    struct Answer
    {
        bool ok = false;
        QList<QJsonObject> lines;
        QString text;
    };
    Answer ctl(const QStringList &command)
    {
        QProcess process;
        process.start(m_program, QStringList { "ctl", "--profile", m_profile } + command);
        StopRequest::waitFor([&process] { return process.state() == QProcess::NotRunning; }, 60'000);
        Answer answer;
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished(5000);
        }
        const QByteArray output = process.readAllStandardOutput();
        answer.ok = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        answer.text = QString::fromUtf8(output + process.readAllStandardError());
        for (const QByteArray &line : output.split('\n')) {
            if (!line.isEmpty()) {
                answer.lines.append(QJsonDocument::fromJson(line).object());
            }
        }
        return answer;
    }

    /// As ctl(), and says what went wrong.
    bool must(const QStringList &command)
    {
        const Answer answer = ctl(command);
        if (!answer.ok && StopRequest::number() == 0) {
            say(m_jid + ": " + command.join(u' ') + " failed: " + answer.text);
        }
        return answer.ok;
    }

    bool has(const QString &peer, const QString &body)
    {
        return StopRequest::waitFor(
            [&] {
                const auto lines = ctl({ "history", peer }).lines;
                return std::any_of(lines.cbegin(), lines.cend(),
                                   [&body](const QJsonObject &line) { return line[u"body"].toString() == body; });
            },
            10'000);
    }

private:
    QString m_program;
    QString m_profile;
    QString m_jid;
    QProcess m_process;
};

static bool logIn(Window &window, const ServerLauncher &server, const QString &folder, bool directTls)
{
    const quint16 port = directTls ? server.directTlsPort() : server.startTlsPort();
    return window.start()
        && window.must({ "account", "add", window.jid(), "--password-file", folder + "/password", "--host", "127.0.0.1",
                         "--port", QString::number(port), "--tls", directTls ? "direct" : "starttls", "--ca",
                         folder + "/authority.pem" })
        && window.must({ "wait", "connected", "--timeout", "20" });
}

static bool befriend(Window &romeo, Window &juliet)
{
    const auto both = [](Window &window, const QString &other) {
        return StopRequest::waitFor(
            [&] {
                const auto lines = window.ctl({ "roster", "list" }).lines;
                return std::any_of(lines.cbegin(), lines.cend(), [&](const QJsonObject &line) {
                    return line[u"jid"].toString() == other && line[u"subscription"].toString() == u"both"
                        && line[u"presence"].toString() == u"online";
                });
            },
            10'000);
    };
    return romeo.must({ "roster", "add", juliet.jid(), "--name", "Juliet" })
        && juliet.must({ "roster", "add", romeo.jid(), "--name", "Romeo" }) && both(romeo, juliet.jid())
        && both(juliet, romeo.jid());
}

static bool talk(Window &romeo, Window &juliet)
{
    const std::pair<Window *, QString> lines[] = {
        { &juliet, QStringLiteral("How camest thou hither, tell me, and wherefore?") },
        { &juliet, QStringLiteral("The orchard walls are high and hard to climb.") },
        { &romeo, QStringLiteral("With love’s light wings did I o’er-perch these walls") },
        { &juliet, QStringLiteral("If they do see thee, they will murder thee. 🌹") },
        { &romeo, QStringLiteral("I have night’s cloak to hide me from their sight") },
    };
    for (const auto &[from, body] : lines) {
        Window &to = from == &romeo ? juliet : romeo;
        if (!from->must({ "send", to.jid(), body, "--wait", "sent" })) {
            return false;
        }
        if (!to.has(from->jid(), body)) {
            say(QStringLiteral("«") + body + QStringLiteral("» did not arrive at ") + to.jid());
            return false;
        }
    }
    return romeo.must({ "open", juliet.jid() }) && juliet.must({ "open", romeo.jid() });
}

/// How much of one core each window uses while nothing happens.
static bool idle(const Window &romeo, const Window &juliet, int seconds)
{
    constexpr double bound = 0.5; // per cent
    const qint64 before[] = { romeo.ticks(), juliet.ticks() };
    QElapsedTimer timer;
    timer.start();
    if (!StopRequest::waitFor([&] { return timer.elapsed() >= seconds * 1000; }, seconds * 1100)) {
        return false;
    }
    const double ticks = static_cast<double>(seconds) * static_cast<double>(sysconf(_SC_CLK_TCK));
    const double romeos = 100.0 * static_cast<double>(romeo.ticks() - before[0]) / ticks;
    const double juliets = 100.0 * static_cast<double>(juliet.ticks() - before[1]) / ticks;
    const bool quiet = romeos < bound && juliets < bound;
    std::printf("| window | of one core |\n|---|---|\n| Romeo | %.2f %% |\n| Juliet | %.2f %% |\n", romeos, juliets);
    std::printf("The bound is %.1f %%: %s\n", bound, quiet ? "kept" : "MISSED");
    return quiet;
}

static bool shoot(Window &window, const QString &file)
{
    const bool taken = StopRequest::waitFor(
        [&] {
            const QImage image = window.ctl({ "screenshot", file }).ok ? QImage(file) : QImage();
            return image.width() > 600 && image.height() > 400;
        },
        10'000);
    if (taken || StopRequest::number() == 0) {
        say(taken ? "Screenshot: " + file : "No screenshot of " + window.jid());
    }
    return taken;
}

/// Screenshots of both, and both end when asked.
static bool prove(Window &romeo, Window &juliet)
{
    const QString shots =
        QFileInfo(QCoreApplication::applicationDirPath() + QStringLiteral("/../demo")).absoluteFilePath();
    QDir().mkpath(shots);
    if (!romeo.secondStart("xmpp:" + juliet.jid()) || !romeo.isRunning()) {
        say(QStringLiteral("A second start with the same profile does not hand over to the first."));
        return false;
    }
    const bool done = shoot(romeo, QDir::cleanPath(shots + "/romeo.png"))
        && shoot(juliet, QDir::cleanPath(shots + "/juliet.png")) && romeo.must({ "quit" }) && juliet.must({ "quit" });
    if (StopRequest::number() == 0) {
        say(done ? QStringLiteral("The demo works.") : QStringLiteral("The demo failed."));
    }
    return done;
}

/// Wayland's socket is named relative to the folder that was used before.
static void useRuntimeFolder(const QString &path)
{
    const QByteArray before = qgetenv("XDG_RUNTIME_DIR");
    const QByteArray display = qgetenv("WAYLAND_DISPLAY");
    if (!before.isEmpty() && !display.isEmpty() && !display.startsWith('/')) {
        qputenv("WAYLAND_DISPLAY", before + '/' + display);
    }
    qputenv("XDG_RUNTIME_DIR", path.toLocal8Bit());
}

static bool writeSecrets(const QString &folder, const ServerLauncher &server)
{
    for (const auto &[name, content] : { std::pair("/password", ServerLauncher::password().toUtf8()),
                                         std::pair("/authority.pem", server.authority()) }) {
        QFile file(folder + QLatin1String(name));
        if (!file.open(QIODevice::NewOnly | QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner)) {
            say(file.errorString());
            return false;
        }
        file.write(content);
    }
    return true;
}

struct Options
{
    bool headless = false;
    int idleSeconds = 0;
};

/// Until the windows are closed, or somebody wishes it to stop; what it made ends with it.
static bool show(const QString &program, const Options &options)
{
    const QTemporaryDir folder;
    useRuntimeFolder(folder.path());
    ServerLauncher server(ServerLauncher::Kind::Prosody);
    say(QStringLiteral("Starting a private Prosody…"));
    if (!server.start()) {
        say(server.problem());
        return false;
    }
    if (!writeSecrets(folder.path(), server)) {
        return false;
    }
    Window romeo(program, folder.path(), QStringLiteral("romeo"));
    Window juliet(program, folder.path(), QStringLiteral("juliet"));
    say(QStringLiteral("Opening two windows, logging in as Romeo and Juliet…"));
    if (!logIn(romeo, server, folder.path(), false) || !logIn(juliet, server, folder.path(), true)
        || !befriend(romeo, juliet) || !talk(romeo, juliet)) {
        if (StopRequest::number() == 0) {
            say(QStringLiteral("The demo failed: a window did not do what it was asked to. What it said is above."));
        }
        return false;
    }
    if (options.idleSeconds > 0) {
        return idle(romeo, juliet, options.idleSeconds);
    }
    if (options.headless) {
        return prove(romeo, juliet);
    }
    say(QStringLiteral("Both are online: what one types appears at the other. Close both windows to end the demo."));
    say(QStringLiteral(
            "The server is 127.0.0.1, port %1 (STARTTLS) or %2 (direct TLS); another client logs in as %3 or %4 "
            "with the password “%5”.")
            .arg(server.startTlsPort())
            .arg(server.directTlsPort())
            .arg(romeo.jid(), juliet.jid(), ServerLauncher::password()));
    while (StopRequest::number() == 0 && (romeo.isRunning() || juliet.isRunning())) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments().mid(1);
    Options options;
    const auto idleOption = arguments.indexOf(QStringLiteral("--idle"));
    options.idleSeconds = idleOption > 0 ? arguments.value(idleOption + 1).toInt() : 0;
    arguments = idleOption > 0 ? arguments.mid(0, idleOption) : arguments;
    options.headless = arguments.removeAll(QStringLiteral("--headless")) > 0 || options.idleSeconds > 0;
    if (arguments.size() != 1) {
        say(QStringLiteral("usage: natter-demo NATTER [--headless | --idle SECONDS]"));
        return 2;
    }
    const QString program = QFileInfo(arguments.first()).absoluteFilePath();
    const StopRequest stop;
    Screen screen;
    if (options.headless && !screen.start()) {
        say(Screen::problem());
        return 1;
    }
    if (!options.headless && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")) {
        say(QStringLiteral("There is no screen here. Use './dev demo --headless'."));
        return 1;
    }
    // The demo leaves no trace: no entry in the person's keychain, no notification on their desktop
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    const bool done = show(program, options);
    if (const int number = StopRequest::number(); number != 0) {
        say(QStringLiteral("Stopped; what the demo made is gone."));
        return 128 + number; // as shells have it
    }
    return done ? 0 : 1;
}
