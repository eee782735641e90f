// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QLineEdit;
class QWidget;

namespace natter {

/// From now on the fields are enabled while there is something in `entry`: without it they mean nothing.
void enableWith(QLineEdit &entry, const QList<QWidget *> &fields);
/// What has to be filled in before `field` can be; `field` itself if nothing has.
QWidget *firstToFillIn(QWidget *field);

} // namespace natter
