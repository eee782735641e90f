// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include "app/portable.h"

#include <QDir>
#include <QStandardPaths>

namespace natter {

static QString defaultProfile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/natter");
}

/// What stands before the command of `ctl`, and means the same there. How many words it has.
static int takeProfileOption(CommandLine &line, const QStringList &arguments, qsizetype at)
{
    if (arguments[at] == u"--portable") {
        line.isPortable = true;
        return 1;
    }
    if (arguments[at] == u"--profile" && at + 1 < arguments.size()) {
        line.profile = QDir::cleanPath(QDir().absoluteFilePath(arguments[at + 1]));
        line.hasOwnProfile = true;
        return 2;
    }
    return 0;
}

/// Links come from strangers. Where the system starts programs with one text for all words, a quotation mark in a link
/// ends its own word, and what follows would be theirs to say.
static bool isLinkAlone(const QStringList &arguments)
{
    return arguments.size() == 2 && arguments[1].startsWith(u"xmpp:", Qt::CaseInsensitive);
}

Result<CommandLine> CommandLine::parse(QStringList arguments, const QString &programFolder)
{
    CommandLine line;
    line.isPortable = isMarkedPortable(programFolder);
    const auto invalid = [](const QString &what) { return failure(Error::Kind::InvalidInput, what); };
    if (arguments.value(0) == u"--uri") {
        if (!isLinkAlone(arguments)) {
            return invalid(QStringLiteral("--uri needs one xmpp: address, and nothing beside it"));
        }
        arguments.removeFirst();
    }
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        const int taken =
            line.ctlArguments.isEmpty() ? takeProfileOption(line, arguments, i) : 0; // later words are its own
        if (taken > 0) {
            i += taken - 1;
        } else if (argument == u"--profile" && line.ctlArguments.isEmpty()) {
            return invalid(QStringLiteral("--profile needs a folder"));
        } else if (line.isCtl && line.ctlArguments.isEmpty() && (argument == u"--help" || argument == u"-h")) {
            line.showHelp = true;
        } else if (line.isCtl) {
            line.ctlArguments.append(argument);
        } else if (argument == u"ctl") {
            line.isCtl = true;
        } else if (argument == u"--minimized") {
            line.minimized = true;
        } else if (argument == u"--enable-ctl") {
            line.enableCtl = true;
        } else if (argument == u"--help" || argument == u"-h") {
            line.showHelp = true;
        } else if (argument == u"--version") {
            line.showVersion = true;
        } else if (argument.startsWith(u"xmpp:", Qt::CaseInsensitive) && line.uri.isEmpty()) {
            line.uri = argument;
        } else {
            return invalid(u"unknown argument " + argument.left(200));
        }
    }
    if (!line.hasOwnProfile) {
        line.profile = line.isPortable ? portableProfile(programFolder) : defaultProfile();
    }
    return line;
}

QString CommandLine::help()
{
    return QStringLiteral(R"(natter [--profile DIR] [--portable] [--minimized] [--enable-ctl] [xmpp:ADDRESS]
natter --uri xmpp:ADDRESS
    Opens Natter. --profile keeps data and settings apart; --portable, or an empty file named “portable” beside the
    program, keeps everything in the folder natter-data there; --minimized starts hidden in the tray.
    --uri is for what opens links: whatever else a link brings along is refused.

natter --uri xmpp:ADDRESS
    The same for what opens links: whatever else a link brings along is refused.

natter ctl [--profile DIR] [--portable] COMMAND…
    Drives a running Natter that allows it. One JSON object for each line of output;
    exit code 0, 1 with {"error": …}, or 2 for wrong usage.

    account add JID --password-file FILE [--host HOST --port N --tls direct|starttls] [--ca FILE] [--register]
                [--history all|year|month|none]
                [--proxy tor|socks5://[USER@]HOST:PORT|http://[USER@]HOST:PORT] [--proxy-password-file FILE]
                [--client-certificate FILE] [--certificate-password-file FILE]
    account list | remove JID | enable JID | disable JID
    presence set online|away|xa|dnd|offline [--status TEXT]
    roster list | add JID [--name NAME] | accept JID | remove JID     [--account JID]
    send JID TEXT [--account JID] [--correct ID] [--reply-to ID] [--spoiler HINT]
        [--at TIME] [--wait sent|delivered|displayed] [--timeout SECONDS]
    later list | cancel ID
    retract JID ID [--account JID] [--wait sent|delivered|displayed] [--timeout SECONDS]
    react JID ID EMOJI [--account JID] [--wait sent] [--timeout SECONDS]
    unreact JID ID [--account JID] [--wait sent] [--timeout SECONDS]
    markread JID [--account JID]
    draft JID TEXT [--account JID] [--reply-to ID]
    room join ROOM [--nick NICK] [--password-from-stdin] | leave ROOM      [--account JID]
    room create ROOM [--private|--public] [--name NAME] [--nick NICK] [--account JID]
    room list | browse [SERVICE] | info ROOM | occupants ROOM              [--account JID]
    room invite ROOM JID... [--reason TEXT] [--account JID]
    room invitations | accept ROOM | decline ROOM                          [--account JID]
    room members ROOM owner|admin|member|outcast [--account JID]
    room affiliation ROOM JID owner|admin|member|none|outcast [--reason TEXT] [--account JID]
    room role ROOM NICK moderator|participant|visitor|none [--reason TEXT] [--account JID]
    room subject ROOM [TEXT] | nick ROOM NICK                              [--account JID]
    room configure ROOM [FIELD=VALUE...] [--password-from-stdin] [--account JID]
    room destroy ROOM [--reason TEXT] [--alternative ROOM] [--account JID]
    chats
    history JID [--limit N] [--account JID]
    search TEXT [--limit N]
    export FILE [--with JID] [--account JID] [--format jsonl|pages]
    import FILE
    backup FILE --password-file FILE
    restore FILE --password-file FILE
    keep JID DAYS [--account JID]
    delete JID [--row ROW] [--account JID]
    events --follow [--count N] [--timeout SECONDS]
    open JID [--account JID]
    screenshot FILE.png
    stats
    wait connected|roster|message [--timeout SECONDS]
    quit
)");
}

} // namespace natter
