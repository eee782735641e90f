// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_editing.h"

#include "base/future.h"
#include "chat/outgoing_message.h"
#include "widgets/composer.h"
#include "widgets/dialogs.h"
#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/versions_dialog.h"

#include <QMenu>
#include <QSignalBlocker>

namespace natter {

MessageEditing::MessageEditing(const ChatServices &services, Dialogs &dialogs, Composer &composer, QWidget *window)
    : QObject(window)
    , m_services(services)
    , m_dialogs(dialogs)
    , m_composer(composer)
    , m_window(window)
{
    connect(&composer, &Composer::corrected, this, &MessageEditing::correct);
    connect(&composer, &Composer::previousWanted, this, &MessageEditing::editLast);
}

void MessageEditing::open(const TimelineModel *model)
{
    m_model = model;
    if (m_left.contains(model->id())) {
        const Edit left = m_left.take(model->id());
        m_composer.edit(left.message);
        m_composer.setText(left.text);
    }
}

void MessageEditing::close()
{
    if (const auto message = m_composer.beingEdited(); message && m_model) {
        m_left.insert(m_model->id(), { *message, m_composer.text() });
        const QSignalBlocker quiet(m_composer); // what comes back is not typed
        m_composer.stopEditing();
    }
    m_model = nullptr;
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
            m_left.insert(message.conversation, { message, text });
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
        tr("It is taken back here, on your other devices and from the other side, as far as their programs "
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
    if (isChangeable(message) && m_services.accounts.find(message.conversation.account)) {
        menu.addSeparator();
        menu.addAction(tintedIcon(QStringLiteral("edit"), theme.text), tr("Edit"), this,
                       [this, message] { edit(message); });
        menu.addAction(tintedIcon(QStringLiteral("retract"), theme.text), tr("Retract…"), this,
                       [this, message] { retract(message); });
    }
    if (message.edited.isValid() && !message.isAbout()) {
        menu.addAction(tintedIcon(QStringLiteral("clock"), theme.text), tr("Earlier versions…"), this,
                       [this, message] { showVersions(message); });
    }
}

} // namespace natter
