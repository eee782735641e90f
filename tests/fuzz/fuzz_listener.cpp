// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHashFunctions>

#include "wire/xmpp_listener.h"

#include <QStringDecoder>

#include <expat.h>

#include <cstdint>

using namespace natter;

static const QByteArray header("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                               "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");

/// One line for each event of a top-level element, in document order, with attributes sorted and texts joined.
class Transcript
{
public:
    void start(const QString &name, QStringList attributes)
    {
        endText();
        attributes.sort();
        m_out += u'<' + name + u' ' + attributes.join(u' ') + u'\n';
    }
    void text(const QString &piece) { m_text += piece; }
    void end()
    {
        endText();
        m_out += u">\n";
    }
    /// All whole elements so far.
    void keep() { m_kept = m_out; }
    QString kept() const { return m_kept; }

private:
    void endText()
    {
        if (!m_text.isEmpty()) {
            m_out += u'"' + m_text + u'\n';
        }
        m_text.clear();
    }

    QString m_out;
    QString m_text;
    QString m_kept;
};

/// QString::fromUtf8() would leave out a byte order mark.
static QString decoded(const char *text, qsizetype length)
{
    return QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom)(QByteArrayView(text, length));
}
static QString decoded(const char *text) { return decoded(text, static_cast<qsizetype>(qstrlen(text))); }

/// What Expat makes of the same bytes.
class ExpatReader
{
public:
    ExpatReader() : m_parser(XML_ParserCreateNS("UTF-8", '\x1f'))
    {
        XML_SetUserData(m_parser, this);
        XML_SetElementHandler(m_parser, started, ended);
        XML_SetCharacterDataHandler(m_parser, characters);
    }
    ~ExpatReader() { XML_ParserFree(m_parser); }
    Q_DISABLE_COPY_MOVE(ExpatReader)

    bool read(const QByteArray &bytes)
    {
        return XML_Parse(m_parser, bytes.constData(), static_cast<int>(bytes.size()), 0) == XML_STATUS_OK;
    }
    Transcript transcript;
    int elements = 0;

private:
    static QString name(const char *text)
    {
        QString result = decoded(text);
        return result.contains(QChar(0x1f)) ? u'{' + result.replace(QChar(0x1f), u'}') : result;
    }
    static void started(void *data, const char *element, const char **attributes)
    {
        auto *self = static_cast<ExpatReader *>(data);
        if (self->m_depth++ == 0) {
            return;
        }
        QStringList list;
        for (int i = 0; attributes[i]; i += 2) {
            list.append(name(attributes[i]) + u'=' + decoded(attributes[i + 1]));
        }
        self->transcript.start(name(element), list);
    }
    static void ended(void *data, const char *)
    {
        auto *self = static_cast<ExpatReader *>(data);
        if (--self->m_depth == 0) {
            return;
        }
        self->transcript.end();
        if (self->m_depth == 1) {
            ++self->elements;
            self->transcript.keep();
        }
    }
    static void characters(void *data, const char *text, int length)
    {
        auto *self = static_cast<ExpatReader *>(data);
        if (self->m_depth > 1) {
            self->transcript.text(decoded(text, length));
        }
    }

    XML_Parser m_parser;
    int m_depth = 0;
};

static QString withNamespace(const QString &ns, const QString &name)
{
    return ns.isEmpty() ? name : u'{' + ns + u'}' + name;
}

/// Writes what the listener delivered as Expat would have told it, from the element's own XML.
static void tell(Transcript &transcript, const Element &element)
{
    QXmlStreamReader reader(element.toXml());
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement: {
            QStringList attributes;
            const auto list = reader.attributes();
            for (const auto &attribute : list) {
                attributes.append(withNamespace(attribute.namespaceUri().toString(), attribute.name().toString()) + u'='
                                  + attribute.value().toString());
            }
            transcript.start(withNamespace(reader.namespaceUri().toString(), reader.name().toString()), attributes);
            break;
        }
        case QXmlStreamReader::Characters:
            transcript.text(reader.text().toString());
            break;
        case QXmlStreamReader::EndElement:
            transcript.end();
            break;
        default:
            break;
        }
    }
    if (reader.hasError()) {
        __builtin_trap(); // what we read we must be able to write
    }
    transcript.keep();
}

struct Heard
{
    Transcript transcript;
    int elements = 0;
    int violations = 0;
    int leftOut = 0;
};

static Heard listen(const QByteArray &bytes, quint32 seed)
{
    Heard heard;
    XmppListener listener;
    listener.setLoggedIn();
    QObject::connect(&listener, &XmppListener::elementReceived, &listener, [&heard](const Element &element) {
        ++heard.elements;
        tell(heard.transcript, element);
    });
    QObject::connect(&listener, &XmppListener::violated, &listener, [&heard] { ++heard.violations; });
    for (qsizetype i = 0; i < bytes.size();) {
        seed = seed * 1664525 + 1013904223;
        const qsizetype size = seed % 7 == 0 ? bytes.size() : 1 + (seed >> 16) % 24;
        listener.feed(QByteArrayView(bytes).sliced(i, qMin(size, bytes.size() - i)));
        i += size;
    }
    heard.leftOut = listener.leftOut();
    return heard;
}

/// The first two bytes choose the cuts; the rest follows a good stream header. Whatever the cuts, the listener hears
/// the same, and if Expat finds nothing wrong either, they agree on every element; on how many there are, if one was
/// too large for us.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > 100'000) {
        return 0;
    }
    const quint32 seed = data[0] | static_cast<quint32>(data[1]) << 8;
    const QByteArray bytes =
        header + QByteArray(reinterpret_cast<const char *>(data + 2), static_cast<qsizetype>(size) - 2);
    const Heard heard = listen(bytes, seed);
    const Heard other = listen(bytes, seed + 1);
    if (heard.violations > 1 || heard.violations != other.violations || heard.elements != other.elements
        || heard.leftOut != other.leftOut || heard.transcript.kept() != other.transcript.kept()) {
        __builtin_trap();
    }
    ExpatReader expat;
    if (!expat.read(bytes) || heard.violations > 0) {
        return 0;
    }
    const bool same = heard.leftOut > 0 || expat.transcript.kept() == heard.transcript.kept();
    if (expat.elements != heard.elements || !same) {
        __builtin_trap();
    }
    return 0;
}
