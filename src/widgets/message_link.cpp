// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_link.h"

#include "chat/accounts.h"
#include "stanza/xmpp_uri.h"

#include <QUrl>

namespace natter {

/// Other programs leave a query alone that they do not know, and open the chat (XEP-0147).
static QString queryName() { return QStringLiteral("natter-message"); }

static QString encoded(const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text, "@/")); }

QString linkTo(const ChatMessage &message)
{
    QString ids;
    for (const auto &[name, id] : { std::pair("archive-id", message.archiveId), std::pair("id", message.stanzaId) }) {
        ids += id.isEmpty() ? QString() : QStringLiteral(";%1=%2").arg(QLatin1String(name), encoded(id));
    }
    return ids.isEmpty() ? QString()
                         : QStringLiteral("xmpp:%1?%2;account=%3")
                               .arg(encoded(message.conversation.peer.toString()), queryName(),
                                    encoded(message.conversation.account.toString()))
            + ids;
}

std::optional<MessageReference> messageLinkedBy(const XmppUri &uri)
{
    MessageReference message;
    message.conversation = { Jid::orNull(uri.values.value(QStringLiteral("account"))).bare(), uri.peer };
    message.archiveId = uri.values.value(QStringLiteral("archive-id"));
    message.stanzaId = uri.values.value(QStringLiteral("id"));
    const bool isComplete =
        !message.conversation.account.isNull() && (!message.archiveId.isEmpty() || !message.stanzaId.isEmpty());
    return uri.query == queryName() && isComplete ? std::optional(message) : std::nullopt;
}

std::optional<MessageReference> asSeenFrom(const Accounts &accounts, const MessageReference &message)
{
    const ConversationId &chat = message.conversation;
    if (accounts.find(chat.account)) {
        return message;
    }
    return accounts.find(chat.peer)
        ? std::optional(MessageReference { { chat.peer, chat.account }, {}, message.stanzaId })
        : std::nullopt;
}

} // namespace natter
