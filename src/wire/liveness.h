// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/limits.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace natter {

/// How long a stream may be silent, and how long an answer may take.
struct LivenessTimes
{
    std::chrono::milliseconds silence = limits::silenceBeforeProbe; ///< then we ask
    std::chrono::milliseconds answer = limits::probeDeadline; ///< until anything arrives, once we asked
    std::chrono::milliseconds patience = limits::probePatience; ///< for the answer itself, whatever else arrives
    std::chrono::milliseconds signOfLife = limits::signOfLifeMin;
};

/// Notices that a stream has died without a word, in one direction or both. Is told what passes on the stream, says
/// when it is time to ask the server something, and that the stream is lost if no answer comes. Lives with its client.
class Liveness : public QObject
{
    Q_OBJECT

public:
    /// What answers a question: the one stanza that we know when we see it, or whatever arrives.
    enum class Answer { Known, Anything };

    explicit Liveness(QObject *parent = nullptr);

    void start(const LivenessTimes &times);
    void stop();
    /// The server takes a stream on which we are silent for that long to be idle (XEP-0478); zero: it did not say.
    void setServerPatience(std::chrono::milliseconds patience);

    /// Bytes arrived, and the last of them are of a stanza whose end is still to come, or not.
    void noteReceived(bool insideStanza);
    void noteSent(qint64 bytes);
    void noteQuestion(Answer answer);
    void noteAnswer();
    /// Asks now, if nothing has arrived for `silence`: the machine woke up, or the person is about to rely on the
    /// stream. What arrives within `deadline` saves it.
    void probe(std::chrono::milliseconds deadline, std::chrono::milliseconds silence = {});

Q_SIGNALS:
    /// Something that the server answers is to be sent; see noteQuestion().
    void questionDue();
    /// Something is to be sent, just so that the server hears us.
    void signOfLifeDue();
    void lost();

private:
    bool isRunning() const { return m_silence.isActive() || m_deadline.isActive(); }
    void allow(std::chrono::milliseconds deadline);
    void giveUp();

    LivenessTimes m_times;
    QElapsedTimer m_heard; ///< since the last bytes
    QTimer m_silence;
    QTimer m_deadline;
    QTimer m_patience; ///< runs while a question waits for its known answer
    QTimer m_signOfLife;
    qint64 m_unconfirmed = 0; ///< bytes sent since those that an answer vouches for
    qint64 m_asked = 0; ///< those of them that were sent before the question
    bool m_insideStanza = false;
};

} // namespace natter
