// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "wire/connect_settings.h"
#include "wire/endpoint_resolver.h"

#include <QObject>
#include <QSslSocket>
#include <QTimer>

namespace natter {

/// Gets a socket connected to an account's server: finds the candidates and tries them in order, one for each call.
/// Lives on the listener thread.
class Dialler : public QObject
{
    Q_OBJECT

public:
    Dialler(QSslSocket &socket, RandomId &random, QObject *parent = nullptr);

    /// Finds the candidates and dials the first. Ends in connected() or failed(), as dialNext() does.
    void dial(const ConnectSettings &settings);
    /// The connection led nowhere: dials the next candidate. Only while hasNext().
    void dialNext();
    bool hasNext() const { return !m_endpoints.isEmpty(); }
    /// The one that was dialled last.
    const Endpoint &endpoint() const { return m_endpoint; }
    /// The one that was dialled last is the right one.
    void forgetOthers() { m_endpoints.clear(); }
    void stop();

Q_SIGNALS:
    void connected();
    /// No candidate is left; the reason is that of the last.
    void failed(const natter::Error &reason);

private:
    void giveUp(const Error &reason);

    QSslSocket &m_socket;
    EndpointResolver m_resolver;
    QString m_domain;
    QList<Endpoint> m_endpoints; ///< still to try
    Endpoint m_endpoint;
    QTimer m_deadline;
    QTimer m_next; ///< the socket is done with what it says before the next candidate begins
    bool m_dialling = false; ///< what the socket says is about the connection that is being made
};

} // namespace natter
