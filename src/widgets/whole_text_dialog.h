// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace natter {

/// A text that is too long for the timeline, in a view that lays out only what is on the screen. Deletes itself.
class WholeTextDialog : public QDialog
{
    Q_OBJECT

public:
    WholeTextDialog(const QString &text, QWidget *parent);
};

} // namespace natter
