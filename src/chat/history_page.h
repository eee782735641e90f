// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

#include <QDate>

namespace natter {

/// A conversation as a page for a browser: it needs nothing beside itself, loads nothing and runs nothing. The pieces
/// are written one after the other, in UTF-8.
class HistoryPage
{
public:
    /// What the two are called; in a room everybody has their own name.
    HistoryPage(const QString &own, const QString &peer) : m_own(own), m_peer(peer) { }

    QByteArray begin(const ConversationId &conversation) const;
    /// The next message, behind the day if that is another.
    QByteArray message(const ChatMessage &message);
    static QByteArray end();

    /// Another page, as contents() lists it.
    struct Link
    {
        QString title;
        QString detail;
        QString file;
    };
    static QByteArray contents(const QList<Link> &pages);

private:
    QString nameOf(const ChatMessage &message) const;

    const QString m_own;
    const QString m_peer;
    QDate m_day;
};

} // namespace natter
