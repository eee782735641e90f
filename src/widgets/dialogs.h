// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace natter {

/// The questions that need an answer at once; tests give their own.
class Dialogs
{
public:
    virtual ~Dialogs() = default;

    /// A file the person picked; empty if none.
    virtual QString fileToOpen(QWidget *parent, const QString &title, const QString &filter);
    /// A password the person entered, for something that is read once; empty if none.
    virtual QString passphrase(QWidget *parent, const QString &title, const QString &text);
    /// Whether the person agreed to `action`, which cannot be undone.
    virtual bool confirm(QWidget *parent, const QString &title, const QString &text, const QString &action);
};

} // namespace natter
