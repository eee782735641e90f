// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/jid.h"

#include "base/limits.h"

#include <QList>

#include <unicode/uidna.h>

#include <memory>

namespace natter {

static tl::unexpected<Error> invalid(const char *why)
{
    return failure(Error::Kind::InvalidInput, QString::fromLatin1(why));
}

static bool isPlainAscii(QStringView text, QStringView alsoAllowed)
{
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        const bool plain = (u >= 'a' && u <= 'z') || (u >= '0' && u <= '9') || u == '-' || u == '.';
        if (!plain && !alsoAllowed.contains(c)) {
            return false;
        }
    }
    return true;
}

static bool tooLong(const QString &part) { return part.toUtf8().size() > limits::jidPartBytes; }

/// Full-width and half-width forms become their ordinary ones (RFC 8264, 5.2.1).
static QString withMappedWidth(const QString &text)
{
    QString result;
    for (const QChar c : text) {
        const auto tag = c.decompositionTag();
        if (tag == QChar::Wide || tag == QChar::Narrow) {
            result += c.decomposition();
        } else {
            result += c;
        }
    }
    return result;
}

/// RFC 8264, 4.2: letters, digits and marks of any script, and printable ASCII.
static bool isIdentifierCharacter(char32_t c)
{
    if (c < 0x80) {
        return c > 0x20 && c < 0x7f;
    }
    if (QChar::decompositionTag(c) != QChar::NoDecomposition && QChar::decompositionTag(c) != QChar::Canonical) {
        return false; // HasCompat, 9.17
    }
    switch (QChar::category(c)) {
    case QChar::Letter_Lowercase:
    case QChar::Letter_Uppercase:
    case QChar::Letter_Other:
    case QChar::Letter_Modifier:
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Number_DecimalDigit:
        // Old Hangul jamo and the ignorable fillers, 9.9 and 9.13
        return !(c >= 0x1100 && c <= 0x11ff) && !(c >= 0xa960 && c <= 0xa97f) && !(c >= 0xd7b0 && c <= 0xd7ff)
            && c != 0x034f && c != 0x115f && c != 0x1160 && c != 0x3164 && c != 0xffa0 && c != 0x0640 && c != 0x07fa;
    default:
        // Exceptions that 9.6 makes valid
        return c == 0x00df || c == 0x03c2 || c == 0x06fd || c == 0x06fe || c == 0x0f0b || c == 0x3007;
    }
}

/// RFC 5893, 2, for text that holds right-to-left characters: one direction, and digits of one kind.
static bool obeysBidiRule(const QList<uint> &characters)
{
    bool rightToLeft = false;
    for (const uint c : characters) {
        const auto direction = QChar::direction(c);
        rightToLeft = rightToLeft || direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
    }
    if (!rightToLeft) {
        return true;
    }
    const auto first = QChar::direction(characters.first());
    bool european = false;
    bool arabic = false;
    for (const uint c : characters) {
        const auto direction = QChar::direction(c);
        european = european || direction == QChar::DirEN;
        arabic = arabic || direction == QChar::DirAN;
        if (direction == QChar::DirL) {
            return false;
        }
    }
    return (first == QChar::DirR || first == QChar::DirAL) && !(european && arabic);
}

static Result<QString> preparedLocal(QStringView text)
{
    QString local = text.toString();
    if (!isPlainAscii(text, u"_+=~!#$%*?^`{|}")) {
        local = withMappedWidth(local).toLower().normalized(QString::NormalizationForm_C);
    }
    const QList<uint> characters = local.toUcs4();
    for (const uint c : characters) {
        if (c == 0xfffd || !isIdentifierCharacter(c) || (c < 0x80 && QStringView(u"\"&'/:<>@").contains(QChar(c)))) {
            return invalid("the part before @ has a character that addresses cannot have");
        }
    }
    if (local.isEmpty() || !obeysBidiRule(characters)) {
        return invalid("the part before @ is not valid");
    }
    if (tooLong(local)) {
        return invalid("the part before @ is too long");
    }
    return local;
}

static bool isIpv6Literal(QStringView domain)
{
    if (!domain.startsWith(u'[') || !domain.endsWith(u']') || domain.size() < 4) {
        return false;
    }
    for (const QChar c : domain.mid(1, domain.size() - 2)) {
        const char16_t u = c.unicode();
        if (!(u >= '0' && u <= '9') && !(u >= 'a' && u <= 'f') && !(u >= 'A' && u <= 'F') && u != ':' && u != '.') {
            return false;
        }
    }
    return domain.contains(u':');
}

/// The domain in Unicode form; an A-label and its U-label give the same.
static Result<QString> idnaPrepared(const QString &domain)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(
        uidna_openUTS46(UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII
                            | UIDNA_NONTRANSITIONAL_TO_UNICODE,
                        &status),
        uidna_close);
    UIDNAInfo details = UIDNA_INFO_INITIALIZER;
    QString out(1100, Qt::Uninitialized);
    const int32_t length = uidna_nameToUnicode(
        idna.get(), reinterpret_cast<const UChar *>(domain.utf16()), static_cast<int32_t>(domain.size()),
        reinterpret_cast<UChar *>(out.data()), static_cast<int32_t>(out.size()), &details, &status);
    const uint32_t harmless = UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN;
    if (U_FAILURE(status) || (details.errors & ~harmless) != 0) {
        return invalid("the domain is not a valid name");
    }
    out.truncate(length);
    return out;
}

static Result<QString> preparedDomain(QStringView text)
{
    if (text.endsWith(u'.')) {
        text.chop(1); // RFC 7622, 3.2
    }
    if (text.isEmpty()) {
        return invalid("the domain is missing");
    }
    QString domain = text.toString();
    if (isIpv6Literal(text)) {
        return domain.toLower();
    }
    if (!isPlainAscii(text, u"") || domain.contains(u"xn--")) {
        auto prepared = idnaPrepared(domain);
        if (!prepared) {
            return prepared;
        }
        domain = *prepared;
    }
    if (domain.startsWith(u'.') || domain.endsWith(u'.') || domain.contains(u"..")) {
        return invalid("the domain has an empty part");
    }
    if (tooLong(domain)) {
        return invalid("the domain is too long");
    }
    return domain;
}

/// RFC 8265, 4.2 (OpaqueString): other spaces become a space, form C, no controls.
static Result<QString> preparedResource(QStringView text)
{
    QString resource = text.toString();
    bool ascii = true;
    for (QChar &c : resource) {
        if (c.category() == QChar::Separator_Space) {
            c = u' ';
        }
        ascii = ascii && c.unicode() < 0x80;
    }
    if (!ascii) {
        resource = resource.normalized(QString::NormalizationForm_C);
    }
    const QList<uint> characters = resource.toUcs4();
    for (const uint c : characters) {
        const auto category = QChar::category(c);
        if (category == QChar::Other_Control || category == QChar::Other_Surrogate || QChar::isNonCharacter(c)
            || c == 0xfffd) { // unassigned ones may be known to a newer Unicode than ours
            return invalid("the resource has a character that addresses cannot have");
        }
    }
    if (resource.isEmpty()) {
        return invalid("the resource is empty");
    }
    if (tooLong(resource)) {
        return invalid("the resource is too long");
    }
    return resource;
}

Result<Jid> Jid::parse(QStringView text)
{
    if (text.isEmpty()) {
        return invalid("the address is empty");
    }
    if (text.size() > 4 * limits::jidPartBytes) {
        return invalid("the address is too long");
    }
    const qsizetype slash = text.indexOf(u'/');
    const QStringView bareText = slash < 0 ? text : text.left(slash);
    const qsizetype at = bareText.indexOf(u'@');

    Jid jid;
    if (at >= 0) {
        const auto local = preparedLocal(bareText.left(at));
        if (!local) {
            return tl::unexpected(local.error());
        }
        jid.m_localLength = local->size();
        jid.m_text = *local + u'@';
    }
    const auto domain = preparedDomain(bareText.mid(at + 1));
    if (!domain) {
        return tl::unexpected(domain.error());
    }
    jid.m_text += *domain;
    jid.m_bareLength = jid.m_text.size();
    if (slash >= 0) {
        const auto resource = preparedResource(text.mid(slash + 1));
        if (!resource) {
            return tl::unexpected(resource.error());
        }
        jid.m_text += u'/' + *resource;
    }
    return jid;
}

Jid Jid::bare() const
{
    Jid result = *this;
    result.m_text.truncate(m_bareLength);
    return result;
}

Jid Jid::withResource(QStringView resource) const
{
    const auto prepared = preparedResource(resource);
    if (isNull() || !prepared) {
        return {};
    }
    Jid result = bare();
    result.m_text += u'/' + *prepared;
    return result;
}

Jid Jid::domainJid() const
{
    Jid result;
    result.m_text = domain();
    result.m_bareLength = result.m_text.size();
    return result;
}

} // namespace natter
