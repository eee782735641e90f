// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/presence_text.h"

#include <QCoreApplication>

namespace natter {

QString presenceText(Presence::Show show)
{
    switch (show) {
    case Presence::Show::Online:
        break;
    case Presence::Show::Chat:
        return QCoreApplication::translate("natter::Presence", "free to chat");
    case Presence::Show::Away:
        return QCoreApplication::translate("natter::Presence", "away");
    case Presence::Show::ExtendedAway:
        return QCoreApplication::translate("natter::Presence", "away for longer");
    case Presence::Show::DoNotDisturb:
        return QCoreApplication::translate("natter::Presence", "busy");
    }
    return QCoreApplication::translate("natter::Presence", "online");
}

QString unknownPresenceText()
{
    return QCoreApplication::translate("natter::Presence", "unknown while you are not connected");
}

QString availabilityText(Availability availability)
{
    switch (availability) {
    case Availability::Online:
        break;
    case Availability::Away:
        return QCoreApplication::translate("natter::Presence", "Away");
    case Availability::ExtendedAway:
        return QCoreApplication::translate("natter::Presence", "Away for longer");
    case Availability::DoNotDisturb:
        return QCoreApplication::translate("natter::Presence", "Busy");
    case Availability::Offline:
        return QCoreApplication::translate("natter::Presence", "Offline");
    }
    return QCoreApplication::translate("natter::Presence", "Online");
}

QString accountStateText(const AccountStatus &status, Availability availability)
{
    switch (status.phase) {
    case AccountStatus::Phase::Online:
        return availabilityText(availability);
    case AccountStatus::Phase::Connecting:
        return QCoreApplication::translate("natter::Presence", "Connecting…");
    case AccountStatus::Phase::Waiting:
        return QCoreApplication::translate("natter::Presence", "Not connected, tries again");
    case AccountStatus::Phase::NeedsPassword:
        return QCoreApplication::translate("natter::Presence", "Needs its password");
    case AccountStatus::Phase::NeedsTrust:
        return QCoreApplication::translate("natter::Presence", "Its certificate is not accepted");
    case AccountStatus::Phase::Offline:
        break;
    }
    return availabilityText(Availability::Offline);
}

} // namespace natter
