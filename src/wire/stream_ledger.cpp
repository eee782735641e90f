// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/stream_ledger.h"

#include "base/crash_points.h"
#include "base/limits.h"
#include "stanza/stanza.h"

namespace natter {

StreamLedger::StreamLedger(StreamManagement &management) : m_management(management)
{
    m_request.setSingleShot(true);
    connect(&m_request, &QTimer::timeout, this, &StreamLedger::ask);
}

void StreamLedger::start()
{
    m_running = true;
    m_urgent = m_management.unasked() > 0;
    m_answerDue = false;
    schedule();
}

void StreamLedger::stop()
{
    m_running = false;
    m_unknown = 0;
    m_request.stop();
}

void StreamLedger::noteSent(const Element &stanza)
{
    const quint32 number = m_management.noteSent(stanza);
    const bool message = stanza.is(Message::name);
    if (message && number != 0) {
        Q_EMIT numbered(stanza.attribute(u"id"), number);
    }
    m_urgent = m_urgent || message || m_management.unasked() >= limits::stanzasBeforeRequest;
    schedule();
}

/// A turn later at the earliest, so that all that is sent in one go shares one question.
void StreamLedger::schedule()
{
    if (!m_running || m_management.unasked() == 0 || m_management.isRequestOpen()) {
        return;
    }
    if (m_urgent) {
        m_request.start(0);
    } else if (!m_request.isActive()) {
        m_request.start(limits::requestDelay);
    }
}

void StreamLedger::ask()
{
    if (const auto request = m_management.nextRequest()) {
        m_urgent = false;
        Q_EMIT write(*request);
        Q_EMIT asked();
    }
}

void StreamLedger::noteHandled(quint32 number)
{
    const auto acknowledgement = m_management.noteHandled(number);
    if (acknowledgement && m_running) {
        Q_EMIT write(*acknowledgement);
    }
}

void StreamLedger::handle(const Element &element, const Jid &bound)
{
    const QString name = element.localName();
    if (name == u"r") {
        m_answerDue = m_management.isEnabled();
    } else if (name == u"a") {
        CrashPoints::pass(CrashPoint::AcknowledgementRead);
        if (m_running) {
            Q_EMIT answered();
        }
        const auto taken = m_management.handleAcknowledgement(element);
        if (!taken) {
            Q_EMIT violated(QStringLiteral("undefined-condition"), taken.error().detail);
            return;
        }
        if (!taken->isEmpty()) {
            Q_EMIT acknowledged(*taken);
        }
        schedule();
    } else if (m_management.handleEnabled(element, bound)) {
        Q_EMIT enabled(m_management.state());
        schedule();
    }
}

void StreamLedger::noteUnknown()
{
    if (++m_unknown > limits::unknownElements) {
        Q_EMIT violated(QStringLiteral("unsupported-stanza-type"), QStringLiteral("a flood of unknown elements"));
    }
}

void StreamLedger::answer(qint64 backlog)
{
    if (backlog < fullBacklog && std::exchange(m_answerDue, false) && m_running) {
        Q_EMIT write(m_management.handleRequest());
    }
}

} // namespace natter
