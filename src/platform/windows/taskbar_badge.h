// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/launcher_badge.h"

#include <QAbstractNativeEventFilter>

#include <qt_windows.h>

struct ITaskbarList3;

namespace natter {

/// A small picture with the number, on the buttons of Natter's windows in the task bar.
class TaskbarBadge final : public LauncherBadge, public QAbstractNativeEventFilter
{
    Q_OBJECT

public:
    explicit TaskbarBadge(QObject *parent = nullptr);
    ~TaskbarBadge() override;

    void setCount(int count) override;
    bool nativeEventFilter(const QByteArray &kind, void *message, qintptr *result) override;

private:
    void showOn(HWND window) const;

    ITaskbarList3 *m_taskbar = nullptr; ///< null if there is none, as on a server without a desktop
    UINT m_buttonMade = 0; ///< the message that tells so: a window that is shown anew has a button without a badge
    HICON m_picture = nullptr;
    int m_count = 0;
};

} // namespace natter
