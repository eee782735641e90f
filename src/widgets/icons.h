// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace natter {

/// The icon resources/icons/NAME.svg in one colour, sharp at every size and scale.
QIcon tintedIcon(const QString &name, const QColor &colour);

/// The program's own icon; with a mark while something is unread.
QIcon programIcon();
QIcon trayIcon(bool unread, const QColor &presence);

} // namespace natter
