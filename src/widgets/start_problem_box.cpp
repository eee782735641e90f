// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start_problem_box.h"

namespace natter {

StartProblemBox::StartProblemBox(const QString &sentence, const QString &details)
    : QMessageBox(Critical, QStringLiteral("Natter"), sentence, Close)
{
    setTextFormat(Qt::PlainText);
    setDetailedText(details);
    setDefaultButton(Close);
}

} // namespace natter
