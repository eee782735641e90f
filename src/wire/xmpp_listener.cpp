// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/xmpp_listener.h"

#include "base/limits.h"
#include "stanza/namespaces.h"
#include "stanza/stanza.h"

namespace natter {

static constexpr qsizetype pieceBytes = 64 * 1024;

struct XmppListener::Stream
{
    XmlGate gate;
    std::unique_ptr<QXmlStreamReader> reader = std::make_unique<QXmlStreamReader>();
    ElementReader elements;
    bool opened = false;
    qint64 delivered = 0;
    QByteArray held; ///< bytes that wait for the end of a CDATA section
    QByteArray header; ///< what a reader needs to know of it to begin with any stanza
    Element head; ///< of the stanza that is being left out
    int leftOutDepth = 0; ///< open elements of it that the reader is in
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

bool XmppListener::isInsideStanza() const { return m_stream->opened && !m_stream->gate.isBetweenStanzas(); }

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
    Q_EMIT violated(StreamViolation { condition, detail, m_stream->gate.bytesSeen(), false });
}

void XmppListener::feed(QByteArrayView bytes)
{
    while (!m_stopped && !bytes.isEmpty()) {
        // In pieces, so that the gate is not far ahead of the reader, which knows what a stanza is
        const QByteArrayView piece = m_loggedIn ? bytes.first(qMin(bytes.size(), pieceBytes)) : bytes;
        qsizetype taken = m_stream->gate.isSkipping() ? 0 : read(piece);
        if (!m_stopped && m_stream->gate.isSkipping()) {
            taken += skip(bytes.sliced(taken));
        }
        bytes = bytes.sliced(taken);
        if (!m_stopped && m_stream->gate.violation()) {
            m_stopped = true;
            Q_EMIT violated(*m_stream->gate.violation());
        }
    }
}

/// Returns how many of the bytes passed the gate.
qsizetype XmppListener::read(QByteArrayView bytes)
{
    const qsizetype allowed = m_stream->gate.pass(bytes);
    if (m_stream->held.isEmpty() && !m_stream->gate.isInCdata()) {
        m_stream->reader->addData(QByteArray::fromRawData(bytes.data(), allowed));
        parse();
    } else {
        feedWholeSections(bytes.first(allowed));
    }
    return allowed;
}

/// The stanza that is open is too large. Only stanzas get as large as that, and what cannot be read is no answer.
void XmppListener::leaveOut(const char *why)
{
    const int depth = m_stream->elements.depth();
    const Element part = m_stream->elements.abandon();
    const bool answer =
        part.is(Iq::name) && (part.attribute(u"type") == u"result" || part.attribute(u"type") == u"error");
    ElementBuilder head(part.isNull() ? Message::name : ElementName { part.namespaceUri(), part.localName() });
    for (const QStringView name : { u"id", u"from", u"to" }) {
        head.attribute(name, part.attribute(name));
    }
    if (answer) {
        const StanzaError error { StanzaError::Type::Modify, QStringLiteral("policy-violation"), {} };
        head.attribute(u"type", QStringLiteral("error")).child(error.write());
    } else {
        head.attribute(u"type", part.attribute(u"type"));
    }
    m_stream->head = head.build();
    m_stream->leftOutDepth = depth;
    ++m_leftOut;
    m_refusals.note(QStringLiteral("stanza"), part.attribute(u"from"), QString::fromLatin1(why));
}

/// Returns how many of the bytes belong to the stanza that is left out. The reader does not see them.
qsizetype XmppListener::skip(QByteArrayView bytes)
{
    if (m_stream->head.isNull()) {
        leaveOut(m_stream->gate.excess());
    }
    const qsizetype skipped = m_stream->gate.skip(bytes);
    if (!m_stream->gate.isSkipping() && !m_stream->gate.violation()) {
        beginReaderAnew();
        deliver(std::exchange(m_stream->head, {}));
    }
    return skipped;
}

/// Within the stream, between two stanzas.
void XmppListener::beginReaderAnew()
{
    m_stream->held.clear();
    m_stream->leftOutDepth = 0;
    m_stream->reader = std::make_unique<QXmlStreamReader>(); // clear() keeps what prefixes stood for
    m_stream->reader->addData(m_stream->header);
    while (m_stream->reader->readNext() != QXmlStreamReader::StartElement && !m_stream->reader->hasError()) { }
}

void XmppListener::deliver(const Element &element)
{
    ++m_stream->delivered;
    Q_EMIT elementReceived(element);
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
        m_stream->reader->addData(held.left(ready));
        held.remove(0, ready);
        parse();
    }
}

void XmppListener::startStream()
{
    const QXmlStreamReader &reader = *m_stream->reader;
    if (reader.name() != QStringView(u"stream") || reader.namespaceUri() != ns::stream) {
        violate(QStringLiteral("invalid-namespace"), QStringLiteral("this is not an XMPP stream"));
        return;
    }
    ElementBuilder header({ ns::stream, u"stream" });
    const QXmlStreamAttributes attributes = reader.attributes();
    for (const QXmlStreamAttribute &attribute : attributes) {
        header.attribute(attribute.namespaceUri(), attribute.name(), attribute.value());
    }
    m_stream->header = '<' + reader.qualifiedName().toUtf8();
    const QXmlStreamNamespaceDeclarations declarations = reader.namespaceDeclarations();
    for (const QXmlStreamNamespaceDeclaration &declaration : declarations) {
        const QString prefix = declaration.prefix().toString();
        m_stream->header += prefix.isEmpty() ? QByteArray(" xmlns") : " xmlns:" + prefix.toUtf8();
        m_stream->header += "=\"" + declaration.namespaceUri().toString().toHtmlEscaped().toUtf8() + '"';
    }
    m_stream->header += '>';
    m_stream->opened = true;
    Q_EMIT streamOpened(header.build());
}

static bool isAnswer(const QXmlStreamReader &reader)
{
    return reader.name() == Iq::name.local && reader.attributes().value(QLatin1String("type")) == u"result";
}

void XmppListener::startElement()
{
    Stream &stream = *m_stream;
    if (stream.leftOutDepth > 0) {
        ++stream.leftOutDepth;
        return;
    }
    const bool top = !stream.elements.isOpen();
    if (top && stream.reader->namespaceUri() == ns::stream && stream.reader->name() == QStringView(u"stream")) {
        violate(QStringLiteral("bad-format"), QStringLiteral("a second stream header"));
        return;
    }
    stream.elements.start(*stream.reader);
    if (stream.elements.longestName() > limits::nameBytes) {
        // Names are kept, once for each table: long ones, namespaces above all, would fill the memory
        if (m_loggedIn) {
            leaveOut("a name is too long");
        } else {
            violate(QStringLiteral("policy-violation"), QStringLiteral("a name is too long"));
        }
    } else if (top && m_loggedIn && isAnswer(*stream.reader) && stream.gate.stanzasSeen() == stream.delivered) {
        stream.gate.setStanzaLimit(limits::answerBytes); // unless the gate is at one behind it already
    }
}

void XmppListener::endElement()
{
    Stream &stream = *m_stream;
    if (stream.leftOutDepth > 0) {
        if (--stream.leftOutDepth == 0) {
            deliver(std::exchange(stream.head, {}));
        }
    } else if (!stream.elements.isOpen()) {
        m_stopped = true;
        Q_EMIT streamClosed();
    } else if (const Element element = stream.elements.end()) {
        deliver(element);
    }
}

void XmppListener::parse()
{
    while (!m_stopped && !m_restarting) {
        QXmlStreamReader &reader = *m_stream->reader;
        switch (reader.readNext()) {
        case QXmlStreamReader::Invalid:
            if (reader.error() != QXmlStreamReader::PrematureEndOfDocumentError) {
                violate(QStringLiteral("not-well-formed"), reader.errorString());
            }
            return;
        case QXmlStreamReader::StartElement:
            if (m_stream->opened) {
                startElement();
            } else {
                startStream();
            }
            break;
        case QXmlStreamReader::Characters:
            m_stream->elements.text(reader.text());
            break;
        case QXmlStreamReader::EndElement:
            endElement();
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
    if (m_restarting && !m_stopped) {
        finishRestart();
    }
}

} // namespace natter
