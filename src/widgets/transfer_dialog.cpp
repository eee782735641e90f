// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transfer_dialog.h"

#include "base/future.h"
#include "widgets/error_text.h"

#include "ui_transfer_dialog.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QUrl>

namespace natter {

using namespace std::chrono_literals;

/// The settings may be closed meanwhile. What blocks the other windows has to own it, or it would be blocked as well.
static QWidget *ownerFor(QWidget *widget)
{
    QWidget *window = widget->window();
    return window->isModal() || !window->parentWidget() ? window : window->parentWidget();
}

TransferDialog::TransferDialog(HistoryTransfer &transfer, const QString &title, const QString &text, QWidget *parent)
    : QDialog(ownerFor(parent))
    , m_ui(std::make_unique<Ui::TransferDialog>())
    , m_transfer(transfer)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    m_ui->text->setText(text);
    m_ui->text->setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    m_ui->progress->setAccessibleName(title);
    m_ui->problem->hide();
    m_ui->show->hide();
    connect(m_ui->close, &QPushButton::clicked, this, &TransferDialog::reject);
    connect(m_ui->show, &QPushButton::clicked, this, [this] {
        const QString folder = QFileInfo(m_place).isDir() ? m_place : QFileInfo(m_place).absolutePath();
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    });
    m_progress.setInterval(100ms);
    connect(&m_progress, &QTimer::timeout, this, &TransferDialog::showProgress);
    m_progress.start();
    show();
}

TransferDialog::~TransferDialog()
{
    if (!m_isOver) {
        m_transfer.cancel(); // nobody could, any more
    }
}

QString TransferDialog::result() const
{
    return m_isOver ? (m_ui->problem->isHidden() ? m_ui->text->text() : m_ui->problem->text()) : QString();
}

void TransferDialog::showProgress()
{
    m_ui->progress->setMaximum(m_transfer.total());
    m_ui->progress->setValue(m_transfer.done());
}

/// Closing it while something is under way stops that.
void TransferDialog::reject()
{
    if (m_isOver) {
        QDialog::reject();
        return;
    }
    m_ui->close->setEnabled(false);
    m_transfer.cancel();
}

void TransferDialog::end(const QString &text, const QString &place)
{
    m_isOver = true;
    m_progress.stop();
    m_place = place;
    m_ui->text->setText(text);
    m_ui->progress->hide();
    m_ui->show->setVisible(!place.isEmpty());
    m_ui->close->setText(tr("Close"));
    m_ui->close->setEnabled(true);
    m_ui->close->setFocus();
    setMinimumWidth(width()); // it stays where it is
    adjustSize();
}

/// As the person's language writes numbers.
static QString inWords(int number) { return QLocale().toString(number); }

void TransferDialog::fail(const Error &error)
{
    if (error.kind == Error::Kind::Cancelled) {
        m_isOver = true;
        QDialog::reject();
        return;
    }
    const bool isNone = m_isBackup && error.kind == Error::Kind::Malformed;
    m_ui->problem->say(isNone ? tr("This is no backup of Natter. Nothing was changed.") : transferText(error),
                       errorDetails(error));
    m_ui->text->hide();
    end({}, {});
}

template <typename T>
void TransferDialog::follow(const QFuture<Result<T>> &transferred, std::function<void(const T &)> done)
{
    whenDone(transferred, this, [this, done](const Result<T> &result) {
        if (result) {
            done(*result);
        } else {
            fail(result.error());
        }
    });
}

TransferDialog *TransferDialog::write(HistoryTransfer &transfer, const HistoryOrder &order, QWidget *parent)
{
    auto *dialog = new TransferDialog(transfer, tr("Export"), tr("The messages are being written…"), parent);
    dialog->follow<HistoryWritten>(transfer.write(order), [dialog](const HistoryWritten &written) {
        dialog->end(
            tr("Written to %1. Messages: %2").arg(QDir::toNativeSeparators(written.place), inWords(written.messages)),
            written.place);
    });
    return dialog;
}

static QString textOf(const HistoryImported &imported)
{
    QStringList said { TransferDialog::tr("Messages imported: %1").arg(inWords(imported.added)) };
    if (imported.known > 0) {
        said.append(TransferDialog::tr("Were here already: %1").arg(inWords(imported.known)));
    }
    if (imported.expired > 0) {
        said.append(TransferDialog::tr("Left out, as their chats keep messages for a while only: %1")
                        .arg(inWords(imported.expired)));
    }
    if (imported.left > 0) {
        said.append(TransferDialog::tr("Left out, as they are from rooms: %1").arg(inWords(imported.left)));
    }
    if (!imported.unknownAccounts.isEmpty()) {
        said.append(TransferDialog::tr("Add these accounts first to import their messages as well: %1")
                        .arg(imported.unknownAccounts.join(QStringLiteral(", "))));
    }
    return said.join(u'\n');
}

TransferDialog *TransferDialog::import(HistoryTransfer &transfer, const QString &path, QWidget *parent)
{
    auto *dialog = new TransferDialog(transfer, tr("Import"), tr("The messages are being imported…"), parent);
    dialog->follow<HistoryImported>(transfer.import(path),
                                    [dialog](const HistoryImported &imported) { dialog->end(textOf(imported), {}); });
    return dialog;
}

TransferDialog *TransferDialog::backUp(HistoryTransfer &transfer, const QString &path, const Secret &passphrase,
                                       QWidget *parent)
{
    auto *dialog = new TransferDialog(transfer, tr("Backup"), tr("The backup is being written…"), parent);
    dialog->follow<QString>(transfer.backUp(path, passphrase), [dialog](const QString &place) {
        dialog->end(tr("The backup was written to %1. Keep the passphrase: without it nobody can open the backup.")
                        .arg(QDir::toNativeSeparators(place)),
                    place);
    });
    return dialog;
}

TransferDialog *TransferDialog::restore(HistoryTransfer &transfer, const QString &path, const Secret &passphrase,
                                        QWidget *parent)
{
    auto *dialog = new TransferDialog(transfer, tr("Restore"), tr("The backup is being opened…"), parent);
    dialog->m_isBackup = true;
    dialog->follow<QString>(transfer.restore(path, passphrase), [dialog](const QString &) {
        dialog->end(tr("The backup is ready. Natter starts anew with it now."), {});
    });
    return dialog;
}

} // namespace natter
