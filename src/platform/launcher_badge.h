// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QTimer>

namespace natter {

/// How much is unread, on Natter's icon in docks and task bars that listen to Unity's launcher interface. Without a
/// bus nothing happens.
class LauncherBadge : public QObject
{
    Q_OBJECT

public:
    explicit LauncherBadge(const QDBusConnection &bus, QObject *parent = nullptr);
    /// Nobody else would take the number away.
    ~LauncherBadge() override;

    void setCount(int count);

private:
    void update();

    QDBusConnection m_bus;
    QTimer m_update; ///< many messages at once are one new number
    int m_count = 0;
    int m_shown = 0;
};

} // namespace natter
