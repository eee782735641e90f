// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/stream_violation.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace natter {

/// Looks at a stream's bytes before the XML parser does, and stops where something begins that XMPP forbids or that
/// is larger than base/limits.h allows: invalid UTF-8, DTDs, comments, processing instructions, entities that are not
/// predefined (RFC 6120, 11.1 and 11.6). A stanza with deep or wide elements, long texts or names, or too many bytes is
/// no violation once the login is done: others may send those. Its rest is to be skipped.
/// Needs constant memory and time linear in the bytes, however they are cut.
class XmlGate
{
public:
    /// Bytes of `chunk` that may be parsed: all of them, those before the violation that `violation()` reports, or
    /// those up to where a stanza is too large and `isSkipping()` begins.
    qsizetype pass(QByteArrayView chunk);
    const std::optional<StreamViolation> &violation() const { return m_violation; }

    bool isSkipping() const { return m_excess != nullptr; }
    /// English, for the log: what is too large.
    const char *excess() const { return m_excess; }
    /// While skipping: bytes of `chunk`, the first that is too much included, that belong to the stanza. With its last
    /// one, skipping ends.
    qsizetype skip(QByteArrayView chunk);
    /// The stanza that is open may be that large.
    void setStanzaLimit(qint64 bytes) { m_stanzaLimit = bytes; }

    qint64 bytesSeen() const { return m_bytes; }
    /// Top-level children that have ended, and whether the last byte seen is the last one of such a child.
    qint64 stanzasSeen() const { return m_stanzas; }
    bool isAtStanzaEnd() const { return m_stanzaEnd == m_bytes; }
    /// No tag has begun there.
    bool isBetweenStanzas() const { return m_depth <= 1 && m_in == In::Content; }
    bool isInCdata() const { return m_in == In::Cdata; }
    /// Where the newest "<!" began, in bytes from the start.
    qint64 sectionStart() const { return m_sectionStart; }
    /// At most this many bytes may pass in all; 0 is no limit.
    void setTotalLimit(qint64 bytes) { m_totalLimit = bytes; }

private:
    enum class In { Content, Markup, Bang, Cdata, Declaration, StartTag, EndTag, SingleQuotes, DoubleQuotes };

    struct Cursor
    {
        QByteArrayView bytes;
        qsizetype at;
        QByteArrayView rest() const { return bytes.sliced(at); }
    };

    /// Passes what streams are made of almost entirely, tags, values and texts in ASCII that are far from every limit,
    /// many bytes at a time, and as take() would byte by byte. Returns how many; take() decides on what is behind them.
    qsizetype skim(QByteArrayView bytes);
    bool skimContent(Cursor &cursor);
    bool skimTag(Cursor &cursor);
    bool skimValue(Cursor &cursor);
    bool hasRoomFor(qsizetype bytes) const;
    bool take(uchar byte);
    bool step(uchar byte);
    bool continueCharacter(uchar byte);
    bool beginCharacter(uchar byte);
    bool stepContent(uchar byte);
    bool stepMarkup(uchar byte);
    bool stepBang(uchar byte);
    bool stepCdata(uchar byte);
    bool stepDeclaration(uchar byte);
    bool stepTag(uchar byte);
    bool stepEntity(uchar byte);
    bool isInText() const { return m_in == In::Cdata || (m_in == In::Content && m_depth > 1); }
    bool countText();
    bool opened();
    bool closed();
    void begin(qint64 stanzaStart);
    bool refuse(QLatin1String condition, const char *detail);
    bool exceed(const char *detail);

    In m_in = In::Content;
    int m_depth = 0;
    int m_elements = 0; ///< of the stanza that is open
    int m_attributes = 0;
    int m_pending = 0; ///< continuation bytes that the current character still needs
    uchar m_low = 0x80; ///< what the next continuation byte may be
    uchar m_high = 0xbf;
    char32_t m_character = 0;
    uchar m_previous = 0;
    bool m_inEntity = false;
    bool m_anyMarkup = false;
    QByteArray m_token; ///< the entity, declaration or "<!" so far, always short
    qint64 m_tagBytes = 0; ///< since the last quoted value or the tag's start
    qint64 m_textBytes = 0;
    qint64 m_stanzaStart = 0;
    qint64 m_stanzaLimit = 0; ///< of the one that is open
    qint64 m_bytes = 0;
    qint64 m_stanzas = 0;
    qint64 m_stanzaEnd = -1;
    qint64 m_sectionStart = 0;
    qint64 m_totalLimit = 0;
    const char *m_excess = nullptr;
    bool m_excessSeen = false; ///< the byte that is too much has been taken, and is still to be skipped
    std::optional<StreamViolation> m_violation;
};

} // namespace natter
