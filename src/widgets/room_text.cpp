// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_text.h"

#include "base/log.h"
#include "base/text.h"
#include "models/friendly_time.h"
#include "models/room_list_model.h"
#include "models/room_texts.h"
#include "widgets/error_text.h"
#include "widgets/service_contacts.h"

#include <QCoreApplication>
#include <QUrl>

namespace natter {

static constexpr qsizetype contactsShown = 5;

/// The context of the sentences for translators.
struct RoomText
{
    Q_DECLARE_TR_FUNCTIONS(natter::RoomText)
};

QString roomErrorText(const Error &error)
{
    if (error.kind == Error::Kind::Timeout || error.condition.startsWith(u"remote-server")) {
        return RoomText::tr("The server of the rooms does not answer. Check the address, or try again in a while.");
    }
    if (error.kind != Error::Kind::Remote) {
        return errorText(error);
    }
    if (error.condition == u"forbidden" || error.condition == u"not-allowed") {
        return RoomText::tr("The room does not allow you to do that.");
    }
    if (error.condition == u"conflict") {
        return RoomText::tr("That is not possible: the name is taken, or somebody is needed to run the room.");
    }
    if (error.condition == u"item-not-found") {
        return RoomText::tr("There is no such room or person. Check the address.");
    }
    if (error.condition == u"not-acceptable" || error.condition == u"bad-request") {
        return RoomText::tr("The room did not accept what was entered. Change it and try again.");
    }
    if (error.condition == u"service-unavailable" || error.condition == u"feature-not-implemented") {
        return RoomText::tr("The server of the rooms does not offer this.");
    }
    return errorText(error);
}

QString nickErrorText(const Error &error)
{
    const bool isTaken = error.kind == Error::Kind::Remote && error.condition == u"conflict";
    return isTaken ? RoomText::tr("Somebody in the room is called that already. Choose another name.")
                   : roomErrorText(error);
}

QList<RoomFact> roomFacts(const RoomInfo &info)
{
    QList<RoomFact> facts;
    if (!info.isKnown) {
        return facts;
    }
    const auto add = [&facts](const char *icon, const QString &text) {
        facts.append({ QString::fromLatin1(icon), text });
    };
    add(info.isMembersOnly ? "lock" : "people",
        info.isMembersOnly ? RoomText::tr("Only members can join.") : RoomText::tr("Anybody can join."));
    if (info.isPasswordProtected) {
        add("key", RoomText::tr("A password is needed."));
    }
    add("search",
        info.isPublic ? RoomText::tr("It is in the public list of rooms.")
                      : RoomText::tr("It is in no public list of rooms."));
    add(info.isNonAnonymous ? "alert" : "shield",
        info.isNonAnonymous ? RoomText::tr("Everybody in it sees your address.")
                            : RoomText::tr("Only those who run it see your address."));
    if (info.isModerated) {
        add("mute", RoomText::tr("To speak, one needs the permission of those who run it."));
    }
    if (info.slowMode.count() > 0) {
        add("clock", RoomText::tr("One can send one message every %1.").arg(friendlyDuration(info.slowMode)));
    }
    if (!info.language.isEmpty()) {
        add("info", RoomText::tr("Its language: %1").arg(embedded(languageText(info.language))));
    }
    if (info.hasArchive) {
        add("archive", RoomText::tr("The server keeps what is said in it."));
    }
    if (!info.isPersistent) {
        add("clock", RoomText::tr("It is gone once everybody has left."));
    }
    return facts;
}

QList<RoomLink> roomLinks(const RoomInfo &info)
{
    QList<RoomLink> links;
    QStringList contacts = info.contacts;
    contacts.removeDuplicates();
    for (const QString &contact : contacts.mid(0, contactsShown)) {
        const QString address = QString::fromLatin1(QUrl::toPercentEncoding(contact, QByteArrayLiteral("@/")));
        links.append({ QStringLiteral("chat"),
                       RoomText::tr("Write to %1, who runs it").arg(embedded(withVisibleControls(contact))),
                       QStringLiteral("xmpp:") + address });
    }
    if (!info.logs.isEmpty()) {
        links.append({ QStringLiteral("archive"),
                       RoomText::tr("Read what was said: %1").arg(embedded(shownAddress(info.logs))), info.logs });
    }
    return links;
}

Jid usualService(const Bookmarks &bookmarks, const QList<RoomService> &services)
{
    QHash<QString, int> rooms; // by domain
    for (auto room = bookmarks.all().keyBegin(); room != bookmarks.all().keyEnd(); ++room) {
        ++rooms[room->domain()];
    }
    const RoomService *usual = nullptr;
    for (const RoomService &service : services) {
        const bool isMore = !usual || rooms.value(service.address.domain()) > rooms.value(usual->address.domain());
        usual = service.hasRooms && isMore ? &service : usual;
    }
    return usual ? usual->address : Jid();
}

QString titleOf(const Room &room) { return nameOf(RoomListing { room.address(), room.info().title }); }

QString affiliationText(RoomAffiliation affiliation)
{
    switch (affiliation) {
    case RoomAffiliation::Outcast:
        return RoomText::tr("Banned");
    case RoomAffiliation::Member:
        return RoomText::tr("Member");
    case RoomAffiliation::Admin:
        return RoomText::tr("Admin");
    case RoomAffiliation::Owner:
        return RoomText::tr("Owner");
    case RoomAffiliation::None:
        break;
    }
    return RoomText::tr("Not a member");
}

QString roleText(RoomRole role)
{
    switch (role) {
    case RoomRole::Moderator:
        return RoomText::tr("Moderator");
    case RoomRole::Visitor:
        return RoomText::tr("May only read");
    case RoomRole::Participant:
    case RoomRole::None:
        break;
    }
    return {};
}

} // namespace natter
