// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace natter {

/// Says when the machine woke up and when its network changed, as far as the system tells.
class SystemWatch : public QObject
{
    Q_OBJECT

public:
    explicit SystemWatch(QObject *parent = nullptr);

Q_SIGNALS:
    void wokeUp();
    /// Once for a burst of changes, when it is over.
    void networkChanged();

protected:
    void awake();
    void networkStirred() { m_settle.start(); }
    /// Takes Qt's word for the network.
    void followReachability();

private:
    QTimer m_settle;
};

} // namespace natter
