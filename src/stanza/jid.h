// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHashFunctions>
#include <QMetaType>
#include <QString>

namespace natter {

/// An XMPP address (RFC 7622), always valid and in canonical form, or null. Two addresses of the same entity compare
/// equal whatever case, width or composition they were written in.
class Jid
{
public:
    Jid() = default;

    /// The address in `text`. Localpart: UsernameCaseMapped (RFC 8265); domain: IDNA 2008 in Unicode form, lower
    /// case, without trailing dot; resource: OpaqueString. Error: InvalidInput, with what is wrong with it.
    static Result<Jid> parse(QStringView text);
    /// As parse(), null if not valid.
    static Jid orNull(QStringView text) { return parse(text).value_or(Jid()); }

    bool isNull() const { return m_text.isEmpty(); }
    bool isBare() const { return !isNull() && m_bareLength == m_text.size(); }
    bool hasLocal() const { return m_localLength > 0; }

    QString local() const { return m_text.left(m_localLength); }
    QString domain() const { return m_text.mid(domainStart(), m_bareLength - domainStart()); }
    QString resource() const { return m_text.mid(m_bareLength + 1); }
    Jid bare() const;
    /// This bare address with another resource; null if that resource is not valid.
    Jid withResource(QStringView resource) const;
    Jid domainJid() const;
    const QString &toString() const { return m_text; }

    friend bool operator==(const Jid &a, const Jid &b) { return a.m_text == b.m_text; }
    friend auto operator<=>(const Jid &a, const Jid &b) { return a.m_text.compare(b.m_text) <=> 0; }
    friend size_t qHash(const Jid &jid, size_t seed = 0) { return ::qHash(jid.m_text, seed); }

private:
    qsizetype domainStart() const { return m_localLength > 0 ? m_localLength + 1 : 0; }

    QString m_text;
    qsizetype m_localLength = 0;
    qsizetype m_bareLength = 0;
};

} // namespace natter

Q_DECLARE_METATYPE(natter::Jid)
