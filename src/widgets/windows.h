// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace natter {

class Preferences;

/// Shown, not minimised, above the others and with the keyboard.
void bringForward(QWidget &window);

/// Ctrl with plus, minus and zero in this window: larger, smaller and normal text in all of them.
void addZoomShortcuts(QWidget &window, Preferences &preferences);

} // namespace natter
