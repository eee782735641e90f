// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/endpoint_attempt.h"

#include <QList>
#include <QObject>

namespace natter {

/// Connects to the endpoints of one priority and keeps the connection that is there first (XEP-0495, 4): each begins
/// once all addresses of the one before it have failed or kept it waiting. Lives on the listener thread.
class EndpointRace : public QObject
{
    Q_OBJECT

public:
    explicit EndpointRace(NameService &names, QObject *parent = nullptr);

    /// In the order of preference, at least one. Ends in won() or lost(), unless stop() comes first.
    void start(const QList<Endpoint> &endpoints, const DialTimes &times);
    void stop();

Q_SIGNALS:
    /// A connected socket, which is the receiver's to close, of `endpoint`; the `others` have not failed.
    void won(qintptr descriptor, const natter::Endpoint &endpoint, const QList<natter::Endpoint> &others);
    /// All have failed, `endpoint` as the last.
    void lost(const natter::Endpoint &endpoint, const natter::Error &reason);

private:
    void startNext();
    void finish(EndpointAttempt *winner, qintptr descriptor);
    void handleLoss(EndpointAttempt *attempt, const Error &reason);

    NameService &m_names;
    DialTimes m_times;
    QList<Endpoint> m_waiting;
    QList<EndpointAttempt *> m_running;
};

} // namespace natter
