// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/refusal_log.h"

#include "base/limits.h"
#include "base/log.h"

namespace natter {

void RefusalLog::note(const QString &what, const QString &from, const QString &why)
{
    const auto now = m_clock.monotonic();
    if (now - m_since >= limits::refusalInterval) {
        tellRepeated();
        m_since = now;
    }
    const QString sender = from.isEmpty() ? QStringLiteral("the server") : forLog(from.section(u'/', 0, 0));
    const QString kind = QStringLiteral("%2 from %1 refused").arg(sender, what) + (why.isEmpty() ? why : u": " + why);
    if (const auto known = m_repeated.find(kind); known != m_repeated.end()) {
        ++*known;
    } else if (m_repeated.size() < limits::refusalsApart) {
        m_repeated.insert(kind, 0);
        qCWarning(logSecurity).noquote() << kind;
    } else {
        ++m_others;
    }
}

void RefusalLog::tellRepeated()
{
    for (auto kind = m_repeated.cbegin(); kind != m_repeated.cend(); ++kind) {
        if (*kind > 0) {
            qCWarning(logSecurity).noquote() << kind.key() << "again," << *kind << "times";
        }
    }
    if (m_others > 0) {
        qCWarning(logSecurity) << "more was refused to others," << m_others << "times";
    }
    m_repeated.clear();
    m_others = 0;
}

} // namespace natter
