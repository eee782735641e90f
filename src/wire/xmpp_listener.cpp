// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/xmpp_listener.h"

#include "base/limits.h"
#include "stanza/namespaces.h"

namespace natter {

struct XmppListener::Stream
{
    XmlGate gate;
    QXmlStreamReader reader;
    ElementReader elements;
    bool opened = false;
    qint64 delivered = 0;
    QByteArray held; ///< bytes that wait for the end of a CDATA section
};

XmppListener::XmppListener(QObject *parent) : QObject(parent), m_stream(std::make_unique<Stream>())
{
    m_stream->gate.setTotalLimit(limits::preLoginBytes);
}

XmppListener::~XmppListener() = default;

void XmppListener::setLoggedIn()
{
    m_loggedIn = true;
    m_stream->gate.setTotalLimit(0);
}

bool XmppListener::isInsideStanza() const { return m_stream->elements.isOpen(); }

void XmppListener::restart() { m_restarting = true; }

void XmppListener::finishRestart()
{
    m_restarting = false;
    // The element that asked for the restart must be the last thing that arrived
    const XmlGate &gate = m_stream->gate;
    if (gate.violation() || !gate.isAtStanzaEnd() || gate.stanzasSeen() != m_stream->delivered) {
        violate(QStringLiteral("policy-violation"), QStringLiteral("data that should have waited for a new stream"));
        return;
    }
    m_stream = std::make_unique<Stream>();
    m_stream->gate.setTotalLimit(m_loggedIn ? 0 : limits::preLoginBytes);
}

void XmppListener::violate(const QString &condition, const QString &detail)
{
    m_stopped = true;
    Q_EMIT violated(StreamViolation { condition, detail, m_stream->gate.bytesSeen() });
}

void XmppListener::feed(QByteArrayView bytes)
{
    if (m_stopped || bytes.isEmpty()) {
        return;
    }
    const qsizetype allowed = m_stream->gate.pass(bytes);
    if (m_stream->held.isEmpty() && !m_stream->gate.isInCdata()) {
        m_stream->reader.addData(QByteArray::fromRawData(bytes.data(), allowed));
        parse();
    } else {
        feedWholeSections(bytes.first(allowed));
    }
    if (!m_stopped && m_stream->gate.violation()) {
        m_stopped = true;
        Q_EMIT violated(*m_stream->gate.violation());
    }
}

/// The reader would begin an unfinished CDATA section anew with every piece of it: it gets the whole one.
void XmppListener::feedWholeSections(QByteArrayView bytes)
{
    QByteArray &held = m_stream->held;
    held.append(bytes.data(), bytes.size());
    qsizetype ready = held.size();
    if (m_stream->gate.isInCdata()) {
        ready -= static_cast<qsizetype>(m_stream->gate.bytesSeen() - m_stream->gate.sectionStart());
    }
    if (ready > 0) {
        m_stream->reader.addData(held.left(ready));
        held.remove(0, ready);
        parse();
    }
}

void XmppListener::startStream()
{
    const QXmlStreamReader &reader = m_stream->reader;
    if (reader.name() != QStringView(u"stream") || reader.namespaceUri() != ns::stream) {
        violate(QStringLiteral("invalid-namespace"), QStringLiteral("this is not an XMPP stream"));
        return;
    }
    ElementBuilder header({ ns::stream, u"stream" });
    const QXmlStreamAttributes attributes = reader.attributes();
    for (const QXmlStreamAttribute &attribute : attributes) {
        header.attribute(attribute.namespaceUri(), attribute.name(), attribute.value());
    }
    m_stream->opened = true;
    Q_EMIT streamOpened(header.build());
}

void XmppListener::parse()
{
    while (!m_stopped) {
        QXmlStreamReader &reader = m_stream->reader;
        switch (reader.readNext()) {
        case QXmlStreamReader::Invalid:
            if (reader.error() != QXmlStreamReader::PrematureEndOfDocumentError) {
                violate(QStringLiteral("not-well-formed"), reader.errorString());
            }
            return;
        case QXmlStreamReader::StartElement:
            if (!m_stream->opened) {
                startStream();
                break;
            }
            if (!m_stream->elements.isOpen() && reader.namespaceUri() == ns::stream
                && reader.name() == QStringView(u"stream")) {
                violate(QStringLiteral("bad-format"), QStringLiteral("a second stream header"));
                break;
            }
            m_stream->elements.start(reader);
            if (m_stream->elements.longestName() > limits::nameBytes) {
                // Names are kept, once for each table: long ones, namespaces above all, would fill the memory
                violate(QStringLiteral("policy-violation"), QStringLiteral("a name is too long"));
            }
            break;
        case QXmlStreamReader::Characters:
            m_stream->elements.text(reader.text());
            break;
        case QXmlStreamReader::EndElement:
            if (!m_stream->elements.isOpen()) {
                m_stopped = true;
                Q_EMIT streamClosed();
            } else if (const Element element = m_stream->elements.end()) {
                ++m_stream->delivered;
                Q_EMIT elementReceived(element);
                if (m_restarting && !m_stopped) {
                    finishRestart();
                    return;
                }
            }
            break;
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::Comment:
        case QXmlStreamReader::ProcessingInstruction:
        case QXmlStreamReader::EntityReference:
            violate(QStringLiteral("restricted-xml"), reader.tokenString());
            break;
        default:
            break;
        }
    }
}

} // namespace natter
