// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/endpoint_race.h"

#include "base/log.h"

namespace natter {

EndpointRace::EndpointRace(NameService &names, QObject *parent) : QObject(parent), m_names(names) { }

void EndpointRace::start(const QList<Endpoint> &endpoints, const DialTimes &times)
{
    stop();
    m_waiting = endpoints;
    m_times = times;
    startNext();
}

void EndpointRace::startNext()
{
    if (m_waiting.isEmpty()) {
        return;
    }
    auto *attempt = new EndpointAttempt(m_names, m_waiting.takeFirst(), m_times, this);
    m_running.append(attempt);
    connect(attempt, &EndpointAttempt::won, this, [this, attempt](qintptr descriptor) { finish(attempt, descriptor); });
    connect(attempt, &EndpointAttempt::lost, this,
            [this, attempt](const Error &reason) { handleLoss(attempt, reason); });
    connect(attempt, &EndpointAttempt::delayed, this, [this, attempt] {
        if (m_running.last() == attempt) {
            startNext();
        }
    });
    attempt->start();
}

void EndpointRace::finish(EndpointAttempt *winner, qintptr descriptor)
{
    QList<Endpoint> others;
    for (const EndpointAttempt *attempt : std::as_const(m_running)) {
        if (attempt != winner) {
            others.append(attempt->endpoint());
        }
    }
    others += m_waiting;
    stop();
    Q_EMIT won(descriptor, winner->endpoint(), others);
}

void EndpointRace::handleLoss(EndpointAttempt *attempt, const Error &reason)
{
    const bool wasLast = m_running.last() == attempt;
    m_running.removeOne(attempt);
    attempt->deleteLater();
    if (wasLast) {
        startNext();
    }
    if (m_running.isEmpty()) {
        Q_EMIT lost(attempt->endpoint(), reason);
    } else {
        qCInfo(logWire).noquote() << attempt->endpoint().host << "did not answer:" << reason.detail;
    }
}

void EndpointRace::stop()
{
    m_waiting.clear();
    for (EndpointAttempt *attempt : std::exchange(m_running, {})) {
        attempt->disconnect(this);
        attempt->stop();
        attempt->deleteLater();
    }
}

} // namespace natter
