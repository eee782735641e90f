// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace natter {

/// The icon resources/icons/NAME.svg in one colour, sharp at every size and scale.
QIcon tintedIcon(const QString &name, const QColor &colour);

/// The program's own icon,
QIcon programIcon();
/// and for the tray with a dot in the colour of our presence, and a mark in `unread` unless that is no colour.
QIcon trayIcon(const QColor &presence, const QColor &unread);

} // namespace natter
