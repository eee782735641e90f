// XEP-0492: Chat notification settings, version 0.2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0402_bookmarks.h"

namespace natter {

/// Of which messages in a chat the person wants to be told, for all their programs or those of a kind (2): an
/// extension of the bookmark of a room. For chats with persons the specification knows no place yet.
struct NotificationSettings
{
    static constexpr ElementName name { u"urn:xmpp:notification-settings:1", u"notify" };

    enum class Rule { Never, OnMention, Always };

    /// What a program is in the registry of service discovery, such as "client" and "pc".
    struct Identity
    {
        QString category;
        QString type;
    };

    Element element {}; ///< as it stands there; null: nothing is set

    /// The rule that is the most specific for a program of that identity (3).
    std::optional<Rule> rule(const Identity &identity) const;
    /// Changes the rule that rule() found, or the one for all programs if it found none. What others add to a rule
    /// stays. Null takes away all rules that apply to that identity, but for those that others added something to.
    void setRule(std::optional<Rule> rule, const Identity &identity);

    static std::optional<NotificationSettings> read(const Element &element);
    Element write() const { return element; }
    friend bool operator==(const NotificationSettings &, const NotificationSettings &) = default;
};

std::optional<NotificationSettings::Rule> notificationRule(const Bookmark &bookmark,
                                                           const NotificationSettings::Identity &identity);
void setNotificationRule(Bookmark &bookmark, std::optional<NotificationSettings::Rule> rule,
                         const NotificationSettings::Identity &identity);

} // namespace natter
