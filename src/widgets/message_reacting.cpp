// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_reacting.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "chat/outgoing_message.h"
#include "widgets/emoji_choice.h"
#include "widgets/icons.h"
#include "widgets/reaction_choice.h"
#include "widgets/reactions_dialog.h"
#include "widgets/theme.h"
#include "widgets/timeline_text.h"

#include <QCursor>
#include <QMenu>
#include <QToolTip>

namespace natter {

MessageReacting::MessageReacting(const ChatServices &services, QWidget *window)
    : QObject(window)
    , m_services(services)
    , m_window(window)
{
    connect(&services.conversations, &Conversations::messageChanged, this, [this](const MessageChange &change) {
        const ChatMessage &message = change.message;
        if (message.delivery == ChatMessage::Delivery::Failed && m_sent.remove(message.row)) {
            Q_EMIT failed(
                { Error::Kind::Remote, QStringLiteral("the reaction was not delivered"), message.failure, {} });
        }
    });
}

void MessageReacting::choose(const ChatMessage &message, const QPoint &globalPosition)
{
    auto *choice = new ReactionChoice(m_services.preferences.values().recentEmoji, ourReactions(message), m_window);
    connect(choice, &ReactionChoice::chosen, this, [this, message](const QString &emoji) { toggle(message, emoji); });
    connect(choice, &ReactionChoice::othersWanted, this,
            [this, message, globalPosition] { chooseFromAll(message, globalPosition); });
    choice->popUp(globalPosition);
}

void MessageReacting::chooseFromAll(const ChatMessage &message, const QPoint &globalPosition)
{
    EmojiPicker *picker = newEmojiPicker(m_services, m_window);
    picker->setAttribute(Qt::WA_DeleteOnClose);
    connect(picker, &EmojiPicker::picked, this, [this, picker, message](const QString &emoji) {
        picker->close(); // each message takes one at a time
        toggle(message, emoji);
    });
    picker->openAt({ globalPosition, QSize(1, 1) }, *m_window);
}

void MessageReacting::toggle(const ChatMessage &message, const QString &emoji)
{
    Account *account = m_services.accounts.find(message.conversation.account);
    if (!account) {
        return;
    }
    const auto known = m_wanted.constFind(message.row);
    QStringList ours = known == m_wanted.cend() ? ourReactions(message) : known->emoji;
    if (ours.removeAll(emoji) == 0) {
        ours.append(emoji);
        auto values = m_services.preferences.values();
        values.recentEmoji = EmojiList::afterUse(values.recentEmoji, emoji);
        m_services.preferences.set(values);
    }
    ours = ours.mid(0, limits::reactions);
    Wanted &wanted = m_wanted[message.row];
    wanted.emoji = ours;
    ++wanted.pending;
    whenDone(account->outbox().react(message, ours), this, [this, row = message.row](const Result<ChatMessage> &sent) {
        if (--m_wanted[row].pending == 0) {
            m_wanted.remove(row);
        }
        if (sent) {
            m_sent.insert(sent->row);
        } else {
            Q_EMIT failed(sent.error());
        }
    });
}

void MessageReacting::addActions(QMenu &menu, const ChatMessage &message)
{
    if (!message.reactions.isEmpty()) {
        menu.addAction(tintedIcon(QStringLiteral("people"), Theme::of(m_window).text), tr("Reactions…"), this,
                       [this, message] { showGiven(message); });
    }
}

/// Unless the mouse is elsewhere by then.
void MessageReacting::nameReactors(const ChatMessage &message, const QString &emoji, const QString &toolTip)
{
    whenDone(m_services.conversations.reactionsTo(message.row), this,
             [this, emoji, toolTip, place = QCursor::pos()](const Result<QList<GivenReactions>> &given) {
                 if (given && QToolTip::isVisible() && QToolTip::text() == toolTip) {
                     QToolTip::showText(place, reactionToolTip(emoji, *given), m_window);
                 }
             });
}

void MessageReacting::showGiven(const ChatMessage &message)
{
    const auto found = m_services.conversations.reactionsTo(message.row);
    whenDone(found, this, [this, id = message.conversation](const Result<QList<GivenReactions>> &given) {
        if (!given) {
            Q_EMIT failed(given.error());
            return;
        }
        QList<ReactionsDialog::Line> lines;
        for (const GivenReactions &one : *given) {
            const QString name = withVisibleControls(one.nick.isEmpty() ? m_services.nameOf(id) : one.nick);
            lines.append({ one.isOurs ? tr("You") : name, one.emoji, one.time });
        }
        if (!lines.isEmpty()) { // else they were taken back meanwhile
            (new ReactionsDialog(lines, m_window))->open();
        }
    });
}

} // namespace natter
