// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/chat_sharing.h"

#include "base/future.h"
#include "protocol/xep/xep0469_bookmark_pinning.h"
#include "protocol/xep/xep0492_notification_settings.h"

namespace natter {

using Rule = NotificationSettings::Rule;

/// As we say of ourselves to whoever asks what we are.
static NotificationSettings::Identity ourselves() { return { QStringLiteral("client"), QStringLiteral("pc") }; }

static std::optional<Notify> notifyOf(std::optional<Rule> rule)
{
    if (!rule) {
        return std::nullopt;
    }
    return *rule == Rule::Never ? Notify::Never : *rule == Rule::OnMention ? Notify::OnMention : Notify::Always;
}

static std::optional<Rule> ruleOf(std::optional<Notify> notify)
{
    if (!notify) {
        return std::nullopt;
    }
    return *notify == Notify::Never ? Rule::Never : *notify == Notify::OnMention ? Rule::OnMention : Rule::Always;
}

ChatSharing::ChatSharing(Bookmarks &bookmarks, Conversations &conversations)
    : m_bookmarks(bookmarks)
    , m_conversations(conversations)
{
    connect(&bookmarks, &Bookmarks::restored, this, &ChatSharing::begin);
    connect(&bookmarks, &Bookmarks::changed, this, &ChatSharing::reconcile);
    connect(&conversations, &Conversations::loaded, this, &ChatSharing::reconcileAll);
    connect(&conversations, &Conversations::storageRecovered, this, &ChatSharing::reconcileAll);
    connect(&conversations, &Conversations::summaryChanged, this, [this](const ChatSummary &chat) {
        if (chat.id.account == m_bookmarks.account()) {
            reconcile(chat.id.peer);
        }
    });
}

ChatSharing::Wish ChatSharing::wishOf(const Bookmark &bookmark)
{
    return { isPinned(bookmark), notifyOf(notificationRule(bookmark, ourselves())) };
}

/// What is on disk was agreed upon when it was written.
void ChatSharing::begin()
{
    m_isRestored = true;
    for (const Bookmark &bookmark : m_bookmarks.all()) {
        m_agreed.insert(bookmark.room, wishOf(bookmark));
    }
    reconcileAll();
}

void ChatSharing::reconcileAll()
{
    const auto rooms = m_bookmarks.all().keys(); // which may change meanwhile
    for (const Jid &room : rooms) {
        reconcile(room);
    }
}

/// Where both were changed, the bookmark counts: it is what the person's other devices know.
void ChatSharing::reconcile(const Jid &room)
{
    if (!m_isRestored || !m_conversations.isLoaded() || m_beingTreated.contains(room)) {
        return;
    }
    const ConversationId id { m_bookmarks.account(), room };
    const auto bookmark = m_bookmarks.find(room);
    if (!bookmark || !m_conversations.all().contains(id)) {
        m_agreed.remove(room);
        return;
    }
    const Wish agreed = m_agreed.value(room);
    const Wish shared = wishOf(*bookmark);
    const ChatTreatment treatment = m_conversations.summary(id).treatment;
    const Wish here { treatment.isPinned, treatment.notify };
    const Wish wanted { shared.isPinned != agreed.isPinned ? shared.isPinned : here.isPinned,
                        shared.notify != agreed.notify ? shared.notify : here.notify };
    if (wanted != here) {
        treat(room, wanted);
    } else {
        m_agreed.insert(room, wanted);
    }
    if (wanted != shared) {
        m_bookmarks.change(room, [wanted](Bookmark &changed) {
            setPinned(changed, wanted.isPinned);
            setNotificationRule(changed, ruleOf(wanted.notify), ourselves());
        });
    }
}

/// If the disk refuses, it is tried again once it works.
void ChatSharing::treat(const Jid &room, const Wish &wish)
{
    m_beingTreated.insert(room);
    const auto treated = m_conversations.treat({ m_bookmarks.account(), room }, [wish](ChatTreatment &treatment) {
        treatment.isPinned = wish.isPinned;
        treatment.notify = wish.notify;
    });
    whenDone(treated, this, [this, room, wish](const Result<> &result) {
        m_beingTreated.remove(room);
        if (result) {
            m_agreed.insert(room, wish);
            reconcile(room);
        }
    });
}

} // namespace natter
