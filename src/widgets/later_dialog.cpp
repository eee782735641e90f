// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/later_dialog.h"

#include "base/future.h"
#include "base/log.h"
#include "base/text.h"
#include "models/friendly_time.h"
#include "widgets/dialogs.h"
#include "widgets/problem_label.h"
#include "widgets/send_time_dialog.h"
#include "widgets/two_lines_delegate.h"
#include "widgets/windows.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace natter {

using State = LaterMessage::State;

static constexpr qsizetype shownChars = 300;

LaterDialog::LaterDialog(const ChatServices &services, Dialogs &dialogs, const ConversationId &id,
                         const Written &written, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_dialogs(dialogs)
    , m_id(id)
    , m_written(written)
    , m_list(new QListWidget(this))
    , m_problem(new ProblemLabel(this))
    , m_send(new QPushButton(tr("&Send now"), this))
    , m_time(new QPushButton(tr("Change the &time…"), this))
    , m_edit(new QPushButton(tr("&Edit"), this))
    , m_remove(new QPushButton(tr("&Delete…"), this))
{
    build();
    connect(m_send, &QPushButton::clicked, this, &LaterDialog::sendNow);
    connect(m_time, &QPushButton::clicked, this, &LaterDialog::changeTime);
    connect(m_edit, &QPushButton::clicked, this, &LaterDialog::edit);
    connect(m_remove, &QPushButton::clicked, this, &LaterDialog::remove);
    auto *keys = new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut);
    connect(keys, &QShortcut::activated, this, &LaterDialog::remove);
    connect(m_list, &QListWidget::itemActivated, this, &LaterDialog::changeTime);
    connect(m_list, &QListWidget::currentRowChanged, this, &LaterDialog::updateButtons);
    connect(&services.later, &LaterMessages::changed, this, &LaterDialog::fill);
    fill();
    m_list->setFocus();
}

void LaterDialog::build()
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("To be sent later"));
    resizeWithinScreen(*this, { 600, 360 });
    m_list->setItemDelegate(new TwoLinesDelegate(m_list));
    m_list->setAccessibleName(windowTitle());
    m_problem->hide();
    m_remove->setProperty("takesAway", true);
    auto *close = new QPushButton(tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : { m_send, m_time, m_edit, m_remove, close }) {
        button->setAutoDefault(false); // Enter is for the message that is chosen
        buttons->addWidget(button);
    }
    buttons->insertStretch(4, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_list);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
}

QString LaterDialog::titleOf(const LaterMessage &message) const
{
    const QString time = friendlyMoment(message.due);
    switch (message.state) {
    case State::Missed:
        return tr("%1 · missed, and not sent by itself any more").arg(time);
    case State::Restored:
        return tr("%1 · came with a backup, and may be out already").arg(time);
    case State::Waits:
        break;
    }
    return m_services.later.isDelayed(message) ? tr("%1 · waits for a connection").arg(time) : time;
}

/// The one that was chosen stays so, or else the one in its place.
void LaterDialog::fill()
{
    const qint64 chosen =
        m_list->currentItem() ? m_list->currentItem()->data(TwoLinesDelegate::KeyRole).toLongLong() : 0;
    const int before = qMax(0, m_list->currentRow());
    const auto messages = m_services.later.of(m_id);
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    int current = -1;
    for (const LaterMessage &message : messages) {
        const QString text = withVisibleControls(cut(message.text, shownChars).simplified());
        auto *item = new QListWidgetItem(text, m_list);
        item->setData(TwoLinesDelegate::KeyRole, message.row);
        item->setData(TwoLinesDelegate::TitleRole, titleOf(message));
        item->setData(TwoLinesDelegate::NeedsPersonRole, message.state != State::Waits);
        item->setData(Qt::AccessibleTextRole, QString(titleOf(message) + QStringLiteral(". ") + text));
        current = message.row == chosen ? m_list->count() - 1 : current;
    }
    m_list->setCurrentRow(current >= 0 ? current : qMin(before, m_list->count() - 1));
    updateButtons();
    if (m_list->count() == 0 && isVisible() && !m_isTakingBack) {
        accept();
    }
}

void LaterDialog::updateButtons()
{
    for (QPushButton *button : { m_send, m_time, m_edit, m_remove }) {
        button->setEnabled(m_list->currentItem());
    }
}

std::optional<LaterMessage> LaterDialog::current() const
{
    const QListWidgetItem *item = m_list->currentItem();
    const auto &all = m_services.later.all();
    const auto found = std::find_if(all.cbegin(), all.cend(), [item](const LaterMessage &message) {
        return item && message.row == item->data(TwoLinesDelegate::KeyRole).toLongLong();
    });
    return found == all.cend() ? std::nullopt : std::optional(*found);
}

/// What is gone by now is off the list anyway.
void LaterDialog::complain(const Error &error)
{
    if (error.condition != u"gone") {
        m_problem->say(error);
    }
}

template <typename T> void LaterDialog::follow(const QFuture<Result<T>> &done)
{
    m_problem->hide();
    whenDone(done, this, [this](const Result<T> &result) {
        if (!result) {
            complain(result.error());
        }
    });
}

void LaterDialog::sendNow()
{
    if (const auto message = current()) {
        follow(m_services.later.sendNow(message->row));
    }
}

void LaterDialog::changeTime()
{
    const auto message = current();
    if (!message) {
        return;
    }
    auto *dialog = new SendTimeDialog(message->due, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SendTimeDialog::chosen, this,
            [this, row = message->row](const QDateTime &time) { follow(m_services.later.setDue(row, time.toUTC())); });
    dialog->open();
}

void LaterDialog::edit()
{
    if (const auto message = current()) {
        m_isTakingBack = true;
        whenDone(m_services.later.takeBack(message->row, m_written(*message)), this,
                 [this](const Result<LaterMessage> &back) {
                     if (back) {
                         Q_EMIT takenBack(*back);
                         accept();
                     } else {
                         m_isTakingBack = false;
                         complain(back.error());
                         fill(); // it may have been the last one, and sent just then
                     }
                 });
    }
}

void LaterDialog::remove()
{
    if (const auto message = current()) {
        m_dialogs.confirm(this, tr("Delete what is to be sent later?"),
                          tr("It is not sent, and what you wrote is gone for good."), tr("Delete"),
                          [this, row = message->row] { follow(m_services.later.remove(row)); });
    }
}

} // namespace natter
