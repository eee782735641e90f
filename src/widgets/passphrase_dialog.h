// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class PassphraseDialog;
}

/// Asks for a passphrase: twice if it protects something new, as nobody could tell it later.
class PassphraseDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Asks { Once, Twice };
    PassphraseDialog(const QString &title, const QString &text, Asks asks, QWidget *parent = nullptr);
    ~PassphraseDialog() override;

    Secret passphrase() const;

private:
    void check();
    void complain(const QString &problem);

    std::unique_ptr<Ui::PassphraseDialog> m_ui;
    const Asks m_asks;
};

} // namespace natter
