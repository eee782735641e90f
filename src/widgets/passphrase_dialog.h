// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class PassphraseDialog;
}

/// Asks for a passphrase that protects something new: twice, as nobody could tell it later.
class PassphraseDialog : public QDialog
{
    Q_OBJECT

public:
    PassphraseDialog(const QString &title, const QString &text, QWidget *parent = nullptr);
    ~PassphraseDialog() override;

    QString passphrase() const;

private:
    void check();

    std::unique_ptr<Ui::PassphraseDialog> m_ui;
};

} // namespace natter
