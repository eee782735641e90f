// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/liveness.h"

#include <algorithm>
#include <utility>

namespace natter {

using std::chrono::milliseconds;

Liveness::Liveness(QObject *parent) : QObject(parent)
{
    for (QTimer *timer : { &m_silence, &m_deadline, &m_patience }) {
        timer->setSingleShot(true);
    }
    connect(&m_silence, &QTimer::timeout, this, &Liveness::questionDue);
    connect(&m_deadline, &QTimer::timeout, this, &Liveness::giveUp);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_insideStanza) {
            m_patience.start(m_times.answer); // the answer stands behind something long on a slow line
        } else {
            giveUp();
        }
    });
    connect(&m_signOfLife, &QTimer::timeout, this, &Liveness::signOfLifeDue);
}

void Liveness::start(const LivenessTimes &times)
{
    stop();
    m_times = times;
    m_unconfirmed = 0;
    m_heard.start();
    m_silence.start(m_times.silence);
}

void Liveness::stop()
{
    m_silence.stop();
    m_deadline.stop();
    m_patience.stop();
    setServerPatience({});
}

void Liveness::giveUp()
{
    stop();
    Q_EMIT lost();
}

void Liveness::setServerPatience(milliseconds patience)
{
    if (patience > milliseconds::zero() && isRunning()) {
        // In good time, as the way to the server takes some
        m_signOfLife.start(std::max(patience * 2 / 3, m_times.signOfLife));
    } else {
        m_signOfLife.stop();
    }
}

void Liveness::noteReceived(bool insideStanza)
{
    m_insideStanza = insideStanza;
    m_heard.start();
    if (m_patience.isActive()) {
        m_deadline.start(); // slow is not dead
    } else if (m_deadline.isActive()) {
        noteAnswer();
    } else if (m_silence.isActive()) {
        m_silence.start();
    }
}

void Liveness::noteSent(qint64 bytes)
{
    m_unconfirmed += bytes;
    if (m_signOfLife.isActive()) {
        m_signOfLife.start();
    }
}

void Liveness::noteQuestion(Answer answer)
{
    m_silence.stop();
    m_asked = m_unconfirmed;
    const milliseconds transfer(m_asked * 1000 / limits::slowLinkBytesPerSecond);
    m_deadline.start(std::min(m_times.answer + transfer, m_times.patience));
    if (answer == Answer::Known) {
        m_patience.start(m_times.patience);
    }
}

void Liveness::noteAnswer()
{
    m_unconfirmed -= std::exchange(m_asked, 0);
    m_deadline.stop();
    m_patience.stop();
    m_silence.start();
}

void Liveness::probe(milliseconds deadline, milliseconds silence)
{
    if (m_silence.isActive() && milliseconds(m_heard.elapsed()) >= silence) {
        Q_EMIT questionDue();
        allow(deadline);
    } else if (m_deadline.isActive() && silence == milliseconds::zero()) {
        allow(deadline);
    }
}

void Liveness::allow(milliseconds deadline)
{
    if (m_deadline.isActive() && m_deadline.remainingTimeAsDuration() > deadline) {
        m_deadline.start(deadline);
    }
}

} // namespace natter
