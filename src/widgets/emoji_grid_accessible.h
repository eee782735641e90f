// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAccessibleInterface;
class QObject;
class QString;

namespace natter {

/// Makes each cell of an EmojiGrid an item that screen readers can read and press. To be installed once with
/// QAccessible::installFactory().
QAccessibleInterface *emojiGridAccessibleFactory(const QString &className, QObject *object);

} // namespace natter
