// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/history_transfer.h"

#include <QDialog>
#include <QTimer>

#include <memory>

namespace natter {

namespace Ui {
class TransferDialog;
}

/// How far a transfer is, a way to stop it, and what came of it. Other windows stay usable.
class TransferDialog : public QDialog
{
    Q_OBJECT

public:
    /// Begins the transfer and shows how it goes.
    static TransferDialog *write(HistoryTransfer &transfer, const HistoryOrder &order, QWidget *parent);
    static TransferDialog *import(HistoryTransfer &transfer, const QString &path, QWidget *parent);
    static TransferDialog *backUp(HistoryTransfer &transfer, const QString &path, const Secret &passphrase,
                                  QWidget *parent);
    static TransferDialog *restore(HistoryTransfer &transfer, const QString &path, const Secret &passphrase,
                                   QWidget *parent);
    ~TransferDialog() override;

    QString result() const; ///< what is said of it once it is over

protected:
    void reject() override;

private:
    TransferDialog(HistoryTransfer &transfer, const QString &title, const QString &text, QWidget *parent);
    template <typename T> void follow(const QFuture<Result<T>> &transferred, std::function<void(const T &)> done);
    void showProgress();
    void end(const QString &text, const QString &place);
    void fail(const Error &error);

    std::unique_ptr<Ui::TransferDialog> m_ui;
    HistoryTransfer &m_transfer;
    QTimer m_progress;
    QString m_place;
    bool m_isBackup = false; ///< is to be opened
    bool m_isOver = false;
};

} // namespace natter
