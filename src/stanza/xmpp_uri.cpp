// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/xmpp_uri.h"

#include <QUrl>

namespace natter {

static constexpr qsizetype maxParts = 21; ///< the query and its values

std::optional<XmppUri> XmppUri::parse(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != u"xmpp") {
        return {};
    }
    QString path = url.path(QUrl::FullyDecoded);
    if (!url.authority().isEmpty() && path.startsWith(u'/')) {
        path.remove(0, 1); // behind the account that is to be used, which is ours to say
    }
    XmppUri uri { Jid::orNull(path).bare(), {}, {} };
    if (uri.peer.isNull()) {
        return {};
    }
    const QStringList parts = url.query(QUrl::FullyEncoded).split(u';').mid(0, maxParts);
    uri.query = QUrl::fromPercentEncoding(parts.first().toUtf8());
    for (const QString &part : parts.mid(1)) {
        const QString key = QUrl::fromPercentEncoding(part.section(u'=', 0, 0).toUtf8());
        if (!key.isEmpty() && !uri.values.contains(key)) {
            uri.values.insert(key, QUrl::fromPercentEncoding(part.section(u'=', 1).toUtf8()));
        }
    }
    return uri;
}

Result<Jid> enteredAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    const auto uri = XmppUri::parse(trimmed);
    return uri ? Result<Jid>(uri->peer) : Jid::parse(trimmed);
}

} // namespace natter
