// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMessageBox>

namespace natter {

/// Why Natter does not start, for whoever clicked an icon and sees no terminal.
class StartProblemBox : public QMessageBox
{
    Q_OBJECT

public:
    StartProblemBox(const QString &sentence, const QString &details);
};

} // namespace natter
