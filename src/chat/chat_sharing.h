// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/bookmarks.h"
#include "chat/conversations.h"

namespace natter {

/// How the person wants rooms treated, on all of their devices: whether a room is pinned (XEP-0469) and of which
/// messages they want to be told (XEP-0492) is kept in step with its bookmark, in both directions.
class ChatSharing : public QObject
{
    Q_OBJECT

public:
    ChatSharing(Bookmarks &bookmarks, Conversations &conversations);

private:
    struct Wish
    {
        bool isPinned = false;
        std::optional<Notify> notify {};

        friend bool operator==(const Wish &, const Wish &) = default;
    };

    static Wish wishOf(const Bookmark &bookmark);
    void begin();
    void reconcileAll();
    void reconcile(const Jid &room);
    void treat(const Jid &room, const Wish &wish);

    Bookmarks &m_bookmarks;
    Conversations &m_conversations;
    QHash<Jid, Wish> m_agreed; ///< what both said last: whichever differs from it was changed since
    QSet<Jid> m_beingTreated; ///< what they say of these is on its way to the disk
    bool m_isRestored = false;
};

} // namespace natter
