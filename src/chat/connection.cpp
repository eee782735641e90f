// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/connection.h"

namespace natter {

ConnectSettings connectSettingsOf(const AccountSettings &account)
{
    ConnectSettings settings;
    settings.account = account.jid;
    if (account.server) {
        const bool direct = account.server->tls == AccountSettings::Tls::Direct;
        settings.endpoints = { { account.server->host, account.server->port,
                                 direct ? TlsMode::Direct : TlsMode::StartTls } };
    }
    if (account.proxy) {
        using Kind = ConnectSettings::Proxy::Kind;
        const bool http = account.proxy->kind == AccountSettings::Proxy::Kind::Http;
        settings.proxy = {
            http ? Kind::Http : Kind::Socks5, account.proxy->host, account.proxy->port, account.proxy->user, {}
        };
    }
    settings.extraAuthority = account.extraAuthority;
    settings.pinnedCertificate = account.pinnedCertificate;
    settings.allowPlain = account.allowPlain;
    settings.strongest = account.strongest;
    settings.installation = account.installation;
    return settings;
}

Connection::Connection(const QString &name)
    : m_thread(name, [this] {
        auto client = std::make_unique<XmppClient>();
        XmppClient *source = client.get();
        // From the listener thread to ours: all of these are queued
        connect(source, &XmppClient::sessionStarted, this, [this](const Session &session) {
            ++m_sessions;
            Q_EMIT sessionStarted(session);
        });
        connect(source, &XmppClient::sessionResumed, this, &Connection::sessionResumed);
        connect(source, &XmppClient::pingNeeded, this, &Connection::pingNeeded);
        connect(source, &XmppClient::managementEnabled, this, &Connection::managementEnabled);
        connect(source, &XmppClient::numbered, this, &Connection::numbered);
        connect(source, &XmppClient::counted, this, &Connection::counted);
        connect(source, &XmppClient::acknowledged, this, &Connection::acknowledged);
        connect(source, &XmppClient::stanzasReceived, this, &Connection::received);
        connect(source, &XmppClient::certificateRejected, this, &Connection::certificateRejected);
        connect(source, &XmppClient::registrationOffered, this, &Connection::registrationOffered);
        connect(source, &XmppClient::registrationRefused, this, &Connection::registrationRefused);
        connect(source, &XmppClient::registered, this, &Connection::registered);
        connect(source, &XmppClient::elementTraced, this, &Connection::elementTraced);
        connect(source, &XmppClient::ended, this, [this](const Error &reason, SessionFate fate) {
            m_open = false;
            Q_EMIT ended(reason, fate);
        });
        return client;
    })
{
}

void Connection::open(const ConnectSettings &settings)
{
    m_open = true;
    m_thread.post([settings](XmppClient &client) { client.connectToServer(settings); });
}

template <typename Work> void Connection::postInSession(Work work)
{
    m_thread.post([work, session = m_sessions](XmppClient &client) {
        if (client.sessions() == session) {
            work(client);
        }
    });
}

void Connection::send(const Element &element)
{
    postInSession([element](XmppClient &client) { client.send(element); });
}

void Connection::submitRegistration(const Element &query)
{
    m_thread.post([query](XmppClient &client) { client.submitRegistration(query); });
}

void Connection::setTracing(bool tracing)
{
    m_thread.post([tracing](XmppClient &client) { client.setTracing(tracing); });
}

void Connection::close()
{
    m_thread.post([](XmppClient &client) { client.disconnectFromServer(); });
}

void Connection::noteHandled(quint32 number)
{
    postInSession([number](XmppClient &client) { client.noteHandled(number); });
}

void Connection::probe(std::chrono::milliseconds deadline, std::chrono::milliseconds silence)
{
    m_thread.post([deadline, silence](XmppClient &client) { client.probe(deadline, silence); });
}

void Connection::setServerPatience(std::chrono::milliseconds patience)
{
    m_thread.post([patience](XmppClient &client) { client.setServerPatience(patience); });
}

void Connection::restoreStream(const StreamState &stream)
{
    m_thread.post([stream](XmppClient &client) { client.restoreStream(stream); });
}

void Connection::drop(const Error &reason)
{
    m_thread.post([reason](XmppClient &client) { client.drop(reason); });
}

} // namespace natter
