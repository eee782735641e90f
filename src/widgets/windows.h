// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSize;
class QWidget;

namespace natter {

class Preferences;

/// Shown, not minimised, above the others and with the keyboard.
void bringForward(QWidget &window);

/// This large, or as large as the screen has room for: at 200 % it has half as much.
void resizeWithinScreen(QWidget &window, const QSize &size);

/// The shortcuts for larger, smaller and normal text in this window, which change it in all of them.
void addZoomShortcuts(QWidget &window, Preferences &preferences);

} // namespace natter
