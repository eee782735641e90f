// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "stanza/element.h"
#include "stanza/stream_state.h"

#include <QList>

#include <optional>
#include <utility>

namespace natter {

/// Both counters of a stream and the stanzas that the server has not yet taken over (XEP-0198). Knows no socket and no
/// clock: StreamLedger writes what it returns. Survives the connection, so that the next one can resume the stream; for
/// another run of the program, state() is enough.
class StreamManagement
{
public:
    static constexpr QStringView ns = u"urn:xmpp:sm:3";

    /// A new stream begins: what was known of an earlier one is forgotten.
    void reset() { *this = {}; }

    /// Asks for acknowledgements and resumption (3). What is sent from now on counts.
    Element enable();
    /// The answer to enable(): from now on what is received counts. False if the server refused.
    bool handleEnabled(const Element &answer, const Jid &bound);
    /// The server answered enable(), and neither side has forgotten the stream since.
    bool isEnabled() const { return m_enabled; }
    bool canResume() const { return m_enabled && !m_id.isEmpty(); }
    /// The address that a resumed stream goes on with.
    const Jid &bound() const { return m_bound; }
    /// Where the server wants that to happen; empty: it does not mind.
    QString location() const { return canResume() ? m_location : QString(); }
    StreamState state() const { return { m_id, m_bound, m_location, m_handled }; }
    /// A stream of an earlier run. What was sent in it is not known here: takeCounted() says how much arrived.
    void restore(const StreamState &state);
    bool isRestored() const { return m_restored; }
    /// How many stanzas of a restored stream the server had, once it said so; then nothing.
    std::optional<quint32> takeCounted() { return std::exchange(m_counted, std::nullopt); }

    /// Resumption after resumption, and the server takes over nothing of what is written once more: something in it may
    /// be what makes it close the connection.
    bool isStuck() const { return m_fruitless >= fruitlessResumptions; }
    static constexpr int fruitlessResumptions = 5;

    /// Asks to go on with the stream (5), behind the stanzas that are handled by now.
    Element resume();
    /// The answer to resume(): the stanzas that the server had taken over; what is unacknowledged() is to be written
    /// again. Errors: Malformed (another stream, a count too high or going back).
    Result<QList<Element>> handleResumed(const Element &answer);
    /// The server does not resume; the stanzas that it took over all the same, if it says how many.
    QList<Element> handleFailed(const Element &answer);

    /// An element of the session is about to be written; only stanzas count: its number, or 0 if it has none.
    quint32 noteSent(const Element &stanza);
    /// A stanza was received and handed on.
    void noteReceived() { m_received += m_enabled ? 1 : 0; }
    quint32 received() const { return m_received; }
    /// What the first `count` stanzas received brought about is on disk: the `<a/>` to send, if it is time for one.
    std::optional<Element> noteHandled(quint32 count);
    /// The server asks how far we are: the `<a/>` to send, which says how many of the stanzas received are handled.
    Element handleRequest();
    /// An `<a/>` that nobody asked for, for a stream that is about to end.
    Element acknowledgement();

    /// `<r/>`: asks how far the server is (4); none while an earlier one is open, or if there is nothing to ask about.
    std::optional<Element> nextRequest();
    /// `<r/>`, whether there is anything to ask about or not: to hear whether the server is there.
    Element request();
    /// Sent, and no `<r/>` asked about it yet.
    int unasked() const { return m_unasked; }
    bool isRequestOpen() const { return m_requested; }
    /// The server's `<a/>`: the stanzas that it has taken over since the last, in order.
    /// Errors: Malformed (no count, one too high, or one that goes back).
    Result<QList<Element>> handleAcknowledgement(const Element &answer);
    /// What to tell a server whose last count was more than was sent (4); null if it was not.
    Element handledCountTooHigh() const;
    /// Sent and not yet taken over, in order.
    const QList<Element> &unacknowledged() const { return m_unacknowledged; }

private:
    Result<QList<Element>> acknowledge(const QString &count);
    bool isOwedHandled() const;

    bool m_asked = false; ///< enable() is on its way or answered
    bool m_enabled = false;
    bool m_restored = false; ///< until the server has said how far the stream is
    std::optional<quint32> m_counted;
    QString m_id; ///< empty: the server does not resume
    QString m_location;
    Jid m_bound;
    quint32 m_received = 0; ///< all three wrap at 2^32
    quint32 m_handled = 0;
    quint32 m_acknowledged = 0; ///< of ours
    std::optional<quint32> m_tooHigh; ///< a count that was more than we sent
    QList<Element> m_unacknowledged;
    bool m_requested = false; ///< our <r/> is not answered yet
    int m_unasked = 0;
    std::optional<quint32> m_owed; ///< the server asked when this many were received, and not all were handled
    quint32 m_told = 0; ///< in our last <a/>
    quint32 m_resumedFrom = 0; ///< told in our last <resume/>
    int m_fruitless = 0; ///< resumptions since the server last took over anything
};

} // namespace natter
