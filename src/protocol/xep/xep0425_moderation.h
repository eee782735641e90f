// XEP-0425: Moderated Message Retraction, version 0.3.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/stanza.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace natter {

/// How a room is asked to take back what somebody said.
enum class ModerationForm {
    Current,
    Fastened, ///< as in version 0.2.1 of the specification, which is what many rooms know
};

/// The form that a room with these features takes, the current one if it takes both; null: it takes none (2).
std::optional<ModerationForm> moderationFormOf(const QStringList &features);

/// Asks `room` to take back the message with that id in its archive (3). `reason` may be empty.
Iq moderationRequest(const Jid &room, const QString &archiveId, const QString &reason, ModerationForm form);

/// A moderator took back what somebody said (3.1).
struct Moderation
{
    static constexpr ElementName name { u"urn:xmpp:message-retract:1", u"retract" };

    QString id; ///< of the message, in the room's archive
    Jid by {}; ///< the moderator, as occupant or by the real address; null: not told
    QString occupant {}; ///< XEP-0421, of the moderator; empty: not told
    QString reason {};

    /// In either form; null without an id, and for what no moderator did.
    static std::optional<Moderation> read(const Element &element);
    Element write() const;
    /// The one in a message that came from `room` itself, which nobody else may say (5); null for other messages.
    static std::optional<Moderation> in(const Message &message, const Jid &room);

    friend bool operator==(const Moderation &, const Moderation &) = default;
};

/// What a room's archive keeps in the place of a message that a moderator took back (4). Occupants can write the same
/// in a message of theirs: it means something in an archive only, and about that message only.
struct ModerationTombstone
{
    static constexpr ElementName name { u"urn:xmpp:message-retract:1", u"retracted" };

    QDateTime stamp {}; ///< when; null if the archive does not say
    Jid by {}; ///< as in Moderation
    QString occupant {};
    QString reason {};

    /// In either form; null for what no moderator did.
    static std::optional<ModerationTombstone> read(const Element &element);
    Element write() const;
    static std::optional<ModerationTombstone> in(const Message &message);

    friend bool operator==(const ModerationTombstone &, const ModerationTombstone &) = default;
};

} // namespace natter
