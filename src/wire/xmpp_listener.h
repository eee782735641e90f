// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element_reader.h"
#include "wire/xml_gate.h"

#include <QObject>
#include <QXmlStreamReader>

#include <memory>

namespace natter {

/// Turns the bytes of one XML stream into Elements: one for the stream header, then one for each top-level child.
/// Lives on the listener thread. Whatever XMPP forbids or base/limits.h excludes ends in violated(), once; nothing
/// is delivered from there on.
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

    /// The end of the stanza that is arriving is still to come.
    bool isInsideStanza() const;

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
    void feedWholeSections(QByteArrayView bytes);
    void startStream();
    void finishRestart();
    void violate(const QString &condition, const QString &detail);

    std::unique_ptr<Stream> m_stream;
    bool m_loggedIn = false;
    bool m_restarting = false;
    bool m_stopped = false; ///< closed or violated
};

} // namespace natter
