// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/chat_session.h"

#include "chat/bookmarks.h"
#include "protocol/xep/xep0048_bookmark_storage.h"
#include "protocol/xep/xep0060_publish_subscribe.h"

namespace natter {

/// A session with bookmarks, and a server that keeps them: the test says of what kind, and when it answers.
class BookmarkSession : public ChatSession
{
public:
    BookmarkSession();

    Bookmarks bookmarks { account, protocol, store };
    QStringList changed; ///< local parts of the rooms, in the order in which they were told
    int loads = 0;

    // What the server has, and does
    QStringList features { QStringLiteral("http://jabber.org/protocol/pubsub#publish-options"),
                           QStringLiteral("urn:xmpp:bookmarks:1#compat") };
    QList<PublishedItem> node;
    BookmarkStorage older;
    QByteArray nodeRefusal; ///< the condition of the error that all questions about the node are answered with
    QByteArray olderRefusal;
    bool isNodeOpen = false; ///< to others
    bool mayConfigure = true;
    QStringList asked; ///< what it was asked for, such as "publish garden@chat.capulet.lit"

    static Jid room(const QString &name) { return Jid::orNull(name + QStringLiteral("@chat.capulet.lit")); }
    static Bookmark bookmark(const QString &name, const QString &title = {}, bool autojoin = false);
    static PublishedItem item(const Bookmark &bookmark) { return { bookmark.room.toString(), bookmark.write() }; }
    /// Of the bookmark here; "none" if there is none.
    QString titleOf(const QString &name) const;
    /// In the node; null if it is not there.
    Element kept(const QString &name) const;
    QString keptTitle(const QString &name) const; ///< "none" if it is not there
    QString olderTitle(const QString &name) const;
    /// What a program that begins now finds on this disk.
    QHash<Jid, Bookmark> storedBookmarks();

    /// A session, as an account begins one, up to where nothing is left to be answered.
    void begin();
    void tellAccount();
    void end();
    /// The server answers everything that was asked.
    void serve();
    bool hasQuestion() const;
    /// Answers the first question; false without one.
    bool serveNext();
    void hear(const QByteArray &event, const QByteArray &from = "romeo@montague.lit");
    static QByteArray publication(const PublishedItem &published);
    static QByteArray retraction(const QString &id);
    /// Another of our devices does that.
    void publishElsewhere(const Bookmark &published);
    void retractElsewhere(const QString &name);

private:
    void put(const PublishedItem &published);
    bool drop(const QString &id);
    void refuse(const Element &iq, const QByteArray &condition);
    void answer(const Element &iq);
    void answerNode(const Element &iq, const Element &wish);
    void answerOlder(const Element &iq, const Element &storage);
};

} // namespace natter
