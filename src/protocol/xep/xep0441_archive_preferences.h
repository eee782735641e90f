// XEP-0441: Message Archive Management Preferences, version 0.2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"
#include "stanza/jid.h"

#include <QList>

namespace natter {

/// What of our messages the server keeps in our archive (2).
struct ArchivePreferences
{
    static constexpr ElementName name { u"urn:xmpp:mam:2", u"prefs" };
    enum class Default { Always, Roster, Never };

    Default otherwise = Default::Always; ///< of those that are in neither list; Roster: if they are contacts
    QList<Jid> always;
    QList<Jid> never;

    /// Null without one of the three defaults, or with a list that is not read as a whole: it could not be written
    /// back. The limit is limits::archivePreferences.
    static std::optional<ArchivePreferences> read(const Element &element);
    Element write() const;
    friend bool operator==(const ArchivePreferences &, const ArchivePreferences &) = default;
};

} // namespace natter
