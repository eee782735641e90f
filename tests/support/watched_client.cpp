// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/watched_client.h"

#include <QTest>

namespace natter {

WatchedClient::WatchedClient(std::function<std::unique_ptr<NameService>()> names)
    : m_thread(QStringLiteral("listener"), [this, names = std::move(names)] {
        auto client = std::make_unique<XmppClient>(names());
        XmppClient *source = client.get();
        connect(source, &XmppClient::ended, this, [this](const Error &error, SessionFate fate) {
            ended.append(error);
            fates.append(fate);
        });
        connect(source, &XmppClient::sessionStarted, this,
                [this](const Session &session) { sessions.append(session); });
        connect(source, &XmppClient::sessionResumed, this, [this](const Session &session) { resumed.append(session); });
        connect(source, &XmppClient::managementEnabled, this, [this] { managed = true; });
        connect(source, &XmppClient::pingNeeded, this, [this] { ++pings; });
        connect(source, &XmppClient::counted, this, [this](quint32 number) { counted.append(number); });
        connect(source, &XmppClient::acknowledged, this,
                [this](const QList<Element> &stanzas) { acknowledged.append(stanzas); });
        connect(source, &XmppClient::stanzasReceived, this, [this](const QList<Element> &stanzas) {
            received.append(stanzas);
            ++batches;
        });
        connect(source, &XmppClient::certificateRejected, this,
                [this](const CertificateReport &report) { reports.append(report); });
        return client;
    })
{
}

ConnectSettings WatchedClient::settingsFor(const ScriptedServer &server, const QByteArray &authority, TlsMode tls)
{
    ConnectSettings settings;
    settings.account = Jid::orNull(u"romeo@montague.lit");
    settings.password = Secret(QStringLiteral("pencil"));
    settings.endpoints = { { QStringLiteral("127.0.0.1"), server.serverPort(), tls } };
    settings.extraAuthority = authority;
    return settings;
}

void WatchedClient::open(const ConnectSettings &settings)
{
    m_thread.post([settings](XmppClient &client) { client.connectToServer(settings); });
}

void WatchedClient::restore(const StreamState &stream)
{
    m_thread.post([stream](XmppClient &client) { client.restoreStream(stream); });
}

void WatchedClient::close()
{
    m_thread.post([](XmppClient &client) { client.disconnectFromServer(); });
}

void WatchedClient::drop()
{
    m_thread.post([](XmppClient &client) { client.drop({ Error::Kind::Timeout, QStringLiteral("test"), {}, {} }); });
}

void WatchedClient::send(const Element &element)
{
    m_thread.post([element](XmppClient &client) { client.send(element); });
}

void WatchedClient::noteHandled(quint32 number)
{
    m_thread.post([number](XmppClient &client) { client.noteHandled(number); });
}

void WatchedClient::probe(std::chrono::milliseconds deadline)
{
    m_thread.post([deadline](XmppClient &client) { client.probe(deadline, {}); });
}

void WatchedClient::setServerPatience(std::chrono::milliseconds patience)
{
    m_thread.post([patience](XmppClient &client) { client.setServerPatience(patience); });
}

bool WatchedClient::hasEnded(int milliseconds)
{
    const bool done = QTest::qWaitFor([this] { return !ended.isEmpty(); }, milliseconds);
    settle();
    return done;
}

bool WatchedClient::hasSession(int milliseconds)
{
    return QTest::qWaitFor([this] { return !sessions.isEmpty() || !ended.isEmpty(); }, milliseconds)
        && !sessions.isEmpty();
}

void WatchedClient::settle()
{
    for (int i = 0; i < 2; ++i) { // what the first round trip queued over there comes with the second
        const auto answer = m_thread.call([](XmppClient &) { return 0; });
        if (!QTest::qWaitFor([&answer] { return answer.isFinished(); }, 10'000)) {
            qFatal("the listener thread does not answer");
        }
    }
    QCoreApplication::processEvents();
}

QString WatchedClient::end() const
{
    return ended.size() == 1 ? errorKindName(ended.first().kind) : QStringLiteral("%1 ends").arg(ended.size());
}

bool WatchedClient::hasLowDelay()
{
    const auto option =
        m_thread.call([](XmppClient &client) { return client.socketOption(QAbstractSocket::LowDelayOption).toInt(); });
    return QTest::qWaitFor([&option] { return option.isFinished(); }) && option.result() == 1;
}

} // namespace natter
