// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/power_events.h"

#include <QDBusConnection>
#include <QObject>
#include <QTimer>
#include <QVariantMap>

namespace natter {

/// Says when the machine woke up and when its network changed, as far as the system tells. Asks nobody and waits for
/// nobody: without a system bus, or without those services on it, it is silent.
class SystemWatch : public QObject
{
    Q_OBJECT

public:
    explicit SystemWatch(const QDBusConnection &bus, QObject *parent = nullptr);
    ~SystemWatch() override;

Q_SIGNALS:
    void wokeUp();
    /// Once for a burst of changes, when it is over.
    void networkChanged();

private Q_SLOTS:
    void prepareForSleep(bool begins);
    void propertiesChanged(const QString &owner, const QVariantMap &changed, const QStringList &invalidated);

private:
    void awake();

    QTimer m_settle;
    PowerEvents m_powerEvents;
};

} // namespace natter
