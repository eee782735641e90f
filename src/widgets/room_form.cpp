// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_form.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace natter {

/// The context of the sentences for translators.
struct RoomForm
{
    Q_DECLARE_TR_FUNCTIONS(natter::RoomForm)
};

enum class Part { About, Access, Talking, Keeping, People, More };

static QString headingOf(Part part)
{
    switch (part) {
    case Part::About:
        return RoomForm::tr("About the room");
    case Part::Access:
        return RoomForm::tr("Who gets in");
    case Part::Talking:
        return RoomForm::tr("Who may do what");
    case Part::Keeping:
        return RoomForm::tr("What is kept");
    case Part::People:
        return RoomForm::tr("Who runs it");
    case Part::More:
        break;
    }
    return RoomForm::tr("More");
}

struct KnownField
{
    QStringView var;
    Part part;
    QString label;
    QString hint {};
};

/// In the order in which they are shown.
static QList<KnownField> knownFields()
{
    return {
        { u"muc#roomconfig_roomname", Part::About, RoomForm::tr("Name") },
        { u"muc#roomconfig_roomdesc", Part::About, RoomForm::tr("Description") },
        { u"muc#roomconfig_lang", Part::About, RoomForm::tr("Language"), RoomForm::tr("Its code, such as en or de") },
        { u"muc#roomconfig_publicroom", Part::Access, RoomForm::tr("In the public list of rooms") },
        { u"muc#roomconfig_membersonly", Part::Access, RoomForm::tr("Only for members") },
        { u"muc#roomconfig_allowinvites", Part::Access, RoomForm::tr("Everybody in it may invite others") },
        { u"muc#roomconfig_passwordprotectedroom", Part::Access, RoomForm::tr("Ask for a password") },
        { u"muc#roomconfig_roomsecret", Part::Access, RoomForm::tr("Password") },
        { u"muc#roomconfig_maxusers", Part::Access, RoomForm::tr("Most people at once") },
        { u"muc#roomconfig_whois", Part::Talking, RoomForm::tr("Who sees addresses") },
        { u"muc#roomconfig_moderatedroom", Part::Talking, RoomForm::tr("To speak, one needs permission") },
        { u"muc#roomconfig_slow_mode_duration", Part::Talking, RoomForm::tr("Seconds between two messages"),
          RoomForm::tr("How long everybody waits who has sent one; 0: not at all") },
        { u"muc#roomconfig_changesubject", Part::Talking, RoomForm::tr("Everybody may change the subject") },
        { u"muc#roomconfig_allowpm", Part::Talking, RoomForm::tr("Who may write private messages") },
        { u"muc#roomconfig_getmemberlist", Part::Talking, RoomForm::tr("Who may see the members") },
        { u"muc#roomconfig_presencebroadcast", Part::Talking, RoomForm::tr("Whose coming and going is told") },
        { u"muc#roomconfig_persistentroom", Part::Keeping, RoomForm::tr("Keep the room when everybody has left") },
        { u"muc#roomconfig_enablearchiving", Part::Keeping,
          RoomForm::tr("Keep what is said, for those who were away") },
        { u"muc#roomconfig_mam", Part::Keeping, RoomForm::tr("Keep what is said, for those who were away") },
        { u"mam", Part::Keeping, RoomForm::tr("Keep what is said, for those who were away") },
        { u"muc#roomconfig_enablelogging", Part::Keeping, RoomForm::tr("Publish what is said") },
        { u"muc#roomconfig_historylength", Part::Keeping, RoomForm::tr("Messages kept for whoever comes in") },
        { u"muc#roomconfig_defaulthistorymessages", Part::Keeping, RoomForm::tr("Messages shown to whoever comes in") },
        { u"muc#roomconfig_roomadmins", Part::People, RoomForm::tr("Admins"),
          RoomForm::tr("One address on each line") },
        { u"muc#roomconfig_roomowners", Part::People, RoomForm::tr("Owners"),
          RoomForm::tr("One address on each line") },
    };
}

/// Whom an option of one of these fields means; what the service calls it, if that is none of the usual.
static QString whoText(const DataForm::Option &option, const QString &field)
{
    if (field == u"muc#roomconfig_allowpm" && option.value == u"visitor") {
        return RoomForm::tr("Everybody"); // from them upwards
    }
    static const QHash<QString, const char *> names {
        { QStringLiteral("anyone"), QT_TRANSLATE_NOOP("natter::RoomForm", "Everybody") },
        { QStringLiteral("participants"), QT_TRANSLATE_NOOP("natter::RoomForm", "Those who may speak") },
        { QStringLiteral("moderators"), QT_TRANSLATE_NOOP("natter::RoomForm", "Moderators") },
        { QStringLiteral("none"), QT_TRANSLATE_NOOP("natter::RoomForm", "Nobody") },
        { QStringLiteral("visitor"), QT_TRANSLATE_NOOP("natter::RoomForm", "Visitors") },
        { QStringLiteral("participant"), QT_TRANSLATE_NOOP("natter::RoomForm", "Those who may speak") },
        { QStringLiteral("moderator"), QT_TRANSLATE_NOOP("natter::RoomForm", "Moderators") },
    };
    const char *name = names.value(option.value);
    return name ? RoomForm::tr(name) : option.label;
}

static DataForm::Field inOurWords(DataForm::Field field, const KnownField &known)
{
    static const QStringList aboutPeople {
        QStringLiteral("muc#roomconfig_whois"),
        QStringLiteral("muc#roomconfig_allowpm"),
        QStringLiteral("muc#roomconfig_getmemberlist"),
        QStringLiteral("muc#roomconfig_presencebroadcast"),
    };
    field.label = known.label;
    field.description = known.hint.isEmpty() ? field.description : known.hint;
    if (aboutPeople.contains(field.var)) {
        for (DataForm::Option &option : field.options) {
            option.label = whoText(option, field.var);
        }
    }
    return field;
}

/// A heading of the service stays where something of its own stands under it.
static QList<DataForm::Field> unknownOf(const DataForm &form, const QList<KnownField> &known)
{
    QList<DataForm::Field> rest;
    std::optional<DataForm::Field> heading;
    for (const DataForm::Field &field : form.fields) {
        const bool isKnown = std::any_of(known.cbegin(), known.cend(),
                                         [&field](const KnownField &each) { return each.var == field.var; });
        if (field.type == u"fixed") {
            heading = field;
        } else if (!isKnown) {
            if (heading && field.type != u"hidden") {
                rest.append(*heading);
                heading.reset();
            }
            rest.append(field);
        }
    }
    return rest;
}

QList<RoomFormGroup> groupsOf(const DataForm &form)
{
    const QList<KnownField> known = knownFields();
    QList<RoomFormGroup> groups;
    for (const Part part : { Part::About, Part::Access, Part::Talking, Part::Keeping, Part::People }) {
        RoomFormGroup group { headingOf(part), {} };
        for (const KnownField &each : known) {
            const DataForm::Field *field = each.part == part ? form.field(each.var) : nullptr;
            if (field) {
                group.form.fields.append(inOurWords(*field, each));
            }
        }
        if (!group.form.fields.isEmpty()) {
            groups.append(group);
        }
    }
    const QList<DataForm::Field> rest = unknownOf(form, known);
    if (!rest.isEmpty()) {
        const bool isSeen =
            std::any_of(rest.cbegin(), rest.cend(), [](const auto &field) { return field.type != u"hidden"; });
        groups.append({ isSeen && !groups.isEmpty() ? headingOf(Part::More) : QString(), {} });
        groups.last().form.fields = rest;
    }
    return groups;
}

} // namespace natter
