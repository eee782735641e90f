// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/xml_gate.h"

#include "base/limits.h"
#include "wire/plain_bytes.h"

#include <QList>

namespace natter {

static constexpr QLatin1String notWellFormed("not-well-formed");
static constexpr QLatin1String restricted("restricted-xml");
static constexpr QLatin1String policy("policy-violation");
static constexpr QLatin1String unsupported("unsupported-encoding");

static constexpr qsizetype skimBytes = 16 * 1024; ///< at once, at most

static bool isSpace(uchar byte) { return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r'; }

bool XmlGate::refuse(QLatin1String condition, const char *detail)
{
    m_violation = StreamViolation { condition, QString::fromLatin1(detail), m_bytes, m_depth == 0 };
    return false;
}

/// Whoever is logged in gets what others send as well, and they may send much.
bool XmlGate::exceed(const char *detail)
{
    if (m_totalLimit > 0 || m_depth <= 1) {
        return refuse(policy, detail);
    }
    if (!m_excess) {
        m_excess = detail;
    }
    return true;
}

void XmlGate::begin(qint64 stanzaStart)
{
    m_stanzaStart = stanzaStart;
    m_stanzaLimit = limits::stanzaBytes;
    m_elements = 0;
}

/// Whether none of the next `bytes` bytes can reach a limit that counts more than names.
bool XmlGate::hasRoomFor(qsizetype bytes) const
{
    const qint64 stanza = m_depth > 1 ? m_bytes - m_stanzaStart : 1;
    const qint64 limit = m_depth > 1 ? m_stanzaLimit : limits::stanzaBytes;
    return !m_excess && stanza + bytes < limit && m_textBytes + bytes <= limits::textNodeBytes
        && (m_totalLimit == 0 || m_bytes + bytes <= m_totalLimit);
}

qsizetype XmlGate::skim(QByteArrayView bytes)
{
    if (m_pending > 0 || m_inEntity || !hasRoomFor(bytes.size())) {
        return 0;
    }
    Cursor cursor { bytes, 0 };
    bool ordinary = true;
    while (ordinary && cursor.at < bytes.size()) {
        switch (m_in) {
        case In::Content:
            ordinary = skimContent(cursor);
            break;
        case In::StartTag:
        case In::EndTag:
            ordinary = skimTag(cursor);
            break;
        case In::SingleQuotes:
        case In::DoubleQuotes:
            ordinary = skimValue(cursor);
            break;
        default:
            ordinary = false;
        }
    }
    if (cursor.at > 0) {
        m_bytes += cursor.at;
        m_previous = static_cast<uchar>(bytes[cursor.at - 1]);
    }
    return cursor.at;
}

/// Text of a stanza and the first two bytes of the tag behind it.
inline bool XmlGate::skimContent(Cursor &cursor)
{
    if (m_depth > 1) {
        const qsizetype run = plainBytes<'<', '&'>(cursor.rest());
        cursor.at += run;
        m_textBytes += run;
    }
    if (cursor.at + 2 > cursor.bytes.size() || cursor.bytes[cursor.at] != '<') {
        return false;
    }
    const auto next = static_cast<uchar>(cursor.bytes[cursor.at + 1]);
    if (next == '/') {
        m_in = In::EndTag;
    } else if (next > 0x40 && next < 0x80 && m_depth < limits::depth && m_elements < limits::elements) {
        m_in = In::StartTag;
    } else {
        return false;
    }
    if (m_depth == 1) {
        begin(m_bytes + cursor.at);
    }
    m_depth += m_in == In::StartTag ? 1 : 0;
    m_elements += m_in == In::StartTag ? 1 : 0;
    m_anyMarkup = true;
    m_textBytes = 0;
    m_tagBytes = 0;
    m_attributes = 0;
    cursor.at += 2;
    return true;
}

/// Names and spaces in a tag and the quote or > behind them.
inline bool XmlGate::skimTag(Cursor &cursor)
{
    const qsizetype room = qMin(cursor.rest().size(), 2 * limits::nameBytes - m_tagBytes);
    const qsizetype run = plainBytes<'<', '>', '&', '\'', '"'>(cursor.rest().first(room));
    cursor.at += run;
    m_tagBytes += run;
    if (run == room) {
        return false;
    }
    const char byte = cursor.bytes[cursor.at];
    if (byte == '>') {
        const bool ends =
            m_in == In::EndTag || (cursor.at > 0 ? cursor.bytes[cursor.at - 1] == '/' : m_previous == '/');
        if (ends && m_depth <= 1) {
            return false;
        }
        m_in = In::Content;
        if (ends && --m_depth == 1) {
            ++m_stanzas;
            m_stanzaEnd = m_bytes + cursor.at + 1;
        }
    } else if ((byte == '\'' || byte == '"') && m_in == In::StartTag && m_attributes < limits::attributes) {
        ++m_attributes;
        m_in = byte == '"' ? In::DoubleQuotes : In::SingleQuotes;
    } else {
        return false;
    }
    ++cursor.at;
    return true;
}

/// The rest of a value and the quote that ends it.
inline bool XmlGate::skimValue(Cursor &cursor)
{
    const bool single = m_in == In::SingleQuotes;
    cursor.at += single ? plainBytes<'<', '&', '\''>(cursor.rest()) : plainBytes<'<', '&', '"'>(cursor.rest());
    if (cursor.at == cursor.bytes.size() || cursor.bytes[cursor.at] != (single ? '\'' : '"')) {
        return false;
    }
    m_in = In::StartTag;
    m_tagBytes = 0;
    ++cursor.at;
    return true;
}

qsizetype XmlGate::pass(QByteArrayView chunk)
{
    qsizetype passed = 0;
    while (passed < chunk.size() && !m_violation && !m_excess) {
        passed += skim(chunk.sliced(passed, qMin(chunk.size() - passed, skimBytes)));
        if (passed < chunk.size()) {
            if (!take(static_cast<uchar>(chunk[passed]))) {
                break;
            }
            m_excessSeen = m_excess != nullptr;
            passed += m_excessSeen ? 0 : 1;
        }
    }
    return passed;
}

qsizetype XmlGate::skip(QByteArrayView chunk)
{
    qsizetype skipped = std::exchange(m_excessSeen, false) ? 1 : 0;
    while (skipped < chunk.size() && m_depth > 1 && take(static_cast<uchar>(chunk[skipped]))) {
        ++skipped;
    }
    if (m_depth <= 1) {
        m_excess = nullptr;
    }
    return skipped;
}

/// Whether `byte` may pass.
bool XmlGate::take(uchar byte)
{
    if (!step(byte)) {
        return false;
    }
    m_previous = byte;
    ++m_bytes;
    if (m_totalLimit > 0 && m_bytes > m_totalLimit) {
        refuse(policy, "too much data before the login");
    }
    const qint64 stanza = m_depth > 1 ? m_bytes - m_stanzaStart : 0; // without its end
    if (stanza >= limits::skippedBytes) {
        refuse(policy, "a stanza is far too large");
    } else if (m_depth > 1 && stanza >= m_stanzaLimit) {
        exceed("a stanza is too large");
    }
    return true;
}

bool XmlGate::beginCharacter(uchar byte)
{
    m_low = 0x80;
    m_high = 0xbf;
    if (byte >= 0xc2 && byte <= 0xdf) {
        m_pending = 1;
        m_character = byte & 0x1fU;
    } else if (byte >= 0xe0 && byte <= 0xef) {
        m_pending = 2;
        m_character = byte & 0x0fU;
        m_low = byte == 0xe0 ? 0xa0 : 0x80; // overlong
        m_high = byte == 0xed ? 0x9f : 0xbf; // surrogates
    } else if (byte >= 0xf0 && byte <= 0xf4) {
        m_pending = 3;
        m_character = byte & 0x07U;
        m_low = byte == 0xf0 ? 0x90 : 0x80; // overlong
        m_high = byte == 0xf4 ? 0x8f : 0xbf; // beyond U+10FFFF
    } else {
        return refuse(notWellFormed, "invalid UTF-8");
    }
    return true;
}

bool XmlGate::continueCharacter(uchar byte)
{
    if (byte < m_low || byte > m_high) {
        return refuse(notWellFormed, "invalid UTF-8");
    }
    m_low = 0x80;
    m_high = 0xbf;
    m_character = m_character << 6 | (byte & 0x3fU);
    if (--m_pending == 0) {
        if (m_character == 0xfffe || m_character == 0xffff) {
            return refuse(notWellFormed, "a character that XML forbids");
        }
        if (m_character == 0xfeff && m_bytes != 2 && m_depth <= 1 && m_in == In::Content) {
            return refuse(notWellFormed, "a byte order mark in the middle of the stream");
        }
    }
    if (m_in == In::StartTag || m_in == In::EndTag) {
        return ++m_tagBytes <= 2 * limits::nameBytes || exceed("a name is too long");
    }
    return !isInText() || countText();
}

bool XmlGate::step(uchar byte)
{
    if (m_pending > 0) {
        return continueCharacter(byte);
    }
    if (byte >= 0x80) {
        const bool byteOrderMark = m_bytes == 0 && byte == 0xef;
        if (m_bytes == 0 && byte >= 0xfe) { // the mark's first byte in UTF-16, and in UTF-32 of the same order
            return refuse(unsupported, "an encoding other than UTF-8");
        }
        if (m_inEntity || (m_depth <= 1 && m_in == In::Content && !byteOrderMark)) {
            return refuse(notWellFormed, "text outside of a stanza or in an entity");
        }
        if (m_in == In::Bang || m_in == In::Declaration) {
            return refuse(restricted, "a comment, document type or processing instruction");
        }
        if (m_in == In::Cdata) {
            m_token.clear();
        }
        if (m_in == In::Markup && !stepMarkup(byte)) {
            return false;
        }
        m_tagBytes += m_in == In::StartTag || m_in == In::EndTag ? 1 : 0;
        return beginCharacter(byte) && (!isInText() || countText());
    }
    if (byte < 0x20 && !isSpace(byte)) {
        return refuse(notWellFormed, "a character that XML forbids");
    }
    if (m_inEntity) {
        return stepEntity(byte);
    }
    switch (m_in) {
    case In::Content:
        return stepContent(byte);
    case In::Markup:
        return stepMarkup(byte);
    case In::Bang:
        return stepBang(byte);
    case In::Cdata:
        return stepCdata(byte);
    case In::Declaration:
        return stepDeclaration(byte);
    case In::StartTag:
    case In::EndTag:
    case In::SingleQuotes:
    case In::DoubleQuotes:
        return stepTag(byte);
    }
    return true;
}

bool XmlGate::countText() { return ++m_textBytes <= limits::textNodeBytes || exceed("a text is too long"); }

bool XmlGate::stepContent(uchar byte)
{
    if (byte == '<') {
        m_in = In::Markup;
        m_textBytes = 0;
        if (m_depth == 1) {
            begin(m_bytes);
        }
        return true;
    }
    if (m_depth <= 1 && !isSpace(byte)) {
        return refuse(m_anyMarkup ? QLatin1String("bad-format") : notWellFormed, "text outside of a stanza");
    }
    if (byte == '&') {
        m_inEntity = true;
        m_token.clear();
    }
    return countText();
}

bool XmlGate::stepMarkup(uchar byte)
{
    const bool first = !m_anyMarkup;
    m_anyMarkup = true;
    m_token.clear();
    m_tagBytes = 0;
    m_attributes = 0;
    switch (byte) {
    case '!':
        m_in = In::Bang;
        m_sectionStart = m_bytes - 1;
        return true;
    case '?':
        if (!first) {
            return refuse(restricted, "a processing instruction");
        }
        m_in = In::Declaration;
        return true;
    case '/':
        m_in = In::EndTag;
        return true;
    default:
        m_in = In::StartTag;
        return byte != '<' && byte != '>' && byte != '&' && byte != '\'' && byte != '"' && !isSpace(byte)
            ? opened()
            : refuse(notWellFormed, "a stray <");
    }
}

bool XmlGate::stepBang(uchar byte)
{
    static const QByteArray cdata("[CDATA[");
    m_token.append(static_cast<char>(byte));
    if (m_depth <= 1 || !cdata.startsWith(m_token)) {
        return refuse(restricted, "a comment or document type");
    }
    if (m_token == cdata) {
        m_in = In::Cdata;
        m_token.clear();
    }
    return true;
}

bool XmlGate::stepCdata(uchar byte)
{
    if (byte == '>' && m_token == "]]") {
        m_in = In::Content;
        return true;
    }
    if (byte != ']') {
        m_token.clear();
    } else if (m_token.size() < 2) {
        m_token.append(']');
    }
    return countText();
}

/// The XML declaration: UTF-8 is the only encoding there is (RFC 6120, 11.6), and the parser would follow another.
bool XmlGate::stepDeclaration(uchar byte)
{
    m_token.append(static_cast<char>(byte));
    if (m_token.size() > 128) {
        return refuse(restricted, "a processing instruction");
    }
    if (byte != '>') {
        return true;
    }
    const QByteArray text = m_token.toLower().simplified();
    if (!text.startsWith("xml ") || !text.endsWith("?>")) {
        return refuse(restricted, "a processing instruction");
    }
    const qsizetype encoding = text.indexOf("encoding");
    if (encoding >= 0) {
        QByteArray value = text.mid(encoding + 8);
        value.replace(" ", "");
        if (!value.startsWith("='utf-8'") && !value.startsWith("=\"utf-8\"")) {
            return refuse(unsupported, "an encoding other than UTF-8");
        }
    }
    m_in = In::Content;
    return true;
}

bool XmlGate::stepTag(uchar byte)
{
    if (m_in == In::SingleQuotes || m_in == In::DoubleQuotes) {
        if (byte == (m_in == In::SingleQuotes ? '\'' : '"')) {
            m_in = In::StartTag;
            m_tagBytes = 0;
        } else if (byte == '&') {
            m_inEntity = true;
            m_token.clear();
        } else if (byte == '<') {
            return refuse(notWellFormed, "a < in an attribute");
        }
        return true;
    }
    if (++m_tagBytes > 2 * limits::nameBytes && !exceed("a name is too long")) {
        return false;
    }
    switch (byte) {
    case '\'':
    case '"':
        if (m_in == In::EndTag) {
            return refuse(notWellFormed, "a quote in an end tag");
        }
        if (++m_attributes > limits::attributes && !exceed("too many attributes")) {
            return false;
        }
        m_in = byte == '"' ? In::DoubleQuotes : In::SingleQuotes;
        return true;
    case '<':
    case '&':
        return refuse(notWellFormed, "a < or & in a tag");
    case '>': {
        const bool ends = m_in == In::EndTag || m_previous == '/';
        m_in = In::Content;
        return !ends || closed();
    }
    default:
        return true;
    }
}

bool XmlGate::stepEntity(uchar byte)
{
    if (byte != ';') {
        m_token.append(static_cast<char>(byte));
        return m_token.size() <= 12 || refuse(restricted, "an entity that is not predefined");
    }
    m_inEntity = false;
    static const QList<QByteArray> predefined { "lt", "gt", "amp", "apos", "quot" };
    return m_token.startsWith('#') || predefined.contains(m_token)
        || refuse(restricted, "an entity that is not predefined");
}

bool XmlGate::opened()
{
    ++m_depth;
    if (++m_elements > limits::elements) {
        return exceed("too many elements");
    }
    return m_depth <= limits::depth || exceed("elements are nested too deeply");
}

bool XmlGate::closed()
{
    m_textBytes = 0;
    if (--m_depth == 1) {
        ++m_stanzas;
        m_stanzaEnd = m_bytes + 1;
    }
    return m_depth >= 0 || refuse(notWellFormed, "an end tag without a start tag");
}

} // namespace natter
