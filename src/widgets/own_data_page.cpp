// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/own_data_page.h"

#include "widgets/dialogs.h"
#include "widgets/transfer_dialog.h"

#include "ui_own_data_page.h"

#include <QDate>

namespace natter {

static QString dated(const QString &name) { return name.arg(QDate::currentDate().toString(Qt::ISODate)); }

static QString backupFilter() { return OwnDataPage::tr("Backups of Natter (*.tar.age)"); }

OwnDataPage::OwnDataPage(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::OwnDataPage>())
{
    m_ui->setupUi(this);
    connect(m_ui->exportPages, &QPushButton::clicked, this, [this] { exportAll(HistoryOrder::Format::Pages); });
    connect(m_ui->exportLines, &QPushButton::clicked, this, [this] { exportAll(HistoryOrder::Format::JsonLines); });
    connect(m_ui->importFile, &QPushButton::clicked, this, &OwnDataPage::importFile);
    connect(m_ui->backUp, &QPushButton::clicked, this, &OwnDataPage::backUp);
    connect(m_ui->restore, &QPushButton::clicked, this, &OwnDataPage::restore);
}

OwnDataPage::~OwnDataPage() = default;

void OwnDataPage::bind(HistoryTransfer &transfer, Dialogs &dialogs)
{
    m_transfer = &transfer;
    m_dialogs = &dialogs;
}

void OwnDataPage::exportAll(HistoryOrder::Format format)
{
    HistoryOrder order;
    order.format = format;
    order.target = format == HistoryOrder::Format::Pages
        ? m_dialogs->folder(this, tr("Export all chats into a folder"))
        : m_dialogs->fileToSave(this, tr("Export all chats"), dated(QStringLiteral("natter-%1.jsonl")),
                                tr("JSON lines (*.jsonl)"));
    if (!order.target.isEmpty()) {
        TransferDialog::write(*m_transfer, order, this);
    }
}

void OwnDataPage::importFile()
{
    const QString path = m_dialogs->fileToOpen(
        this, tr("Import messages"), tr("Messages of Natter, Gajim or Dino (*.jsonl *.db *.sqlite);;All files (*)"));
    if (!path.isEmpty()) {
        TransferDialog::import(*m_transfer, path, this);
    }
}

void OwnDataPage::backUp()
{
    const QString path =
        m_dialogs->fileToSave(this, tr("Back up"), dated(QStringLiteral("natter-%1.tar.age")), backupFilter());
    if (path.isEmpty()) {
        return;
    }
    const Secret passphrase = m_dialogs->newPassphrase(
        this, tr("Back up"),
        tr("Whoever has this passphrase can open the backup, and nobody else. It is kept nowhere: without it the "
           "backup is lost."));
    if (!passphrase.isEmpty()) {
        TransferDialog::backUp(*m_transfer, path, passphrase, this);
    }
}

void OwnDataPage::restore()
{
    m_dialogs->confirm(this, tr("Put a backup in the place of this profile?"),
                       tr("Accounts, settings and messages become those of the backup, and Natter starts anew. What is "
                          "here now is kept in a folder of the profile."),
                       tr("Choose the backup…"), [this] { restoreBackup(*m_transfer, *m_dialogs, this); });
}

void restoreBackup(HistoryTransfer &transfer, Dialogs &dialogs, QWidget *parent)
{
    const QString path = dialogs.fileToOpen(parent, OwnDataPage::tr("Restore a backup"),
                                            backupFilter() + OwnDataPage::tr(";;All files (*)"));
    if (path.isEmpty()) {
        return;
    }
    const Secret passphrase = dialogs.passphrase(parent, OwnDataPage::tr("Restore a backup"),
                                                 OwnDataPage::tr("The passphrase of the backup:"));
    if (!passphrase.isEmpty()) {
        TransferDialog::restore(transfer, path, passphrase, parent);
    }
}

} // namespace natter
