// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/history_transfer.h"

#include <QWidget>

#include <memory>

namespace natter {

class Dialogs;

namespace Ui {
class OwnDataPage;
}

/// The page of the settings on which the person takes their messages out, brings others in, and makes backups.
class OwnDataPage : public QWidget
{
    Q_OBJECT

public:
    explicit OwnDataPage(QWidget *parent = nullptr);
    ~OwnDataPage() override;

    void bind(HistoryTransfer &transfer, Dialogs &dialogs);

private:
    void exportAll(HistoryOrder::Format format);
    void importFile();
    void backUp();
    void restore();

    std::unique_ptr<Ui::OwnDataPage> m_ui;
    HistoryTransfer *m_transfer = nullptr;
    Dialogs *m_dialogs = nullptr;
};

/// Asks for a backup and its passphrase, and opens it.
void restoreBackup(HistoryTransfer &transfer, Dialogs &dialogs, QWidget *parent);

} // namespace natter
