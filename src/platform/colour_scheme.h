// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace natter {

/// Whether the desktop wants dark colours, now and when that changes. Asks the settings portal without waiting for it;
/// until it answers, and where there is none, the palette that Qt found decides.
class ColourScheme : public QObject
{
    Q_OBJECT

public:
    explicit ColourScheme(QObject *parent = nullptr);

    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(const QVariant &value);

    bool m_knowsScheme = false; ///< the portal has said something
    bool m_darkByPalette = false; ///< where there is no preference, as far as it is known
    bool m_dark = false;
};

} // namespace natter
