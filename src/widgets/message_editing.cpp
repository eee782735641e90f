// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_editing.h"

#include "base/future.h"
#include "base/log.h"
#include "chat/outgoing_message.h"
#include "models/chat_command.h"
#include "models/message_text.h"
#include "widgets/composer.h"
#include "widgets/dialogs.h"
#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/versions_dialog.h"

#include <QMenu>
#include <QSignalBlocker>

namespace natter {

using By = MessageStore::By;

MessageEditing::MessageEditing(const ChatServices &services, Dialogs &dialogs, Composer &composer, QWidget *window)
    : QObject(window)
    , m_services(services)
    , m_dialogs(dialogs)
    , m_composer(composer)
    , m_window(window)
{
    connect(&composer, &Composer::corrected, this, &MessageEditing::correct);
    connect(&composer, &Composer::previousWanted, this, &MessageEditing::editLast);
    connect(&services.conversations, &Conversations::messageChanged, this, [this](const MessageChange &change) {
        if (change.message.isRetracted()) {
            stopAnswering(change.message);
        }
    });
}

/// It says nothing any more.
void MessageEditing::stopAnswering(const ChatMessage &message)
{
    const auto isIt = [&message](const std::optional<ChatMessage> &answered) {
        return answered && answered->row == message.row;
    };
    if (isIt(m_composer.beingAnswered())) {
        m_composer.stopReplying();
    }
    if (const auto left = m_left.find(message.conversation); left != m_left.end() && isIt(left->answered)) {
        left->answered.reset();
    }
}

void MessageEditing::open(const TimelineModel *model)
{
    m_model = model;
    const Draft draft = m_services.conversations.summary(model->id()).draft;
    if (m_left.contains(model->id())) {
        takeUp(m_left.take(model->id()));
    } else if (!draft.replyTo.isEmpty() || !draft.editOf.isEmpty()) {
        find(draft); // of an earlier run
    }
}

/// Nobody types what comes back.
void MessageEditing::takeUp(const Left &left)
{
    const QSignalBlocker quiet(m_composer);
    if (left.answered) {
        m_composer.reply(*left.answered, nameOfSender(*left.answered));
    }
    if (left.edited) {
        m_composer.edit(*left.edited);
        m_composer.setText(left.text);
    }
}

void MessageEditing::replyLater(const ConversationId &id, const ChatMessage &message)
{
    if (m_model && m_model->id() == id) {
        reply(message);
        return;
    }
    m_left[id].answered = message;
    Draft draft = m_services.conversations.summary(id).draft;
    draft.replyTo = nameOf(message);
    m_services.conversations.setDraft(id, draft);
}

void MessageEditing::follow(const Draft &draft)
{
    const auto answered = m_composer.beingAnswered();
    if (m_model && !draft.replyTo.isEmpty() && (!answered || nameOf(*answered) != draft.replyTo)) {
        m_composer.stopReplying();
        find({ draft.text, draft.replyTo });
    }
}

void MessageEditing::find(const Draft &draft)
{
    const ConversationId id = m_model->id();
    using Found = Result<std::optional<ChatMessage>>;
    const auto isHere = [this, id] { return m_model && m_model->id() == id && !m_composer.beingEdited(); };
    if (!draft.replyTo.isEmpty()) {
        whenDone(m_services.conversations.named(id, draft.replyTo, By::Anybody), this,
                 [this, isHere](const Found &found) {
                     if (found && *found && isHere() && !m_composer.beingAnswered() && isAnswerable(**found)) {
                         takeUp({ {}, {}, **found });
                     }
                 });
    }
    if (!draft.editOf.isEmpty()) {
        whenDone(m_services.conversations.named(id, draft.editOf, By::Us), this, [=, this](const Found &found) {
            if (found && *found && isHere() && isChangeable(**found)) {
                takeUp({ **found, draft.editText, {} });
            } else if (found && (!*found || !isChangeable(**found))) {
                giveBack(id, draft.editText); // what was typed is never lost
            }
        });
    }
}

/// The message that was being edited is gone.
void MessageEditing::giveBack(const ConversationId &id, const QString &text)
{
    Draft draft = m_services.conversations.summary(id).draft;
    draft.editOf.clear();
    draft.editText.clear();
    m_services.conversations.setDraft(id, draft);
    m_services.conversations.giveBack(id, writtenAsMessage(text));
}

void MessageEditing::close()
{
    const Left left { m_composer.beingEdited(), m_composer.text(), m_composer.beingAnswered() };
    const QSignalBlocker quiet(m_composer); // what comes back is not typed
    if (m_model && (left.edited || left.answered)) {
        m_left.insert(m_model->id(), left);
    }
    m_composer.stopEditing();
    m_composer.stopReplying();
    m_model = nullptr;
}

QString MessageEditing::nameOfSender(const ChatMessage &message) const
{
    Account *account = m_services.accounts.find(message.conversation.account);
    if (message.isOutgoing() || !account) {
        return message.isOutgoing() ? tr("yourself") : message.conversation.peer.toString();
    }
    return senderOf(message, withVisibleControls(m_services.nameOf(message.conversation)));
}

void MessageEditing::reply(const ChatMessage &message)
{
    if (isAnswerable(message)) {
        m_composer.stopEditing();
        m_composer.reply(message, nameOfSender(message));
    }
}

void MessageEditing::edit(const ChatMessage &message)
{
    const auto before = m_composer.beingEdited();
    if (before && before->row == message.row) {
        m_composer.setFocus(); // as far as it has got
        return;
    }
    if (!before) {
        Q_EMIT aboutToEdit();
    }
    m_composer.edit(message);
}

/// Of what is in memory: what stands far above is edited from there.
void MessageEditing::editLast()
{
    for (int row = m_model && m_model->isAtEnd() ? m_model->rowCount() - 1 : -1; row >= 0; --row) {
        if (isChangeable(m_model->message(row))) {
            edit(m_model->message(row));
            return;
        }
    }
}

void MessageEditing::correct(const ChatMessage &message, const QString &text)
{
    Account *account = m_services.accounts.find(message.conversation.account);
    if (!account || text == message.body) {
        return;
    }
    whenDone(account->outbox().correct(message, text), this, [this, message, text](const Result<ChatMessage> &sent) {
        if (sent) {
            return;
        }
        // What was typed is never lost
        if (m_model && m_model->id() == message.conversation) {
            edit(message);
            m_composer.setText(text);
            Q_EMIT failed(sent.error());
        } else {
            m_left.insert(message.conversation, { message, text, {} });
        }
    });
}

void MessageEditing::retract(const ChatMessage &message)
{
    const auto doIt = [this, message] {
        if (Account *account = m_services.accounts.find(message.conversation.account)) {
            whenDone(account->outbox().retract(message), this, [this](const Result<ChatMessage> &sent) {
                if (!sent) {
                    Q_EMIT failed(sent.error());
                }
            });
        }
    };
    m_dialogs.confirm(
        m_window, tr("Retract this message?"),
        message.delivery == ChatMessage::Delivery::Queued
            ? tr("It waits to be sent. It is deleted, and nobody else gets it.")
            : tr("It is taken back here, on your other devices and from the other side, as far as their programs "
                 "heed that. Whoever has read it may remember it."),
        tr("Retract"), doIt);
}

void MessageEditing::showVersions(const ChatMessage &message)
{
    whenDone(m_services.conversations.versions(message.row), this, [this](const Result<QList<MessageVersion>> &found) {
        if (found && !found->isEmpty()) { // else it was retracted meanwhile
            (new VersionsDialog(*found, m_window))->open();
        } else if (!found) {
            Q_EMIT failed(found.error());
        }
    });
}

void MessageEditing::addActions(QMenu &menu, const ChatMessage &message)
{
    const Theme theme = Theme::of(m_window);
    if (isAnswerable(message) && m_services.accounts.find(message.conversation.account)) {
        menu.addSeparator();
        menu.addAction(tintedIcon(QStringLiteral("reply"), theme.text), tr("Reply"), this,
                       [this, message] { reply(message); });
        menu.addAction(tintedIcon(QStringLiteral("smile"), theme.text), tr("React…"), this,
                       [this, message] { Q_EMIT reactionWanted(message); });
    }
    const bool hasAccount = m_services.accounts.find(message.conversation.account) != nullptr;
    if (isChangeable(message) && hasAccount) {
        menu.addAction(tintedIcon(QStringLiteral("edit"), theme.text), tr("Edit"), this,
                       [this, message] { edit(message); });
    }
    if (isRetractable(message) && hasAccount) {
        menu.addAction(tintedIcon(QStringLiteral("retract"), theme.text), tr("Retract…"), this,
                       [this, message] { retract(message); });
    }
    if (message.edited.isValid() && !message.isAbout()) {
        menu.addAction(tintedIcon(QStringLiteral("clock"), theme.text), tr("Earlier versions…"), this,
                       [this, message] { showVersions(message); });
    }
}

} // namespace natter
