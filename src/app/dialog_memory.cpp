// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialog_memory.h"

#include <QSettings>

#ifdef Q_OS_WIN
#include <windows.h>
#endif

namespace natter {

static const auto organisation = QStringLiteral("QtProject");
static const auto group = QStringLiteral("FileDialog");

DialogMemory::DialogMemory()
{
    QSettings settings(QSettings::UserScope, organisation);
    settings.setFallbacksEnabled(false);
    settings.beginGroup(group);
    const QStringList keys = settings.allKeys();
    for (const QString &key : keys) {
        m_before.insert(key, settings.value(key));
    }
}

DialogMemory::~DialogMemory()
{
    {
        QSettings settings(QSettings::UserScope, organisation);
        settings.beginGroup(group);
        settings.remove(QString());
        for (auto it = m_before.cbegin(); it != m_before.cend(); ++it) {
            settings.setValue(it.key(), it.value());
        }
    }
#ifdef Q_OS_WIN
    QSettings left(QSettings::UserScope, organisation);
    left.setFallbacksEnabled(false);
    if (left.allKeys().isEmpty()) { // not even an empty key, unless somebody else has one within
        QSettings(QStringLiteral("HKEY_CURRENT_USER\\Software\\QtProject"), QSettings::NativeFormat)
            .remove(QStringLiteral("OrganizationDefaults"));
        RegDeleteKeyW(HKEY_CURRENT_USER, L"Software\\QtProject");
    }
#endif
}

} // namespace natter
