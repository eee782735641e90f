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

const QualifiedName *NameTable::intern(QStringView ns, QStringView local)
{
    const auto sizes = static_cast<size_t>(local.size() * 7 + ns.size() * 31);
    const size_t ends = local.isEmpty() ? 0 : local.front().unicode() * 5U + local.back().unicode() * 3U;
    const QualifiedName *&recent = m_recent[(sizes + ends) % m_recent.size()];
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
