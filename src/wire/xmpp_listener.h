// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/refusal_log.h"
#include "stanza/element_reader.h"
#include "wire/xml_gate.h"

#include <QObject>
#include <QXmlStreamReader>

#include <memory>

namespace natter {

/// Turns the bytes of one XML stream into Elements: one for the stream header, then one for each top-level child.
/// Lives on the listener thread. Whatever XMPP forbids ends in violated(), once; nothing is delivered from there on.
/// Of a stanza that is larger than base/limits.h allows only its head is delivered: who sent it to whom, and of an
/// answer that it failed (policy-violation).
class XmppListener : public QObject
{
    Q_OBJECT

public:
    explicit XmppListener(QObject *parent = nullptr);
    ~XmppListener() override;

    /// The next bytes, cut anywhere. Signals are emitted before it returns.
    void feed(QByteArrayView bytes);

    /// For use while elementReceived() is delivered: the stream starts afresh (RFC 6120, 4.3.3) with the next feed().
    /// Bytes that already followed the element are a violation: nobody may speak before the new header.
    void restart();

    /// The end of the stanza that is arriving is still to come, were there but its first byte.
    bool isInsideStanza() const;

    /// How many stanzas were too large.
    int leftOut() const { return m_leftOut; }

    /// Bytes before the login is done are limited to limits::preLoginBytes.
    void setLoggedIn();

Q_SIGNALS:
    /// The stream header without children: its attributes are the stream's.
    void streamOpened(const natter::Element &header);
    void elementReceived(const natter::Element &element);
    /// The peer sent </stream:stream>.
    void streamClosed();
    void violated(const natter::StreamViolation &violation);

private:
    struct Stream; ///< everything that a restart replaces

    void parse();
    qsizetype read(QByteArrayView bytes);
    void feedWholeSections(QByteArrayView bytes);
    void startStream();
    void startElement();
    void endElement();
    void leaveOut(const char *why);
    qsizetype skip(QByteArrayView bytes);
    void beginReaderAnew();
    void deliver(const Element &element);
    void finishRestart();
    void violate(const QString &condition, const QString &detail);

    std::unique_ptr<Stream> m_stream;
    SystemClock m_clock;
    RefusalLog m_refusals { m_clock };
    int m_leftOut = 0;
    bool m_loggedIn = false;
    bool m_restarting = false;
    bool m_stopped = false; ///< closed or violated
};

} // namespace natter
