// XEP-0045: Multi-User Chat, version 1.35.5
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0045_room_user.h"

#include "base/limits.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace natter {

static constexpr std::array roleNames { u"none", u"visitor", u"participant", u"moderator" };
static constexpr std::array affiliationNames { u"outcast", u"none", u"member", u"admin", u"owner" };
static constexpr QStringView userNs = RoomUser::name.ns;
static constexpr int firstStatus = 100; // 15.6.2: as HTTP has them
static constexpr int lastStatus = 999;

template <typename Enum, size_t N>
static std::optional<Enum> valueOf(const std::array<const char16_t *, N> &names, QStringView name)
{
    const auto found = std::find_if(names.begin(), names.end(),
                                    [name](const char16_t *candidate) { return name == QStringView(candidate); });
    return found == names.end() ? std::nullopt : std::optional(static_cast<Enum>(found - names.begin()));
}

QString nameOf(RoomRole role) { return QString::fromUtf16(roleNames[static_cast<size_t>(role)]); }

QString nameOf(RoomAffiliation affiliation)
{
    return QString::fromUtf16(affiliationNames[static_cast<size_t>(affiliation)]);
}

std::optional<RoomRole> roomRoleOf(QStringView name) { return valueOf<RoomRole>(roleNames, name); }

std::optional<RoomAffiliation> roomAffiliationOf(QStringView name)
{
    return valueOf<RoomAffiliation>(affiliationNames, name);
}

static QString shortText(const QString &text) { return cut(text.trimmed(), limits::statusChars).trimmed(); }

/// As it stands in addresses; empty if it can stand in none.
static QString canonicalNick(const QString &nick)
{
    return nick.isEmpty() ? QString() : Jid::orNull(u"room").withResource(nick).resource();
}

std::optional<RoomItem> RoomItem::read(const Element &element)
{
    if (element.localName() != u"item") {
        return std::nullopt;
    }
    RoomItem item;
    item.affiliation = roomAffiliationOf(element.attribute(u"affiliation"));
    item.role = roomRoleOf(element.attribute(u"role"));
    item.jid = Jid::orNull(element.attribute(u"jid"));
    if ((element.hasAttribute(u"affiliation") && !item.affiliation) || (element.hasAttribute(u"role") && !item.role)
        || (element.hasAttribute(u"jid") && item.jid.isNull())) {
        return std::nullopt;
    }
    const QString ns = element.namespaceUri();
    const Element actor = element.child({ ns, u"actor" });
    const QString actorNick = actor.attribute(u"nick");
    item.nick = canonicalNick(element.attribute(u"nick"));
    item.actor = shortText(actorNick.isEmpty() ? actor.attribute(u"jid") : actorNick);
    item.reason = shortText(element.childText({ ns, u"reason" }));
    return item;
}

static QString textOrNull(const QString &text) { return text.isEmpty() ? QString() : text; }
static QString addressOrNull(const Jid &jid) { return jid.isNull() ? QString() : jid.toString(); }

Element RoomItem::write(QStringView ns) const
{
    ElementBuilder builder({ ns, u"item" });
    builder.attribute(u"affiliation", affiliation ? nameOf(*affiliation) : QString());
    builder.attribute(u"role", role ? nameOf(*role) : QString());
    builder.attribute(u"jid", addressOrNull(jid)).attribute(u"nick", textOrNull(nick));
    if (!actor.isEmpty()) {
        builder.open({ ns, u"actor" }).attribute(u"nick", actor).close();
    }
    if (!reason.isEmpty()) {
        builder.textChild({ ns, u"reason" }, reason);
    }
    return builder.build();
}

static MediatedInvitation invitationIn(const Element &element)
{
    return { Jid::orNull(element.attribute(u"from")), Jid::orNull(element.attribute(u"to")),
             shortText(element.childText({ userNs, u"reason" })) };
}

static Element invitationElement(const MediatedInvitation &invitation, QStringView what)
{
    ElementBuilder builder({ userNs, what });
    builder.attribute(u"from", addressOrNull(invitation.from)).attribute(u"to", addressOrNull(invitation.to));
    if (!invitation.reason.isEmpty()) {
        builder.textChild({ userNs, u"reason" }, invitation.reason);
    }
    return builder.build();
}

std::optional<RoomUser> RoomUser::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    RoomUser user;
    user.item = RoomItem::read(element.child({ userNs, u"item" }));
    user.password = Secret(element.childText({ userNs, u"password" }));
    for (const Element &child : element.children()) {
        if (child.is({ userNs, u"status" })) {
            const int code = child.attribute(u"code").toInt();
            if (code >= firstStatus && code <= lastStatus) {
                user.statuses.insert(code);
            }
        } else if (child.is({ userNs, u"invite" })) {
            user.invitations.append(invitationIn(child));
        }
    }
    if (const Element decline = element.child({ userNs, u"decline" })) {
        user.refusal = invitationIn(decline);
    }
    if (const Element destroy = element.child({ userNs, u"destroy" })) {
        user.destruction = RoomDestruction { Jid::orNull(destroy.attribute(u"jid")),
                                             shortText(destroy.childText({ userNs, u"reason" })),
                                             Secret(destroy.childText({ userNs, u"password" })) };
    }
    return user;
}

Element RoomUser::write() const
{
    ElementBuilder builder(name);
    if (item) {
        builder.child(item->write(userNs));
    }
    QList<int> codes(statuses.begin(), statuses.end());
    std::sort(codes.begin(), codes.end());
    for (const int code : codes) {
        builder.open({ userNs, u"status" }).attribute(u"code", QString::number(code)).close();
    }
    for (const MediatedInvitation &invitation : invitations) {
        builder.child(invitationElement(invitation, u"invite"));
    }
    if (refusal) {
        builder.child(invitationElement(*refusal, u"decline"));
    }
    if (destruction) {
        builder.open({ userNs, u"destroy" }).attribute(u"jid", addressOrNull(destruction->alternative));
        if (!destruction->reason.isEmpty()) {
            builder.textChild({ userNs, u"reason" }, destruction->reason);
        }
        if (!destruction->password.isEmpty()) {
            builder.textChild({ userNs, u"password" }, destruction->password.reveal());
        }
        builder.close();
    }
    if (!password.isEmpty()) {
        builder.textChild({ userNs, u"password" }, password.reveal());
    }
    return builder.build();
}

} // namespace natter
