// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "stanza/element.h"
#include "wire/connect_settings.h"
#include "wire/endpoint_race.h"
#include "wire/endpoint_resolver.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QSslSocket>
#include <QTimer>

#include <optional>

namespace natter {

/// Gets a socket connected to an account's server: finds the candidates and tries them in order, those of one priority
/// together (XEP-0495); or has a proxy do all of that. Lives on the listener thread.
class Dialler : public QObject
{
    Q_OBJECT

public:
    Dialler(QSslSocket &socket, NameService &names, RandomId &random, QObject *parent = nullptr);

    /// Finds the candidates and dials the first; before them `location`, where the server wants to resume the stream
    /// (XEP-0198, 3), if it is a place. Ends in connected() or failed(), as dialNext() does.
    void dial(const ConnectSettings &settings, const QString &location = {});
    /// The connection led nowhere: dials the next candidate. Only if mayGoOn().
    void dialNext();
    /// There is a candidate left that may do better than the connection that ended like this.
    bool mayGoOn(const Error &reason) const;
    /// The one that was dialled last.
    const Endpoint &endpoint() const { return m_endpoint; }
    /// That one was the server's idea, not ours.
    bool isDetour() const { return m_onDetour; }
    /// How long a step behind the connection may take: `time`, but no longer than what is left for a place that the
    /// server only offered, as the stream can be resumed elsewhere.
    std::chrono::milliseconds allowance(std::chrono::milliseconds time) const;
    /// A stream error of a server that has proven who it is: if it sends us elsewhere (RFC 6120, 4.9.3.19), that is the
    /// next candidate, now or of the next dial(). Not if the person chose the server.
    void noteError(const Element &streamError);
    /// The one that was dialled last is the right one.
    void forgetOthers();
    void stop();

Q_SIGNALS:
    void connected();
    /// No candidate is left; the reason is that of the last.
    void failed(const natter::Error &reason);

private:
    bool hasNext() const { return m_detour || m_unasked || !m_groups.isEmpty(); }
    bool usesProxy() const { return m_settings.proxy.kind != ConnectSettings::Proxy::Kind::None; }
    void askProxy();
    void takeOver(qintptr descriptor, const Endpoint &endpoint, const QList<Endpoint> &others);
    void giveUp(const Error &reason);
    void rest();

    QSslSocket &m_socket;
    EndpointResolver m_resolver;
    EndpointRace m_race;
    ConnectSettings m_settings;
    std::optional<Endpoint> m_detour; ///< to try before the others
    int m_detours = 0; ///< that servers sent us on in a row
    bool m_onDetour = false;
    bool m_isOffer = false; ///< it is where the stream may be resumed, not where we were sent
    QDeadlineTimer m_detourEnd;
    bool m_unasked = false; ///< DNS is still to be asked for endpoints
    EndpointGroups m_groups; ///< still to try
    Endpoint m_endpoint;
    bool m_proxyAsked = false; ///< what the socket says is about the connection that the proxy makes
    QTimer m_deadline;
    QTimer m_next; ///< a candidate is given up before the next one begins
};

} // namespace natter
