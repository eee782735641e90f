// XEP-0045: Multi-User Chat, version 1.35.5
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0045_room_info.h"

#include "base/limits.h"
#include "base/text.h"
#include "protocol/xep/xep0030_service_discovery.h"
#include "protocol/xep/xep0045_room_requests.h"
#include "protocol/xep/xep0050_ad_hoc_commands.h"
#include "protocol/xep/xep0157_contact_addresses.h"
#include "protocol/xep/xep0313_message_archive.h"
#include "protocol/xep/xep0359_stanza_ids.h"
#include "protocol/xep/xep0421_occupant_id.h"
#include "protocol/xep/xep0486_room_avatars.h"
#include "protocol/xep/xep0500_slow_mode.h"

#include <algorithm>

namespace natter {

static constexpr QStringView infoForm = u"http://jabber.org/protocol/muc#roominfo";

static bool isTrue(const QString &value) { return value == u"1" || value == u"true"; }

/// Services write some of these as settings and some as facts.
static QString valueOf(const DataForm &form, QLatin1String what)
{
    for (const QLatin1String prefix : { QLatin1String("muc#roominfo_"), QLatin1String("muc#roomconfig_") }) {
        const QString var = prefix + what;
        if (const DataForm::Field *field = form.field(var)) {
            return field->value();
        }
    }
    return {};
}

static QString shortText(const QString &text, qsizetype chars) { return cut(text.trimmed(), chars).trimmed(); }

static void readForm(const DataForm &form, RoomInfo &info)
{
    if (info.title.isEmpty()) {
        info.title = shortText(valueOf(form, QLatin1String("roomname")), limits::nameChars);
    }
    info.description = shortText(valueOf(form, QLatin1String("description")), limits::statusChars);
    info.language = shortText(valueOf(form, QLatin1String("lang")), limits::nameChars);
    bool isNumber = false;
    const int occupants = valueOf(form, QLatin1String("occupants")).toInt(&isNumber);
    info.occupants = isNumber && occupants >= 0 ? occupants : -1;
    info.mayChangeSubject = isTrue(valueOf(form, QLatin1String("changesubject")));
    info.takesPrivateMessages = valueOf(form, QLatin1String("allowpm")) != u"none";
    info.picture = roomPictureHash(form);
    const QString logs = valueOf(form, QLatin1String("logs")).trimmed();
    info.logs = isContactUri(logs) ? logs : QString();
    info.slowMode = slowModeIn(form);
    const DataForm::Field *contacts = form.field(u"muc#roominfo_contactjid");
    for (const QString &contact : contacts ? contacts->values : QStringList()) {
        const Jid address = Jid::orNull(contact.trimmed());
        if (!address.isNull() && !info.contacts.contains(address.toString()) && info.contacts.size() < limits::groups) {
            info.contacts.append(address.toString());
        }
    }
}

RoomInfo roomInfoFrom(const DiscoInfo &disco)
{
    const auto has = [&disco](QStringView feature) { return disco.features.contains(feature); };
    const auto identity = std::find_if(disco.identities.begin(), disco.identities.end(),
                                       [](const auto &each) { return each.category == u"conference"; });
    const auto moderation = moderationFormOf(disco.features);
    RoomInfo info;
    info.isKnown = true;
    info.isRoom = identity != disco.identities.end() && has(RoomEntry::name.ns);
    if (identity != disco.identities.end()) {
        info.title = shortText(identity->label, limits::nameChars);
    }
    info.isPublic = has(u"muc_public");
    info.isMembersOnly = has(u"muc_membersonly");
    info.isNonAnonymous = has(u"muc_nonanonymous");
    info.isModerated = has(u"muc_moderated");
    info.isPersistent = has(u"muc_persistent");
    info.isPasswordProtected = has(u"muc_passwordprotected");
    info.takesPicture = has(VCard::name.ns);
    info.hasArchive = has(ArchiveQuery::name.ns);
    info.hasOccupantIds = has(OccupantId::name.ns);
    info.vouchesForIds = has(StanzaId::name.ns);
    info.takesCommands = has(CommandStage::name.ns);
    info.isModeratable = moderation.has_value();
    info.moderationForm = moderation.value_or(ModerationForm::Current);
    const auto form = std::find_if(disco.forms.begin(), disco.forms.end(),
                                   [](const DataForm &each) { return each.formType() == infoForm; });
    if (form != disco.forms.end()) {
        readForm(*form, info);
    }
    return info;
}

} // namespace natter
