// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/shots_world.h"
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
#include <QSslCertificate>
#include <QTimer>

#include <cstdio>

using namespace natter;

static constexpr int chats = 10;
static constexpr int seconds = 10;
static constexpr int messagesPerSecond = 10'000;
static constexpr int messages = seconds * messagesPerSecond;
static constexpr qint64 stallBound = 100; ///< milliseconds
static constexpr int patience = 300'000;

/// Of a script, in a process of its own: says where it listens and who vouches for it, and floods when it is told to.
class Flood
{
public:
    Flood()
    {
        m_server.listen(QHostAddress::LocalHost);
        std::printf("%d\n%s\n", m_server.serverPort(), m_authority.pem().toBase64().constData());
        std::fflush(stdout);
        m_refusal.setInterval(tickMilliseconds);
        QObject::connect(&m_refusal, &QTimer::timeout, &m_server, [this] { refuseQuestions(); });
        m_refusal.start();
        m_tick.setInterval(tickMilliseconds);
        QObject::connect(&m_tick, &QTimer::timeout, &m_server, [this] { send(); });
        QObject::connect(&m_told, &QSocketNotifier::activated, &m_server, [this] {
            m_told.setEnabled(false);
            m_since.start();
            m_tick.start();
        });
    }

private:
    static constexpr int tickMilliseconds = 10;

    ScriptedPeer *peer() { return m_server.findChild<ScriptedPeer *>(); }
    /// A client waits for the answers.
    void refuseQuestions()
    {
        static const QRegularExpression question(QStringLiteral("<iq[^>]* id=['\"]([^'\"]+)['\"]"));
        ScriptedPeer *client = peer();
        if (!client || !client->isDone()) {
            return;
        }
        auto found = question.globalMatch(QString::fromUtf8(client->received.mid(m_answered)));
        m_answered = client->received.size();
        while (found.hasNext()) {
            client->write("<iq type='error' id='" + found.next().captured(1).toUtf8()
                          + "'><error type='cancel'><service-unavailable "
                            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        }
    }
    void send()
    {
        QByteArray bytes;
        const int due = qMin<int>(messages, static_cast<int>(m_since.elapsed() * messagesPerSecond / 1000));
        for (; m_sent < due; ++m_sent) {
            bytes += "<message type='chat' from='friend" + QByteArray::number(m_sent % chats)
                + "@capulet.lit/balcony' to='romeo@montague.lit/orchard' id='m" + QByteArray::number(m_sent)
                + "'><body>" + QByteArray::number(m_sent)
                + " But soft, what light through yonder window breaks?</body></message>";
        }
        peer()->write(bytes);
    }

    TestAuthority m_authority;
    ScriptedServer m_server { Script().enabled(),
                              m_authority.issue(
                                  { QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } }) };
    QTimer m_refusal;
    QTimer m_tick;
    QSocketNotifier m_told { fileno(stdin), QSocketNotifier::Read };
    QElapsedTimer m_since;
    qsizetype m_answered = 0;
    int m_sent = 0;
};

static void awaitDone(const char *what, const std::function<bool()> &condition)
{
    if (!QTest::qWaitFor(condition, patience)) {
        qFatal("waited in vain for %s", what);
    }
}

static qint64 stored(World &world)
{
    const auto count = world.store.call([](Store &store) { return store.messages().count(); });
    awaitDone("the count", [&count] { return count.isFinished(); });
    return count.result().value_or(-1);
}

static int measure()
{
    QProcess server;
    server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    server.start(QCoreApplication::applicationFilePath(), { "--server" });
    awaitDone("the server", [&server] { return server.canReadLine() && server.bytesAvailable() > 100; });
    AccountSettings settings;
    settings.jid = Jid::orNull(u"romeo@montague.lit");
    settings.server = AccountSettings::Server { QStringLiteral("127.0.0.1"), server.readLine().trimmed().toUShort(),
                                                AccountSettings::Tls::StartTls };
    settings.extraAuthority = QByteArray::fromBase64(server.readLine().trimmed());
    settings.history = AccountSettings::History::Nothing;

    World world;
    MainWindow window(world.services, world.dialogs);
    window.resize(1280, 800);
    window.show();
    world.accounts.add(settings, { Secret(QStringLiteral("pencil")) });
    awaitDone("the account", [&] {
        const Account *account = world.accounts.find(settings.jid);
        return account && account->status().phase == AccountStatus::Phase::Online && !account->isCatchingUp();
    });
    window.openConversation({ settings.jid, Jid::orNull(u"friend0@capulet.lit") });
    QCoreApplication::processEvents();
    StallMeter meter;
    QElapsedTimer clock;
    clock.start();
    server.write("go");
    int unread = 0;
    awaitDone("the messages", [&] {
        unread = 0;
        for (int i = 0; i < chats; ++i) {
            unread += world.conversations
                          .summary({ settings.jid, Jid::orNull(QStringLiteral("friend%1@capulet.lit").arg(i)) })
                          .unread;
        }
        return unread >= messages - messages / chats && stored(world) == messages;
    });
    const qint64 stall = meter.takeLongest();
    const double took = static_cast<double>(clock.elapsed()) / 1000;
    std::printf("| messages | sent in | all stored and counted after | longest stall |\n|---|---|---|---|\n"
                "| %d in %d chats, one of them open | %d s | %.1f s | %lld ms |\n",
                messages, chats, seconds, took, static_cast<long long>(stall));
    const bool kept = stall <= stallBound;
    std::printf("The bound is %lld ms: %s\n", static_cast<long long>(stallBound), kept ? "kept" : "missed");
    server.kill();
    server.waitForFinished();
    return kept ? 0 : 1;
}

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QLoggingCategory::setFilterRules("natter.*=false");
    QApplication app(argc, argv);
    if (app.arguments().contains("--server")) {
        const Flood flood;
        return QApplication::exec();
    }
    applyTheme(app, Theme::light());
    return measure();
}
