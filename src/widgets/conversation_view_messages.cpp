// SPDX-License-Identifier: GPL-3.0-or-later
// What is done with messages that are chosen, meant by a key or gone to; the rest is in conversation_view.cpp.
#include "widgets/conversation_view.h"

#include "base/log.h"
#include "chat/outgoing_message.h"
#include "widgets/choice_bar.h"
#include "widgets/composer.h"
#include "widgets/dialogs.h"
#include "widgets/history_menu.h"
#include "widgets/message_editing.h"
#include "widgets/message_reacting.h"
#include "widgets/new_messages_button.h"
#include "widgets/notice_bar.h"
#include "widgets/room_parts.h"
#include "widgets/shortcuts.h"
#include "widgets/timeline_view.h"

#include <QApplication>
#include <QClipboard>

namespace natter {

/// Messages that are chosen stand in the place of what would be written.
void ConversationView::followChoice()
{
    connect(m_timeline, &TimelineView::choiceChanged, this, [this](int count) {
        const bool focusGoes = m_choice->isAncestorOf(QApplication::focusWidget());
        m_writing->setVisible(count == 0);
        m_choice->setCount(count);
        if (focusGoes && count == 0) {
            focusComposer();
        }
    });
    connect(m_choice, &ChoiceBar::cancelled, m_timeline, &TimelineView::endChoice);
    connect(m_choice, &ChoiceBar::copyRequested, this, [this] {
        QGuiApplication::clipboard()->setText(m_timeline->selectedText());
        m_timeline->endChoice();
    });
    connect(m_choice, &ChoiceBar::forwardRequested, this,
            [this] { Q_EMIT forwardRequested(m_timeline->selectedMessages()); });
    const auto deleteHere = [this](const QList<ChatMessage> &messages) {
        deleteMessages({ m_services, m_dialogs, m_id }, messages, this);
    };
    connect(m_choice, &ChoiceBar::deletionRequested, this,
            [this, deleteHere] { deleteHere(m_timeline->selectedMessages()); });
    connect(m_timeline, &TimelineView::deletionRequested, this, deleteHere);
}

/// What nobody would get stays where it is, rather than go out some day to whom it is not for then.
bool ConversationView::isUnheard()
{
    const QString why = m_room->whyUnheard();
    if (!why.isEmpty()) {
        m_notice->setNotice(NoticeBar::Tone::Information, why, {});
        m_notice->show();
    }
    return !why.isEmpty();
}

/// A nickname may be somebody else's by now: what was to be for the one is told to the other only if that is meant.
bool ConversationView::isMeantForWhoIsThere(const WrittenMessage &written)
{
    const QString successor = m_room->successor();
    if (successor.isEmpty() || successor == m_meant) {
        return true;
    }
    const QString name = withVisibleControls(m_id.peer.resource());
    m_dialogs.confirm(this, tr("Send it to somebody else?"),
                      tr("Another person is called %1 now than the one who you were talking with.").arg(name),
                      tr("Send"), [this, id = m_id, successor, written] {
                          if (id == m_id) {
                              m_meant = successor;
                              send(written);
                          }
                      });
    return false;
}

bool ConversationView::isMeantStill(const ChatMessage &message)
{
    if (message.failure != Outbox::somebodyElse) {
        return true;
    }
    const QString name = withVisibleControls(m_id.peer.resource());
    m_dialogs.confirm(
        this, tr("Send it to somebody else?"),
        tr("It was for another person than the one who is called %1 now, as far as the room tells.").arg(name),
        tr("Send"), [this, message] {
            if (Account *found = m_services.accounts.find(message.conversation.account)) {
                found->outbox().retry(message);
            }
        });
    return false;
}

/// What was missed while there was no connection is new, also to whoever looks as it comes in.
void ConversationView::followNews()
{
    connect(&m_services.accounts, &Accounts::clientStateChanged, this, &ConversationView::noteSeen);
    connect(&m_services.accounts, &Accounts::catchingUpChanged, this, &ConversationView::noteCatchingUp);
    connect(&m_services.accounts, &Accounts::historyChanged, this, &ConversationView::noteCatchingUp);
    connect(m_news, &QPushButton::clicked, this, &ConversationView::goToNews);
}

void ConversationView::noteCatchingUp()
{
    if (!m_model || !account()) {
        return;
    }
    const bool isRoom = m_services.conversations.summary(m_id).kind == ChatKind::Room;
    const bool isFetching = isRoom ? account()->history().isFetchingMissed(m_id.peer)
                                   : account()->isCatchingUp() || account()->history().isFetchingMissed();
    m_model->setCatchingUp(isFetching);
    noteSeen();
}

void ConversationView::goToNews()
{
    if (const auto line = m_model ? m_model->newLineAfter() : std::nullopt) {
        showMessage(*line);
    }
}

/// The way there is remembered, for the way back.
void ConversationView::showQuoted(const ChatMessage &answer)
{
    if (m_cameFrom.isEmpty() || m_cameFrom.last() != answer.row) {
        m_cameFrom.append(answer.row);
    }
    goTo(answer.quote->row);
}

void ConversationView::goTo(qint64 message)
{
    if (m_model) {
        m_model->showAround(message);
    }
}

void ConversationView::addMessageShortcuts()
{
    addShortcut(Shortcut::Reply, *this, m_services.preferences, [this] {
        if (const auto message = messageMeant()) {
            m_editing->reply(*message);
        }
    });
    addShortcut(Shortcut::React, *this, m_services.preferences, [this] {
        if (const auto message = messageMeant()) {
            m_reacting->choose(*message, placeOf(*message));
        }
    });
}

/// The one that the keyboard is on, else the last that the other side said. None while messages are chosen.
std::optional<ChatMessage> ConversationView::messageMeant() const
{
    if (m_timeline->isChoosing()) {
        return {};
    }
    const QWidget *focus = QApplication::focusWidget();
    const bool onMessage = m_timeline->hasFocus() || m_timeline->isAncestorOf(focus);
    for (int row = m_model ? m_model->rowCount() - 1 : -1; row >= 0; --row) {
        const ChatMessage &message = m_model->message(row);
        const bool meant =
            onMessage && m_timeline->focusRow() >= 0 ? row == m_timeline->focusRow() : !message.isOutgoing();
        if (meant && isAnswerable(message)) {
            return message;
        }
    }
    return {};
}

void ConversationView::jump()
{
    if (m_cameFrom.isEmpty()) {
        m_timeline->jumpToNewest();
    } else {
        goTo(m_cameFrom.takeLast());
    }
}

} // namespace natter
