// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>

class QLineEdit;

namespace natter {

/// Asks whether something is to be done to somebody, and for the reason, which they may read.
class ReasonDialog : public QDialog
{
    Q_OBJECT

public:
    /// `action` is what the button says that does it.
    ReasonDialog(const QString &title, const QString &text, const QString &action, QWidget *parent = nullptr);

    /// Opens one; `agreed` gets the reason, which may be empty, unless the person thinks better of it.
    static void ask(QWidget *parent, const QString &title, const QString &text, const QString &action,
                    const std::function<void(const QString &reason)> &agreed);

Q_SIGNALS:
    void agreed(const QString &reason);

private:
    QLineEdit *m_reason;
};

} // namespace natter
