// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAccessibleInterface;
class QObject;
class QString;

namespace natter {

class TimelineView;

/// Makes each message of a TimelineView a row that screen readers can read. To be installed once with
/// QAccessible::installFactory().
QAccessibleInterface *timelineAccessibleFactory(const QString &className, QObject *object);

/// Has a screen reader say something about the messages although the focus is elsewhere.
void announce(TimelineView &view, const QString &text);

} // namespace natter
