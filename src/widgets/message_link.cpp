// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_link.h"

#include "stanza/xmpp_uri.h"

#include <QUrl>

namespace natter {

/// Other programs leave a query alone that they do not know, and open the chat (XEP-0147).
static QString queryName() { return QStringLiteral("natter-message"); }

static QString encoded(const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text, "@/")); }

QString linkTo(const ChatMessage &message)
{
    const bool archived = !message.archiveId.isEmpty();
    const QString id = archived ? message.archiveId : message.stanzaId;
    if (id.isEmpty()) {
        return {};
    }
    return QStringLiteral("xmpp:%1?%2;account=%3;%4=%5")
        .arg(encoded(message.conversation.peer.toString()), queryName(),
             encoded(message.conversation.account.toString()),
             archived ? QStringLiteral("archive-id") : QStringLiteral("id"), encoded(id));
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

} // namespace natter
