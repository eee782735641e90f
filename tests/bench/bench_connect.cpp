// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"
#include "support/person.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QLoggingCategory>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace natter;
using namespace std::chrono_literals;
using Kind = ServerLauncher::Kind;
using Phase = AccountStatus::Phase;
using Tls = AccountSettings::Tls;

static constexpr int rounds = 9;
static constexpr auto patience = 20s;
static constexpr std::chrono::milliseconds roundTrip = 100ms;

static bool showsStanzas = false;

/// A line that counts the round trips: how often something came back upon what was sent.
class CountingProxy : public CutProxy
{
public:
    using CutProxy::CutProxy;

    void startCounting()
    {
        m_roundTrips = 0;
        m_asked = false;
    }
    int roundTrips() const { return m_roundTrips; }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        CutProxy::incomingConnection(descriptor);
        const ProxyLink *link = findChildren<ProxyLink *>(Qt::FindDirectChildrenOnly).last();
        connect(link, &ProxyLink::passing, this, [this](Way way) {
            m_roundTrips += m_asked && way == Way::ToClient ? 1 : 0;
            m_asked = way == Way::ToServer;
        });
    }

private:
    int m_roundTrips = 0;
    bool m_asked = false;
};

/// One server and the line to it.
struct Place
{
    enum class EndPoint { LeftOut, Offered }; ///< tls-server-end-point: Prosody 13 has no token that is bound to it

    Place(Kind kind, EndPoint endPoint) : server(kind)
    {
        if (endPoint == EndPoint::LeftOut) {
            server.leaveOutEndPoint();
        }
        if (!server.start()) {
            qFatal("no server: %s", qPrintable(server.problem()));
        }
        direct.setServerPort(server.directTlsPort());
        startTls.setServerPort(server.startTlsPort());
    }

    ServerLauncher server;
    CountingProxy direct { 0 };
    CountingProxy startTls { 0 };
};

struct Measured
{
    double milliseconds;
    int roundTrips;
};

/// Lets things happen until `done`; without the naps that QTest's waiting takes.
template <typename Sender, typename Signal>
static void waitUntil(const Sender *sender, Signal signal, const char *what, const std::function<bool()> &done)
{
    QEventLoop loop;
    QObject::connect(sender, signal, &loop, [&] {
        if (done()) {
            loop.quit();
        }
    });
    QTimer::singleShot(patience, &loop, [what] { qFatal("%s: nothing for too long", what); });
    if (!done()) {
        loop.exec();
    }
}

/// Somebody at the end of such a line.
class Caller
{
public:
    Caller(Place &place, Tls tls)
        : m_proxy(tls == Tls::Direct ? place.direct : place.startTls)
        , m_person(place.server, tls, QStringLiteral("romeo"), ServerLauncher::password())
    {
        m_person.settings.server->port = m_proxy.serverPort();
    }

    /// A program that has just started, and shows the account offline.
    void startProgram()
    {
        AccountSettings settings = m_person.settings;
        if (m_person.account) {
            goOffline();
            settings = m_person.account->settings();
        }
        m_person.account.reset();
        m_person.account = std::make_unique<Account>(settings,
                                                     AccountContext { m_person.clock, m_person.random, m_person.vault,
                                                                      m_person.store, m_person.conversations,
                                                                      m_person.preferences, m_person.liveness });
        bool restored = false;
        QObject::connect(&account().contacts(), &ContactList::restored, &account(), [&restored] { restored = true; });
        waitUntil(&account().contacts(), &ContactList::restored, "contacts", [&restored] { return restored; });
        QObject::connect(&account(), &Account::elementTraced, &account(), [this](const Element &element, bool sent) {
            m_mayResume = m_mayResume || (!sent && element.is({ StreamManagement::ns, u"enabled" }));
            if (showsStanzas) {
                std::printf("%s %s\n", sent ? ">" : "<", element.toXml(u"jabber:client").constData());
            }
        });
        account().setTracing(showsStanzas);
    }
    void watchStream() { account().setTracing(true); }
    void forgetToken() { m_person.vault.tokens.clear(); }
    void goOffline()
    {
        followArchive();
        account().setAvailability(Availability::Offline, {});
        reach(Phase::Offline);
    }
    /// Once the server keeps the session.
    void loseConnection()
    {
        waitUntil(&account(), &Account::elementTraced, "stream management", [this] { return m_mayResume; });
        account().setTracing(showsStanzas);
        m_proxy.cut();
        reach(Phase::Waiting);
    }
    Measured click()
    {
        return timed([this] { account().setAvailability(Availability::Online, {}); });
    }
    Measured retry()
    {
        return timed([this] { account().connectNow(); });
    }
    const Session &session() { return *account().session(); }

private:
    Account &account() { return *m_person.account; }
    /// Only what has found its archive lets the server bind with the login, a moment after the first session began.
    void followArchive()
    {
        const auto isFollowed = [this] {
            const auto position =
                m_person.store.call([jid = m_person.jid()](Store &store) { return store.archive().position(jid); });
            return QTest::qWaitFor([&position] { return position.isFinished(); }) && position.result()
                && position.result()->isFollowed;
        };
        if (!QTest::qWaitFor(isFollowed, 20'000)) {
            qFatal("the archive is not followed");
        }
    }
    void reach(Phase phase)
    {
        waitUntil(&account(), &Account::statusChanged, qPrintable(m_person.why()),
                  [this, phase] { return account().status().phase == phase; });
    }
    Measured timed(const std::function<void()> &connect)
    {
        QElapsedTimer timer;
        timer.start();
        m_proxy.startCounting();
        connect();
        reach(Phase::Online);
        return { static_cast<double>(timer.nsecsElapsed()) / 1e6, m_proxy.roundTrips() };
    }

    CountingProxy &m_proxy;
    Person m_person;
    bool m_mayResume = false;
};

/// What every figure is compared with: a connection and its TLS handshake, and nothing more.
static Measured bareTls(Place &place)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setCaCertificates(QSslCertificate::fromData(place.server.authority()));
    QSslSocket socket;
    socket.setSslConfiguration(configuration);
    socket.setPeerVerifyName(ServerLauncher::domain());
    QElapsedTimer timer;
    timer.start();
    place.direct.startCounting();
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), place.direct.serverPort(), ServerLauncher::domain());
    waitUntil(&socket, &QSslSocket::encrypted, "TLS", [&socket] { return socket.isEncrypted(); });
    return { static_cast<double>(timer.nsecsElapsed()) / 1e6, place.direct.roundTrips() };
}

static Measured firstLogin(Place &place, Tls tls)
{
    Caller caller(place, tls);
    caller.startProgram();
    return caller.click();
}

static void checkMechanism(Caller &caller, QStringView beginning)
{
    if (!caller.session().mechanism.startsWith(beginning)) {
        qFatal("logged in with %s", qPrintable(caller.session().mechanism));
    }
}

/// Of an account that was online before.
static Measured withPassword(Place &place)
{
    Caller caller(place, Tls::Direct);
    caller.startProgram();
    caller.click();
    caller.startProgram();
    caller.forgetToken();
    caller.startProgram();
    const Measured result = caller.click();
    checkMechanism(caller, u"SCRAM-");
    return result;
}

/// With the token of a first login, after what happened in between.
static Measured withToken(Place &place, void (Caller::*between)())
{
    Caller caller(place, Tls::Direct);
    caller.startProgram();
    caller.click();
    (caller.*between)();
    const Measured result = caller.click();
    checkMechanism(caller, u"HT-");
    return result;
}

static Measured resumed(Place &place)
{
    Caller caller(place, Tls::Direct);
    caller.startProgram();
    caller.watchStream();
    caller.click();
    caller.loseConnection();
    const Jid before = caller.session().jid;
    const Measured result = caller.retry();
    if (caller.session().jid != before) { // every new session here has another resource
        qFatal("a new session");
    }
    return result;
}

struct Way
{
    const char *name;
    Place &place;
    std::function<Measured()> go;
    QList<double> near {}; ///< milliseconds
    QList<double> far {};
    QList<double> roundTrips {};
};

static double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

static void print(const QList<Way> &ways)
{
    std::printf(
        "| way | round trips | besides TLS | 0 ms | less bare TLS | ÷ bare TLS | 100 ms | (100 ms − 0 ms) ÷ 100 ms |\n"
        "|---|---|---|---|---|---|---|---|\n");
    for (const Way &way : ways) {
        const auto bare = std::find_if(ways.begin(), ways.end(), [&way](const Way &other) {
            return &other.place == &way.place; // the first of each place
        });
        const double quick = median(way.near);
        const double slow = median(way.far);
        std::printf("| %s | %.0f | %.0f | %.1f ms | %.1f ms | %.2f | %.0f ms | %.2f |\n", way.name,
                    median(way.roundTrips), median(way.roundTrips) - median(bare->roundTrips), quick,
                    quick - median(bare->near), quick / median(bare->near), slow,
                    (slow - quick) / static_cast<double>(roundTrip.count()));
    }
}

/// From the click to being online, with and without a long line, beside a bare TLS handshake over the same line.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("natter.*=false"));
    showsStanzas = application.arguments().contains(QStringLiteral("--show"));
    Place older(Kind::Prosody, Place::EndPoint::LeftOut);
    Place newer(Kind::Prosody13, Place::EndPoint::LeftOut);
    Place bound(Kind::Prosody13, Place::EndPoint::Offered);
    Place ejabberd(Kind::Ejabberd24, Place::EndPoint::Offered);
    QList<Way> ways {
        { "Prosody 0.12: bare TLS", older, [&] { return bareTls(older); } },
        { "first login, STARTTLS", older, [&] { return firstLogin(older, Tls::StartTls); } },
        { "first login, direct TLS", older, [&] { return firstLogin(older, Tls::Direct); } },
        { "resumed (XEP-0198)", older, [&] { return resumed(older); } },
        { "Prosody 13: bare TLS", newer, [&] { return bareTls(newer); } },
        { "first login of all", newer, [&] { return firstLogin(newer, Tls::Direct); } },
        { "password, SASL 2 and Bind 2", newer, [&] { return withPassword(newer); } },
        { "token (FAST), after a start", newer, [&] { return withToken(newer, &Caller::startProgram); } },
        { "token (FAST), again", newer, [&] { return withToken(newer, &Caller::goOffline); } },
        { "token (FAST), resumed with the login", newer, [&] { return resumed(newer); } },
        { "Prosody 13 with end point: bare TLS", bound, [&] { return bareTls(bound); } },
        { "password, bound to the channel", bound, [&] { return withPassword(bound); } },
        { "password, resumed with the login", bound, [&] { return resumed(bound); } },
        { "ejabberd 24: bare TLS", ejabberd, [&] { return bareTls(ejabberd); } },
        { "first login of all", ejabberd, [&] { return firstLogin(ejabberd, Tls::Direct); } },
        { "password, bound to the channel", ejabberd, [&] { return withPassword(ejabberd); } },
        { "token bound to the channel, after a start", ejabberd,
          [&] { return withToken(ejabberd, &Caller::startProgram); } },
        { "token bound to the channel, again", ejabberd, [&] { return withToken(ejabberd, &Caller::goOffline); } },
        { "the same, resumed with the login", ejabberd, [&] { return resumed(ejabberd); } },
    };
    for (int round = 0; round < (showsStanzas ? 1 : rounds); ++round) {
        for (Way &way : ways) {
            for (const bool far : { false, true }) {
                if (showsStanzas) {
                    std::printf("\n%s\n", way.name);
                }
                for (CountingProxy *proxy : { &way.place.direct, &way.place.startTls }) {
                    proxy->setQuality({ far ? roundTrip / 2 : 0ms, 0, false });
                }
                const Measured measured = way.go();
                (far ? way.far : way.near).append(measured.milliseconds);
                if (far) { // where what is sent together also arrives together
                    way.roundTrips.append(measured.roundTrips);
                }
            }
        }
    }
    print(ways);
    return 0;
}
