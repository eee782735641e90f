// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/command_line.h"
#include "app/ctl_server.h"
#include "app/desktop_application.h"
#include "app/dialog_memory.h"
#include "app/portable.h"
#include "app/translations.h"
#include "chat/profile_backup.h"
#include "platform/colour_scheme.h"
#include "platform/single_instance.h"
#include "platform/system_parts.h"
#include "widgets/start_problem_box.h"
#include "widgets/theme.h"

#include <QDir>
#include <QNetworkProxyFactory>
#include <QProcess>
#include <QSettings>

#include <cstdio>
#include <optional>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif
#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace natter;

static void print(FILE *stream, const QString &text) { std::fputs(text.toLocal8Bit().constData(), stream); }

static bool hasTerminal()
{
#ifdef Q_OS_UNIX
    return ::isatty(STDERR_FILENO) != 0;
#else
    return false;
#endif
}

/// Why Natter does not start: on the terminal, or in a window for whoever clicked an icon and sees none.
static int refuseToStart(const QString &sentence, const QString &details)
{
    print(stderr, u"natter: " + sentence + u'\n' + details + u'\n');
    if (!hasTerminal()) {
        applyTheme(*qApp, ColourScheme().isDark() ? Theme::darkTheme() : Theme::light());
        StartProblemBox(sentence, details).exec();
    }
    return 1;
}

/// Qt would end the program, with advice that does not help.
static bool hasScreen()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

/// Hands what was asked to the Natter that runs already.
static int handOver(SingleInstance &instance, const QString &profile, const QString &uri)
{
    bool heard = false;
    // Queued: a refusal comes at once, and there is nothing to quit before exec()
    QMetaObject::invokeMethod(
        &instance,
        [&] {
            instance.handOver(uri, [&heard](bool answered) {
                heard = answered;
                QCoreApplication::exit();
            });
        },
        Qt::QueuedConnection);
    QCoreApplication::exec();
    if (!heard) {
        return refuseToStart(QCoreApplication::translate("natter::StartProblem",
                                                         "Another Natter uses this profile but does not answer. End "
                                                         "it, or choose another profile with --profile."),
                             profile);
    }
    print(stdout, QStringLiteral("Natter is already running with this profile; its window comes to the front.\n"));
    return 0;
}

/// What can be done about a profile that cannot be written.
static QString whyReadOnly(const CommandLine &commandLine)
{
    return commandLine.isPortable && !commandLine.hasOwnProfile
        ? QCoreApplication::translate(
            "natter::StartProblem",
            "Natter is portable here, but cannot write beside its program. Move it to a folder "
            "that is yours, or start it without --portable and without the file “portable”.")
        : QCoreApplication::translate("natter::StartProblem",
                                      "Natter cannot write to its profile. Check the permissions of that folder, or "
                                      "choose another one with --profile.");
}

/// Natter with its profile, until it ends; `again`: to be started anew.
static int run(const CommandLine &commandLine, bool *again)
{
    SingleInstance instance(commandLine.profile);
    const auto first = instance.claim();
    if (!first) {
        return refuseToStart(whyReadOnly(commandLine), first.error().detail);
    }
    if (!*first && commandLine.minimized && commandLine.uri.isEmpty()) {
        print(stdout, QStringLiteral("Natter is already running with this profile.\n"));
        return 0; // nobody wants its window now
    }
    if (!*first) {
        return handOver(instance, commandLine.profile, commandLine.uri);
    }
    if (const auto restored = finishRestore(commandLine.profile, QDateTime::currentDateTimeUtc()); !restored) {
        return refuseToStart(QCoreApplication::translate("natter::StartProblem",
                                                         "The backup could not be put into its place. Check the "
                                                         "permissions of the profile's folder, then start Natter "
                                                         "again."),
                             restored.error().detail);
    }
    Application natter(commandLine);
    QObject::connect(&instance, &SingleInstance::asked, &natter, &Application::open);
    const auto *desktop = static_cast<DesktopApplication *>(qApp);
    QObject::connect(desktop, &DesktopApplication::uriOpened, &natter, &Application::open);
    QObject::connect(desktop, &DesktopApplication::quitAsked, &natter, &Application::quit);
    natter.start();
    const int code = QApplication::exec();
    *again = natter.wantsRestart();
    return code;
}

static int runProgram(int argc, char *argv[])
{
#ifdef Q_OS_UNIX
    umask(0077); // whatever we write is the person's alone
#endif
    useConsole();
#if defined(QT_NO_DEBUG) && defined(Q_OS_LINUX)
    prctl(PR_SET_DUMPABLE, 0);
#endif
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    const auto commandLine = CommandLine::parse(arguments, programFolder());
    if (!commandLine) {
        print(stderr, u"natter: " + commandLine.error().detail + u"; see natter --help\n");
        return 2;
    }
    if (commandLine->showHelp || commandLine->showVersion) {
        print(stdout, commandLine->showHelp ? CommandLine::help() : QStringLiteral("natter " NATTER_VERSION "\n"));
        return 0;
    }
    int onlyName = 1; // Qt's own options, such as plugin paths, are not for whoever can start us with an address
    if (commandLine->isCtl) {
        const QCoreApplication application(onlyName, argv);
        return runCtlClient(commandLine->profile, commandLine->ctlArguments);
    }
    if (!hasScreen()) {
        print(stderr, QStringLiteral("natter: there is no screen here; start it in a graphical session\n"));
        return 1;
    }
    QDir().mkpath(commandLine->profile);
    DesktopApplication application(onlyName, argv);
    QApplication::setApplicationName(QStringLiteral("natter"));
    QApplication::setApplicationDisplayName(QStringLiteral("Natter"));
    QApplication::setApplicationVersion(QStringLiteral(NATTER_VERSION));
    QApplication::setDesktopFileName(qEnvironmentVariable("FLATPAK_ID", QStringLiteral("natter")));
    QApplication::setQuitOnLastWindowClosed(false);
    QNetworkProxyFactory::setUseSystemConfiguration(false); // an account's proxy is the one in its settings, or none
    QApplication::setStyle(QStringLiteral("Fusion")); // the one style that takes our colours everywhere
    std::optional<DialogMemory> dialogs;
    if (commandLine->isPortable) { // what Qt's own dialogs remember
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, commandLine->profile);
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
        dialogs.emplace(); // in a place of the system's, whatever was just said
#endif
    }
    installTranslators(application);

    bool again = false;
    const int code = run(*commandLine, &again);
    if (again) {
        QProcess next;
        next.setProgram(QCoreApplication::applicationFilePath());
        next.setArguments(arguments);
        next.setStandardOutputFile(QProcess::nullDevice()); // whoever reads ours stops when we end
        next.setStandardErrorFile(QProcess::nullDevice());
        next.startDetached();
    }
    return code;
}

int main(int argc, char *argv[])
{
    const int code = runProgram(argc, argv);
    endProcess(code);
    return code;
}
