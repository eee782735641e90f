// SPDX-License-Identifier: GPL-3.0-or-later
// What links and forwarded messages open; the rest is in main_window.cpp.
#include "widgets/main_window.h"

#include "base/future.h"
#include "base/log.h"
#include "domain/link_card.h"
#include "domain/link_finder.h"
#include "models/forwarded_text.h"
#include "models/message_text.h"
#include "stanza/xmpp_uri.h"
#include "widgets/chat_window.h"
#include "widgets/contact_dialog.h"
#include "widgets/conversation_view.h"
#include "widgets/forward_dialog.h"
#include "widgets/message_link.h"
#include "widgets/notices_pane.h"
#include "widgets/room_windows.h"

#include <QDesktopServices>
#include <QUrl>

namespace natter {

ConversationId MainWindow::openChatWith(const Jid &peer, const QString &written)
{
    const Jid account = accountFor(peer);
    if (!peer.hasLocal()) {
        reportAddress(tr("“%1” is not an address. An address looks like name@server.").arg(written.left(100)));
    } else if (account.isNull()) {
        reportAddress(tr("There is no account yet that could write to %1. Add one first.").arg(peer.toString()));
    } else {
        const ConversationId chat { account, peer };
        openConversation(chat);
        return chat;
    }
    return {};
}

void MainWindow::reportAddress(const QString &text) { m_notices->report(QStringLiteral("address"), text, {}); }

void MainWindow::openUri(const QString &uri)
{
    const auto wanted = XmppUri::parse(uri);
    if (wanted && wanted->query == u"join") {
        openRoom(*wanted);
        return;
    }
    if (const auto message = wanted ? messageLinkedBy(*wanted) : std::nullopt) {
        openReferred(*message);
        return;
    }
    const ConversationId chat = openChatWith(wanted ? wanted->peer : Jid(), uri);
    if (chat.isNull()) {
        return;
    }
    const auto value = [&wanted](const char *key) { return wanted->values.value(QLatin1String(key)); };
    if (wanted->query == u"message") {
        propose(chat, value("body"));
    } else if ((wanted->query == u"subscribe" || wanted->query == u"roster") && chat.peer != chat.account
               && !m_services.accounts.find(chat.account)->contacts().contains(chat.peer)) {
        ContactDialog::open(m_services.accounts, chat, this)->propose(value("name"), value("group"));
    }
}

/// A link goes into no room: it shows the person what that is.
void MainWindow::openRoom(const XmppUri &link)
{
    const Jid account = m_rooms->accountIn(link.peer, accountFor({}));
    if (!link.peer.hasLocal()) {
        reportAddress(tr("“%1” is not the address of a room. It looks like garden@chat.capulet.lit.")
                          .arg(link.peer.toString().left(100)));
    } else if (account.isNull()) {
        reportAddress(tr("There is no account yet that could join %1. Add one first.").arg(link.peer.toString()));
    } else {
        m_rooms->lookAt({ account, link.peer }, Secret(link.values.value(QStringLiteral("password"))));
    }
}

void MainWindow::openReferred(const MessageReference &linked)
{
    const auto here = asSeenFrom(m_services.accounts, linked);
    if (!here) {
        reportAddress(tr("The link means a message of another account."));
        return;
    }
    openConversation(here->conversation);
    whenDone(m_services.conversations.rowOf(*here), this, [this, message = *here](const Result<qint64> &row) {
        if (row && *row != 0) {
            openMessage(message.conversation, *row);
        } else {
            reportAddress(tr("The message that the link means is not on this computer."));
        }
    });
}

void MainWindow::activateLink(const QString &link)
{
    if (mayOpen(link) && link.startsWith(u"xmpp:", Qt::CaseInsensitive)) {
        openUri(link);
    } else if (mayOpen(link)) {
        const auto open = [link] { QDesktopServices::openUrl(QUrl(link, QUrl::StrictMode)); };
        if (!isWrittenOtherwise(link)) {
            open();
            return;
        }
        m_dialogs.confirm(this, tr("Open this link?"),
                          tr("It may not lead where it seems to. Its server is:\n%1").arg(hostOf(link)), tr("Open"),
                          open);
    }
}

void MainWindow::propose(const ConversationId &chat, const QString &text)
{
    const ChatWindow *own = windowOf(chat);
    (own ? own->conversation() : *m_conversation).propose(text);
}

/// To whom is asked, and it is sent only by the person.
void MainWindow::forward(const QList<ChatMessage> &messages)
{
    auto *dialog = new ForwardDialog(m_services, *m_chats, this);
    connect(dialog, &ForwardDialog::chosen, this, [this, messages](const ConversationId &id, bool withNames) {
        const auto nameOf = [this](const ChatMessage &message) {
            return actorOf(message, withVisibleControls(m_services.nameOf(message.conversation)));
        };
        openConversation(id);
        ChatWindow *own = windowOf(id);
        (own ? own->conversation() : *m_conversation)
            .insert(withNames ? forwardedText(messages, nameOf) : forwardedText(messages));
    });
    dialog->open();
}

} // namespace natter
