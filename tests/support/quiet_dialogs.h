// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/dialogs.h"

namespace natter {

/// Asks nobody: the test agrees, or not.
struct QuietDialogs : Dialogs
{
    void confirm(QWidget *, const QString &title, const QString &, const QString &,
                 const std::function<void()> &agreed) override
    {
        asked.append(title);
        lastAgreed = agreed;
    }
    QStringList asked; ///< titles of all questions
    std::function<void()> lastAgreed;
};

} // namespace natter
