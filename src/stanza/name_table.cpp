// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/name_table.h"

#include <algorithm>

namespace natter {

QString NameTable::sharedNamespace(QStringView ns)
{
    QList<QString> &alike = m_namespaces[qHash(ns)];
    for (const QString &known : std::as_const(alike)) {
        if (known == ns) {
            return known;
        }
    }
    alike.append(ns.toString());
    return alike.last();
}

/// Tells most names of a stream apart by looking at little of them.
static size_t slotOf(QStringView ns, QStringView local)
{
    auto slot = static_cast<size_t>(local.size() * 7 + ns.size() * 31);
    if (!local.isEmpty()) {
        slot += local.front().unicode() * 5U + local[local.size() / 2].unicode() * 11U + local.back().unicode() * 3U;
    }
    return slot;
}

const QualifiedName *NameTable::intern(QStringView ns, QStringView local)
{
    const QualifiedName *&recent = m_recent[slotOf(ns, local) % m_recent.size()];
    if (recent && recent->is({ ns, local })) {
        return recent;
    }
    auto known = m_names.find(ElementName { ns, local });
    if (known == m_names.end()) {
        known = m_names.insert(QualifiedName { sharedNamespace(ns), local.toString() }).first;
        m_longest = std::max({ m_longest, ns.size(), local.size() });
    }
    recent = &*known;
    return recent;
}

} // namespace natter
