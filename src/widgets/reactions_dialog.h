// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QDialog>

namespace natter {

/// Who has answered a message with emoji, with which, and when.
class ReactionsDialog : public QDialog
{
    Q_OBJECT

public:
    struct Line
    {
        QString name; ///< with control characters made visible
        QStringList emoji;
        QDateTime time;
    };

    explicit ReactionsDialog(const QList<Line> &lines, QWidget *parent = nullptr);
};

} // namespace natter
