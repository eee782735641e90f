// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace natter {

/// How much is unread, on Natter's icon in the dock or the task bar. Gone when Natter is.
class LauncherBadge : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void setCount(int count) = 0;
};

} // namespace natter
