// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

#include <QString>

#include <functional>

class QWidget;

namespace natter {

/// The questions that stop a person until they are answered; tests give their own.
class Dialogs
{
public:
    virtual ~Dialogs() = default;

    /// A file the person picked; empty if none.
    virtual QString fileToOpen(QWidget *parent, const QString &title, const QString &filter);
    /// Where to write a file, which may be there; empty: nowhere. `name` is suggested.
    virtual QString fileToSave(QWidget *parent, const QString &title, const QString &name, const QString &filter);
    /// A folder that is there; empty if none.
    virtual QString folder(QWidget *parent, const QString &title);
    /// A password the person entered, for something that is read once; empty if none.
    virtual Secret passphrase(QWidget *parent, const QString &title, const QString &text);
    /// One that the person made up for something new, and entered twice; empty if none.
    virtual Secret newPassphrase(QWidget *parent, const QString &title, const QString &text);
    /// Calls `agreed` if the person agrees to `action`, which cannot be undone, and `parent` is still there.
    virtual void confirm(QWidget *parent, const QString &title, const QString &text, const QString &action,
                         const std::function<void()> &agreed);
};

} // namespace natter
