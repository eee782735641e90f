// XEP-0425: Moderated Message Retraction, version 0.3.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0425_moderation.h"

#include "base/limits.h"
#include "base/text.h"
#include "protocol/xep/xep0082_date_time.h"
#include "protocol/xep/xep0421_occupant_id.h"

namespace natter {

static constexpr QStringView currentNs = u"urn:xmpp:message-moderate:1";
static constexpr QStringView currentRetractNs = Moderation::name.ns;
static constexpr QStringView fastenedNs = u"urn:xmpp:message-moderate:0";
static constexpr QStringView fastenedRetractNs = u"urn:xmpp:message-retract:0";
static constexpr ElementName fastening { u"urn:xmpp:fasten:0", u"apply-to" };
static constexpr ElementName moderated { currentNs, u"moderated" };
static constexpr ElementName fastenedModerated { fastenedNs, u"moderated" };

std::optional<ModerationForm> moderationFormOf(const QStringList &features)
{
    if (features.contains(currentNs)) {
        return ModerationForm::Current;
    }
    return features.contains(fastenedNs) ? std::optional(ModerationForm::Fastened) : std::nullopt;
}

Iq moderationRequest(const Jid &room, const QString &archiveId, const QString &reason, ModerationForm form)
{
    const bool isFastened = form == ModerationForm::Fastened;
    const QStringView ns = isFastened ? fastenedNs : currentNs;
    ElementBuilder builder(isFastened ? fastening : ElementName { ns, u"moderate" });
    builder.attribute(u"id", archiveId);
    if (isFastened) {
        builder.open({ ns, u"moderate" });
    }
    builder.open({ isFastened ? fastenedRetractNs : currentRetractNs, u"retract" }).close();
    if (!reason.isEmpty()) {
        builder.textChild({ ns, u"reason" }, reason);
    }
    Iq iq;
    iq.type = Iq::Type::Set;
    iq.to = room;
    iq.addChild(builder.build());
    return iq;
}

static QString reasonIn(const Element &element)
{
    return cut(element.childText({ element.namespaceUri(), u"reason" }).trimmed(), limits::statusChars).trimmed();
}

static Jid moderatorIn(const Element &element) { return Jid::orNull(element.attribute(u"by")); }

static QString occupantIn(const Element &element)
{
    const auto id = OccupantId::read(element.child(OccupantId::name));
    return id ? id->id : QString();
}

static void writeModerated(ElementBuilder &builder, const Jid &by, const QString &occupant, const QString &reason)
{
    builder.open(moderated).attribute(u"by", by.isNull() ? QString() : by.toString());
    if (!occupant.isEmpty()) {
        builder.child(OccupantId { occupant }.write());
    }
    builder.close();
    if (!reason.isEmpty()) {
        builder.textChild({ currentRetractNs, u"reason" }, reason);
    }
}

std::optional<Moderation> Moderation::read(const Element &element)
{
    const bool isFastened = element.is(fastening);
    const QString id = isFastened || element.is(name) ? element.attribute(u"id") : QString();
    const Element by = element.child(isFastened ? fastenedModerated : moderated);
    if (id.isEmpty() || by.isNull() || (isFastened && by.child({ fastenedRetractNs, u"retract" }).isNull())) {
        return std::nullopt;
    }
    return Moderation { id, moderatorIn(by), occupantIn(by), reasonIn(isFastened ? by : element) };
}

Element Moderation::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"id", id);
    writeModerated(builder, by, occupant, reason);
    return builder.build();
}

/// The first that can be read, of those in the current form if there are any.
template <typename T> static std::optional<T> firstIn(const Message &message, ElementName older)
{
    if (auto found = message.payload<T>()) {
        return found;
    }
    for (const Element &child : message.children()) {
        if (auto found = child.is(older) ? T::read(child) : std::nullopt) {
            return found;
        }
    }
    return std::nullopt;
}

std::optional<Moderation> Moderation::in(const Message &message, const Jid &room)
{
    return message.from == room && room.isBare() ? firstIn<Moderation>(message, fastening) : std::nullopt;
}

std::optional<ModerationTombstone> ModerationTombstone::read(const Element &element)
{
    const bool isFastened = element.is(fastenedModerated);
    const Element by = isFastened ? element : element.child(moderated);
    const Element retracted = isFastened ? element.child({ fastenedRetractNs, u"retracted" }) : element;
    if (by.isNull() || retracted.isNull() || (!isFastened && !element.is(name))) {
        return std::nullopt;
    }
    return ModerationTombstone { dateTimeFrom(retracted.attribute(u"stamp")), moderatorIn(by), occupantIn(by),
                                 reasonIn(element) };
}

Element ModerationTombstone::write() const
{
    ElementBuilder builder(name);
    if (stamp.isValid()) {
        builder.attribute(u"stamp", dateTimeText(stamp));
    }
    writeModerated(builder, by, occupant, reason);
    return builder.build();
}

std::optional<ModerationTombstone> ModerationTombstone::in(const Message &message)
{
    return firstIn<ModerationTombstone>(message, fastenedModerated);
}

} // namespace natter
