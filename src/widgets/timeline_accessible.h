// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAccessibleInterface;
class QObject;
class QString;

namespace natter {

/// Makes each message of a TimelineView a row that screen readers can read. To be installed once with
/// QAccessible::installFactory().
QAccessibleInterface *timelineAccessibleFactory(const QString &className, QObject *object);

} // namespace natter
