// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/launcher_badge.h"

#include <QDBusConnection>
#include <QTimer>

namespace natter {

/// How much is unread, on Natter's icon in docks and task bars that listen to Unity's launcher interface. Without a
/// bus nothing happens.
class BusBadge final : public LauncherBadge
{
    Q_OBJECT

public:
    explicit BusBadge(const QDBusConnection &bus, QObject *parent = nullptr);
    /// Nobody else would take the number away.
    ~BusBadge() override;

    void setCount(int count) override;

private:
    void update();

    QDBusConnection m_bus;
    QTimer m_update; ///< many messages at once are one new number
    int m_count = 0;
    int m_shown = 0;
};

} // namespace natter
