// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/shots_world.h"
#include "support/process_use.h"
#include "support/scripted_server.h"

#include "app/stall_meter.h"
#include "widgets/main_window.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QProcess>
#include <QRegularExpression>
#include <QSocketNotifier>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

using namespace natter;

static constexpr int people = 10'000;
static constexpr int rooms = 200;
static constexpr int peopleOfMany = 20; ///< in each of those
static constexpr int seconds = 30;
static constexpr int messagesPerSecond = 5000;
static constexpr int patience = 300'000;

/// A server with rooms, in a process of its own: says where it listens and who vouches for it, lets everybody into
/// every room, and does what it is told by the letters that come in: f floods the first room, d drops the connection, t
/// tells how many bytes went over the last one.
class RoomServer
{
public:
    RoomServer(int occupants, int bookmarked) : m_occupants(occupants), m_bookmarked(bookmarked)
    {
        m_server.listen(QHostAddress::LocalHost);
        std::printf("%d\n%s\n", m_server.serverPort(), m_authority.pem().toBase64().constData());
        std::fflush(stdout);
        m_tick.setInterval(10);
        QObject::connect(&m_tick, &QTimer::timeout, &m_server, [this] {
            answer();
            flood();
        });
        m_tick.start();
        QObject::connect(&m_told, &QSocketNotifier::activated, &m_server, [this] { obey(); });
    }

private:
    ScriptedPeer *peer()
    {
        const auto peers = m_server.findChildren<ScriptedPeer *>();
        return peers.isEmpty() ? nullptr : peers.last();
    }
    void obey()
    {
        char letter = 0;
        if (::read(STDIN_FILENO, &letter, 1) != 1) {
            QCoreApplication::exit();
        } else if (letter == 'f') {
            m_since.start();
        } else if (letter == 'd' && peer()) {
            peer()->abort();
        } else if (letter == 't' && peer()) {
            std::printf("%lld\n", static_cast<long long>(m_written + peer()->received.size()));
            std::fflush(stdout);
        }
    }
    void answer()
    {
        static const QRegularExpression question(QStringLiteral("<(iq|presence)([^>]*)>(?:(?:(?!</\\1>).)*</\\1>)?"),
                                                 QRegularExpression::DotMatchesEverythingOption);
        ScriptedPeer *client = peer();
        if (!client || !client->isDone()) {
            return;
        }
        if (client != m_client) {
            m_client = client;
            m_answered = 0;
            m_written = 0;
        }
        QByteArray bytes;
        auto found = question.globalMatch(QString::fromUtf8(client->received.mid(m_answered)));
        m_answered = client->received.size();
        while (found.hasNext()) {
            const auto match = found.next();
            const QByteArray to = attribute(match.captured(2), QStringLiteral("to"));
            bytes += match.captured(1) == u"presence"
                ? (to.contains('/') && !match.captured(2).contains(u"unavailable") ? welcome(to) : QByteArray())
                : reply(attribute(match.captured(2), QStringLiteral("id")), to, match.captured(0));
        }
        write(bytes);
    }
    static QByteArray attribute(const QString &attributes, const QString &name)
    {
        const QRegularExpression value(u' ' + name + QStringLiteral("=['\"]([^'\"]*)['\"]"));
        return value.match(attributes).captured(1).toUtf8();
    }
    QByteArray reply(const QByteArray &id, const QByteArray &to, const QString &question) const
    {
        const QByteArray head = "<iq type='result' id='" + id + "'" + (to.isEmpty() ? "" : " from='" + to + "'") + ">";
        if (question.contains(u"disco#info") && to.contains("@chat.")) {
            return head
                + "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text' "
                  "name='Garden'/><feature var='http://jabber.org/protocol/muc'/><feature "
                  "var='urn:xmpp:sid:0'/><feature var='urn:xmpp:occupant-id:0'/></query></iq>";
        }
        if (question.contains(u"disco#info")) {
            return head
                + "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='account' "
                  "type='registered'/><feature var='urn:xmpp:bookmarks:1#compat'/><feature "
                  "var='http://jabber.org/protocol/pubsub#publish-options'/></query></iq>";
        }
        if (question.contains(u"items node=\"urn:xmpp:bookmarks:1\"")
            || question.contains(u"items node='urn:xmpp:bookmarks:1'")) {
            QByteArray items;
            for (int i = 0; i < m_bookmarked; ++i) {
                items += "<item id='" + room(i) + "'><conference xmlns='urn:xmpp:bookmarks:1' autojoin='true'/></item>";
            }
            return head + "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:bookmarks:1'>"
                + items + "</items></pubsub></iq>";
        }
        return "<iq type='error' id='" + id + "'" + (to.isEmpty() ? "" : " from='" + to + "'")
            + "><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
    }
    static QByteArray room(int number) { return "garden" + QByteArray::number(number) + "@chat.capulet.lit"; }
    QByteArray welcome(const QByteArray &occupant) const
    {
        const QByteArray address = occupant.left(occupant.indexOf('/'));
        QByteArray bytes;
        for (int i = 0; i < m_occupants; ++i) {
            bytes += presence(address + "/guest " + QByteArray::number(i), "o" + QByteArray::number(i), {});
        }
        return bytes + presence(occupant, "romeo", "<status code='110'/>") + "<message type='groupchat' from='"
            + address + "' to='romeo@montague.lit/orchard'><subject/></message>";
    }
    static QByteArray presence(const QByteArray &from, const QByteArray &id, const QByteArray &status)
    {
        return "<presence from='" + from
            + "' to='romeo@montague.lit/orchard'><x xmlns='http://jabber.org/protocol/muc#user'><item "
              "affiliation='none' "
              "role='participant'/>"
            + status + "</x><occupant-id xmlns='urn:xmpp:occupant-id:0' id='" + id + "'/></presence>";
    }
    void flood()
    {
        if (!m_since.isValid()) {
            return;
        }
        QByteArray bytes;
        const int due =
            qMin<int>(seconds * messagesPerSecond, static_cast<int>(m_since.elapsed() * messagesPerSecond / 1000));
        for (; m_sent < due; ++m_sent) {
            const QByteArray number = QByteArray::number(m_sent);
            const QByteArray guest = QByteArray::number(m_sent % m_occupants);
            bytes += "<message type='groupchat' from='" + room(0) + "/guest " + guest
                + "' to='romeo@montague.lit/orchard' id='m" + number + "'><body>" + number
                + " But soft, what light through yonder window breaks?</body><occupant-id "
                  "xmlns='urn:xmpp:occupant-id:0' id='o"
                + guest + "'/><stanza-id xmlns='urn:xmpp:sid:0' by='" + room(0) + "' id='a" + number + "'/></message>";
        }
        write(bytes);
    }
    void write(const QByteArray &bytes)
    {
        if (!bytes.isEmpty() && peer()) {
            peer()->write(bytes);
            m_written += bytes.size();
        }
    }

    const int m_occupants;
    const int m_bookmarked;
    TestAuthority m_authority;
    ScriptedServer m_server {
        Script().bound(), m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } })
    };
    QTimer m_tick;
    QSocketNotifier m_told { STDIN_FILENO, QSocketNotifier::Read };
    QElapsedTimer m_since;
    ScriptedPeer *m_client = nullptr;
    qsizetype m_answered = 0;
    qint64 m_written = 0;
    int m_sent = 0;
};

static void awaitDone(const char *what, const std::function<bool()> &condition)
{
    if (!QTest::qWaitFor(condition, patience)) {
        qFatal("waited in vain for %s", what);
    }
}

/// Lets things happen for so many milliseconds.
static void letPass(qint64 milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    awaitDone("time", [&] { return clock.elapsed() >= milliseconds; });
}

/// Romeo's window, logged in at a RoomServer.
struct Visit
{
    Visit(int occupants, int bookmarked)
    {
        server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        server.start(QCoreApplication::applicationFilePath(),
                     { "--server", QString::number(occupants), QString::number(bookmarked) });
        awaitDone("the server", [this] { return server.canReadLine() && server.bytesAvailable() > 100; });
        settings.jid = Jid::orNull(u"romeo@montague.lit");
        settings.server = AccountSettings::Server { QStringLiteral("127.0.0.1"), server.readLine().trimmed().toUShort(),
                                                    AccountSettings::Tls::StartTls };
        settings.extraAuthority = QByteArray::fromBase64(server.readLine().trimmed());
        settings.history = AccountSettings::History::Nothing;
        window.resize(1280, 800);
        window.show();
        world.accounts.add(settings, { Secret(QStringLiteral("pencil")) });
        awaitDone("the account", [this] { return account() && isOnline(); });
    }
    ~Visit()
    {
        server.kill();
        server.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Visit)

    Account *account() { return world.accounts.find(settings.jid); }
    bool isOnline() { return account()->status().phase == AccountStatus::Phase::Online; }
    int joined()
    {
        const auto all = account()->rooms().all();
        return static_cast<int>(std::count_if(all.begin(), all.end(), [](const Room *room) { return room->isIn(); }));
    }
    static Jid garden() { return Jid::orNull(u"garden0@chat.capulet.lit"); }
    void enter()
    {
        account()->rooms().join(garden());
        window.openConversation({ settings.jid, garden() });
        awaitDone("the room", [this] { return joined() == 1; });
    }
    qint64 stored()
    {
        const auto count = world.store.call([](Store &store) { return store.messages().count(); });
        awaitDone("the count", [&count] { return count.isFinished(); });
        return count.result().value_or(-1);
    }

    QProcess server;
    AccountSettings settings;
    World world;
    MainWindow window { world.services, world.dialogs };
};

static void printResult(const char *what, const QString &figures, bool isKept)
{
    std::printf("| %s | %s | %s |\n", what, qPrintable(figures), isKept ? "kept" : "missed");
}

static bool measureLarge()
{
    Visit visit(people, 0);
    letPass(1000); // what a start leaves to be done
    const qint64 before = ProcessUse::now().memory;
    StallMeter meter;
    QElapsedTimer clock;
    clock.start();
    visit.enter();
    const qint64 took = clock.elapsed();
    awaitDone("everybody",
              [&visit] { return visit.account()->rooms().find(Visit::garden())->occupants().size() == people + 1; });
    letPass(1000); // what comes of it on screen
    const qint64 stall = meter.takeLongest();
    const double memory = static_cast<double>(ProcessUse::now().memory - before) / 1024;
    const bool isKept = took <= 1000 && stall <= 50 && memory <= 25;
    printResult("a room with 10,000 people: usable within 1 s, stalls up to 50 ms, 25 MiB",
                QStringLiteral("%1 ms, %2 ms, %3 MiB").arg(took).arg(stall).arg(memory, 0, 'f', 1), isKept);
    return isKept;
}

static bool measureFlood()
{
    Visit visit(100, 0);
    visit.enter();
    StallMeter meter;
    visit.server.write("f");
    qint64 during = 0;
    awaitDone("the messages", [&] {
        during = std::max(during, ProcessUse::now().memory);
        return visit.stored() == seconds * messagesPerSecond;
    });
    const qint64 stall = meter.takeLongest();
    letPass(2000);
    const qint64 after = ProcessUse::now().memory;
    letPass(5000);
    const qint64 later = ProcessUse::now().memory;
    const bool isKept = stall <= 100 && later <= after + 1024;
    printResult("5,000 messages a second for 30 s into the open room: stalls up to 100 ms, memory level afterwards",
                QStringLiteral("%1 ms, %2 MiB at most, then %3 and %4 MiB")
                    .arg(stall)
                    .arg(during / 1024)
                    .arg(after / 1024)
                    .arg(later / 1024),
                isKept);
    return isKept;
}

static bool measureMany()
{
    Visit visit(peopleOfMany, rooms);
    awaitDone("the rooms", [&visit] { return visit.joined() == rooms; });
    StallMeter meter;
    visit.server.write("d");
    awaitDone("the end", [&visit] { return !visit.isOnline(); });
    QElapsedTimer clock;
    clock.start();
    awaitDone("the rooms again", [&visit] { return visit.isOnline() && visit.joined() == rooms; });
    const qint64 took = clock.elapsed();
    const qint64 stall = meter.takeLongest();
    visit.server.write("t");
    awaitDone("the traffic", [&visit] { return visit.server.canReadLine(); });
    const qint64 traffic = visit.server.readLine().trimmed().toLongLong();
    const bool isKept = stall <= 50;
    printResult("200 rooms after a connection broke: all are joined, stalls up to 50 ms",
                QStringLiteral("after %1 ms, %2 ms, %3 KiB both ways").arg(took).arg(stall).arg(traffic / 1024),
                isKept);
    return isKept;
}

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QLoggingCategory::setFilterRules("natter.*=false");
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (const auto at = arguments.indexOf("--server"); at > 0) {
        const RoomServer server(arguments.value(at + 1).toInt(), arguments.value(at + 2).toInt());
        return QApplication::exec();
    }
    applyTheme(app, Theme::light());
    std::printf("| what | figures | bounds |\n|---|---|---|\n");
    const bool large = measureLarge();
    const bool flood = measureFlood();
    const bool many = measureMany();
    return large && flood && many ? 0 : 1;
}
