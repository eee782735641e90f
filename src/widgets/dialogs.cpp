// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs.h"

#include "widgets/passphrase_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace natter {

QString Dialogs::fileToOpen(QWidget *parent, const QString &title, const QString &filter)
{
    return QFileDialog::getOpenFileName(parent, title, QDir::homePath(), filter);
}

QString Dialogs::fileToSave(QWidget *parent, const QString &title, const QString &name, const QString &filter)
{
    return QFileDialog::getSaveFileName(parent, title, QDir::home().filePath(name), filter);
}

QString Dialogs::folder(QWidget *parent, const QString &title)
{
    return QFileDialog::getExistingDirectory(parent, title, QDir::homePath());
}

static Secret askForPassphrase(PassphraseDialog &dialog)
{
    return dialog.exec() == QDialog::Accepted ? dialog.passphrase() : Secret();
}

Secret Dialogs::newPassphrase(QWidget *parent, const QString &title, const QString &text)
{
    PassphraseDialog dialog(title, text, PassphraseDialog::Asks::Twice, parent);
    return askForPassphrase(dialog);
}

Secret Dialogs::passphrase(QWidget *parent, const QString &title, const QString &text)
{
    PassphraseDialog dialog(title, text, PassphraseDialog::Asks::Once, parent);
    return askForPassphrase(dialog);
}

void Dialogs::confirm(QWidget *parent, const QString &title, const QString &text, const QString &action,
                      const std::function<void()> &agreed)
{
    auto *box = new QMessageBox(QMessageBox::Question, title, title, QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(text);
    QPushButton *agree = box->addButton(action, QMessageBox::DestructiveRole);
    agree->setProperty("takesAway", true);
    QObject::connect(agree, &QPushButton::clicked, parent, agreed);
    box->setDefaultButton(QMessageBox::Cancel);
    box->open();
}

} // namespace natter
