// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sending_later.h"

#include "base/future.h"
#include "chat/outgoing_message.h"
#include "models/friendly_time.h"
#include "models/later_times.h"
#include "widgets/composer.h"
#include "widgets/composer_commands.h"
#include "widgets/composer_tools.h"
#include "widgets/icons.h"
#include "widgets/later_dialog.h"
#include "widgets/notice_bar.h"
#include "widgets/send_time_dialog.h"
#include "widgets/shortcuts.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace natter {

using State = LaterMessage::State;

SendingLater::SendingLater(const ChatServices &services, Dialogs &dialogs, ComposerCommands &commands,
                           ComposerTools &tools, QWidget *window)
    : QObject(window)
    , m_services(services)
    , m_dialogs(dialogs)
    , m_commands(commands)
    , m_tools(tools)
    , m_composer(tools.composer())
    , m_window(window)
    , m_menu(new QMenu(m_composer.sendButton()))
    , m_bar(new QWidget(window))
    , m_late(new NoticeBar(m_bar))
    , m_waiting(new QPushButton(m_bar))
{
    auto *layout = new QVBoxLayout(m_bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_late);
    layout->addWidget(m_waiting, 0, Qt::AlignLeading);
    m_late->setDismissable(true);
    m_waiting->setProperty("flat", true);
    m_waiting->setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard where the person was writing
    QWidget::setTabOrder(m_composer.previousInFocusChain(), m_waiting); // as it stands there
    m_bar->installEventFilter(this);
    QToolButton *send = m_composer.sendButton();
    send->setMenu(m_menu); // which a long press opens
    send->setContextMenuPolicy(Qt::CustomContextMenu);
    send->setToolTip(tr("Send. Hold to send later"));
    send->setAccessibleDescription(tr("Hold to send later"));
    connect(send, &QWidget::customContextMenuRequested, this, &SendingLater::popUp);
    connect(m_menu, &QMenu::aboutToShow, this, [this] {
        m_menu->clear();
        fill(*m_menu);
    });
    addShortcut(Shortcut::SendLater, *window, services.preferences, [this] { popUp(); });
    connect(m_waiting, &QPushButton::clicked, this, &SendingLater::showList);
    connect(m_late, &NoticeBar::dismissed, this, [this] { m_services.later.forgetLateness(m_id); });
    connect(&services.later, &LaterMessages::changed, this, &SendingLater::update);
    update();
}

void SendingLater::open(const ConversationId &id)
{
    m_id = id;
    m_before = {};
    update();
}

void SendingLater::fill(QMenu &menu)
{
    const bool isWritten = !m_composer.text().trimmed().isEmpty() && m_commands.messageIn(m_composer.text());
    // Who will have the name by then, in a room, nobody knows
    const bool canSend = !m_id.isNull() && !m_id.isInsideRoom() && isWritten && !m_composer.beingEdited();
    if (m_before > QDateTime::currentDateTime()) {
        menu.addAction(tr("Send at its time (%1)").arg(friendlyMoment(m_before)), this,
                       [this, before = m_before] { keep(before); })
            ->setEnabled(canSend);
    }
    const auto times = laterTimes(QDateTime::currentDateTime());
    for (const LaterTime &time : times) {
        menu.addAction(time.text, this, [this, time] { keep(time.time); })->setEnabled(canSend);
    }
    menu.addAction(tr("Send at another time…"), this, &SendingLater::chooseTime)->setEnabled(canSend);
    if (!m_services.later.of(m_id).isEmpty()) {
        menu.addSeparator();
        menu.addAction(tr("What is to be sent later…"), this, &SendingLater::showList);
    }
}

void SendingLater::addActions(QMenu &menu)
{
    QMenu *times = menu.addMenu(tintedIcon(QStringLiteral("clock"), Theme::of(m_window).text), tr("Send later"));
    fill(*times);
}

/// Above the button, ready for the keyboard.
void SendingLater::popUp()
{
    const QToolButton *send = m_composer.sendButton();
    if (!send->isVisible()) {
        return; // messages are chosen: what would be sent is not in sight
    }
    m_menu->clear(); // it is filled as it is shown, but its size is needed before
    fill(*m_menu);
    const QSize size = m_menu->sizeHint();
    const int left = m_composer.isRightToLeft() ? 0 : send->width() - size.width();
    m_menu->popup(send->mapToGlobal(QPoint(left, -size.height())));
    const auto actions = m_menu->actions();
    const auto first =
        std::find_if(actions.cbegin(), actions.cend(), [](const QAction *action) { return action->isEnabled(); });
    m_menu->setActiveAction(first == actions.cend() ? nullptr : *first);
}

void SendingLater::chooseTime()
{
    auto *dialog = new SendTimeDialog(someLaterTime(QDateTime::currentDateTime()), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SendTimeDialog::chosen, this, [this, id = m_id](const QDateTime &time) {
        if (id == m_id) { // a script may have opened another
            keep(time);
        }
    });
    dialog->open();
}

void SendingLater::keep(const QDateTime &time)
{
    const auto written = m_commands.messageIn(m_composer.text());
    if (!written) {
        return; // what is written is no message any more
    }
    const auto answered = m_composer.beingAnswered();
    LaterMessage message;
    message.conversation = m_id;
    message.text = written->text;
    message.spoiler = written->hint;
    message.cards = m_tools.takeCards(*written);
    message.due = time.toUTC();
    m_before = {};
    message.replyTo = answered ? nameOf(*answered) : QString();
    const auto added = m_services.later.add(message); // before the draft goes: a crash would take what was written
    m_composer.stopReplying();
    m_composer.setText({});
    m_composer.setFocus();
    Q_EMIT kept();
    whenDone(added, this, [this, message](const Result<LaterMessage> &done) {
        if (!done) {
            m_services.conversations.giveBack(message.conversation, writtenAs(message), message.replyTo);
            if (m_id == message.conversation) {
                Q_EMIT failed(done.error());
            }
        }
    });
}

QString SendingLater::writtenAs(const LaterMessage &message) const
{
    return m_commands.writtenAs({ message.text, message.spoiler });
}

void SendingLater::showList()
{
    if (m_services.later.of(m_id).isEmpty()) {
        return;
    }
    const auto asWritten = [this](const LaterMessage &message) { return writtenAs(message); };
    auto *dialog = new LaterDialog(m_services, m_dialogs, m_id, asWritten, m_window);
    connect(dialog, &LaterDialog::takenBack, this, [this](const LaterMessage &message) {
        m_before = message.due;
        m_tools.giveBack(message.cards);
        m_commands.report(message.conversation,
                          tr("This was to be sent: %1. It goes out at once if you send it now; hold the button to send "
                             "it later.")
                              .arg(friendlyMoment(message.due)));
    });
    connect(dialog, &QDialog::finished, &m_composer, [this] { m_composer.setFocus(); });
    dialog->open();
}

QString SendingLater::textOf(const QList<LaterMessage> &messages) const
{
    const auto missed = static_cast<int>(std::count_if(
        messages.cbegin(), messages.cend(), [](const LaterMessage &each) { return each.state != State::Waits; }));
    const auto waiting = static_cast<int>(messages.size()) - missed;
    QStringList parts;
    if (missed > 0) {
        parts << (missed == 1 ? tr("A message missed its time") : tr("%n messages missed their time", nullptr, missed));
    }
    if (waiting > 1) {
        parts << tr("%n messages to be sent later", nullptr, waiting);
    } else if (waiting == 1) {
        const auto next = std::find_if(messages.cbegin(), messages.cend(),
                                       [](const LaterMessage &each) { return each.state == State::Waits; });
        parts << (m_services.later.isDelayed(*next)
                      ? tr("A message is to be sent as soon as there is a connection")
                      : tr("A message to be sent later: %1").arg(friendlyMoment(next->due)));
    }
    return parts.join(QStringLiteral(" · "));
}

void SendingLater::update()
{
    const auto messages = m_services.later.of(m_id);
    const QString text = textOf(messages);
    const bool needsPerson = std::any_of(messages.cbegin(), messages.cend(),
                                         [](const LaterMessage &each) { return each.state != State::Waits; });
    const Theme theme = Theme::of(m_window);
    m_waiting->setText(text);
    m_waiting->setAccessibleName(text);
    m_waiting->setIcon(needsPerson ? tintedIcon(QStringLiteral("alert"), theme.warning)
                                   : tintedIcon(QStringLiteral("clock"), theme.accent));
    m_waiting->setVisible(!messages.isEmpty());
    updateLateness();
    m_bar->setVisible(!messages.isEmpty() || m_services.later.lateness(m_id));
}

void SendingLater::updateLateness()
{
    const auto late = m_services.later.lateness(m_id);
    m_late->setVisible(late.has_value());
    if (!late) {
        return;
    }
    const QString due = friendlyMoment(late->due);
    const QString sent = friendlyMoment(late->sent);
    m_late->setNotice(NoticeBar::Tone::Information,
                      late->count == 1
                          //: %1 and %2 are days and times
                          ? tr("A message went out late, as Natter did not run at its time or had no connection.\n"
                               "To be sent: %1 · Sent: %2")
                                .arg(due, sent)
                          //: %1 and %2 are days and times
                          : tr("%n messages went out late, as Natter did not run at their times or had no connection.\n"
                               "The last one: to be sent: %1 · Sent: %2",
                               nullptr, late->count)
                                .arg(due, sent));
}

bool SendingLater::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        update();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace natter
