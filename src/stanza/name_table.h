// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <array>
#include <cstring>
#include <functional>
#include <memory>
#include <unordered_set>

namespace natter {

/// A namespace and a local name known while compiling, such as {u"jabber:client", u"message"}.
struct ElementName
{
    QStringView ns;
    QStringView local;

    friend bool operator==(const ElementName &, const ElementName &) = default;
};

/// Whether two texts that are often equal are. Names are short: a call into Qt for each would take longer.
inline bool sameText(QStringView a, QStringView b)
{
    return a.size() == b.size()
        && (a.isEmpty() || std::memcmp(a.utf16(), b.utf16(), static_cast<size_t>(a.size()) * sizeof(char16_t)) == 0);
}

/// A name as a NameTable stores it.
struct QualifiedName
{
    QString ns;
    QString local;

    bool is(ElementName name) const { return sameText(local, name.local) && sameText(ns, name.ns); }
};

/// Interns names, so that the trees that share a table hold each name once. Entries are never moved or removed:
/// a table may be read on other threads while its owner still adds to it.
class NameTable
{
public:
    /// Characters of the longest name or namespace in it.
    qsizetype longest() const { return m_longest; }
    const QualifiedName *intern(QStringView ns, QStringView local);
    qsizetype size() const { return static_cast<qsizetype>(m_names.size()); }

private:
    /// One copy of each namespace, whatever the number of names in it.
    QString sharedNamespace(QStringView ns);

    struct Hash
    {
        using is_transparent = void;
        size_t operator()(ElementName name) const { return qHash(name.local, qHash(name.ns)); }
        size_t operator()(const QualifiedName &name) const { return (*this)(ElementName { name.ns, name.local }); }
    };
    struct Equal
    {
        using is_transparent = void;
        bool operator()(ElementName a, const QualifiedName &b) const { return b.is(a); }
        bool operator()(const QualifiedName &a, ElementName b) const { return a.is(b); }
        bool operator()(const QualifiedName &a, const QualifiedName &b) const
        {
            return a.local == b.local && a.ns == b.ns;
        }
    };

    std::unordered_set<QualifiedName, Hash, Equal> m_names;
    qsizetype m_longest = 0;
    QHash<size_t, QList<QString>> m_namespaces; ///< by hash
    /// The names seen last, found without hashing: a stream uses the same few dozen over and over.
    std::array<const QualifiedName *, 256> m_recent {};
};

} // namespace natter
