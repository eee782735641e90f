// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/windows.h"

#include "chat/preferences.h"
#include "widgets/shortcuts.h"

#include <QScreen>
#include <QStyle>
#include <QWidget>

namespace natter {

static constexpr int smallest = -6; ///< points, from the normal size
static constexpr int largest = 24;

void bringForward(QWidget &window)
{
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

void resizeWithinScreen(QWidget &window, const QSize &size)
{
    const int titleBar = window.style()->pixelMetric(QStyle::PM_TitleBarHeight);
    window.resize(size.boundedTo(window.screen()->availableSize() - QSize(0, titleBar)));
}

void addZoomShortcuts(QWidget &window, Preferences &preferences)
{
    const auto shortcut = [&window, &preferences](Shortcut which, int step) {
        addShortcut(which, window, preferences, [&preferences, step] {
            auto values = preferences.values();
            values.textZoom = step == 0 ? 0 : qBound(smallest, values.textZoom + step, largest);
            preferences.set(values);
        });
    };
    shortcut(Shortcut::LargerText, 1);
    shortcut(Shortcut::SmallerText, -1);
    shortcut(Shortcut::NormalText, 0);
}

} // namespace natter
