// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/presence_directory.h"

#include "base/limits.h"
#include "protocol/xep/xep0172_user_nickname.h"

namespace natter {

PresenceDirectory::PresenceDirectory(StanzaChannel &channel, const Roster &roster)
    : m_channel(channel)
    , m_roster(roster)
{
    // Not every server says that somebody is gone whom we may no longer see
    connect(&roster, &Roster::changed, this, [this](const RosterItem &item) {
        if (!item.isSeen() && item.jid != m_channel.self().bare() && m_present.remove(item.jid)) {
            Q_EMIT changed(item.jid);
        }
    });
}

static int availability(Presence::Show show)
{
    switch (show) {
    case Presence::Show::Chat:
        return 4;
    case Presence::Show::Online:
        return 3;
    case Presence::Show::Away:
        return 2;
    case Presence::Show::DoNotDisturb:
        return 1;
    case Presence::Show::ExtendedAway:
        break;
    }
    return 0;
}

std::optional<ResourcePresence> PresenceDirectory::best(const Jid &bare) const
{
    std::optional<ResourcePresence> best;
    const auto all = m_present.value(bare);
    for (const ResourcePresence &candidate : all) {
        if (!best
            || std::pair(candidate.priority, availability(candidate.show))
                > std::pair(best->priority, availability(best->show))) {
            best = candidate;
        }
    }
    return best;
}

void PresenceDirectory::sessionEnded()
{
    m_present.clear();
    Q_EMIT cleared();
}

Extension::Verdict PresenceDirectory::incoming(const Presence &presence)
{
    note(presence);
    return Verdict::Continue;
}

void PresenceDirectory::note(const Presence &presence)
{
    const Jid bare = presence.from.isNull() ? m_channel.self().bare() : presence.from.bare();
    const QString resource = presence.from.resource();
    switch (presence.type) {
    case Presence::Type::Available: {
        if (m_present.size() >= limits::rosterItems && !m_present.contains(bare) && !m_roster.contains(bare)) {
            return; // strangers cannot fill the memory
        }
        auto &resources = m_present[bare];
        if (resources.size() >= limits::depth && !resources.contains(resource)) {
            return; // nobody has that many devices
        }
        resources.insert(resource, { presence.show, presence.status, presence.priority });
        Q_EMIT changed(bare);
        break;
    }
    case Presence::Type::Unavailable:
    case Presence::Type::Error: {
        const auto known = m_present.find(bare);
        if (known == m_present.end()) {
            return;
        }
        if (resource.isEmpty()) {
            known->clear();
        } else {
            known->remove(resource);
        }
        if (known->isEmpty()) {
            m_present.erase(known);
        }
        Q_EMIT changed(bare);
        break;
    }
    case Presence::Type::Subscribe: {
        const auto nick = presence.payload<UserNickname>();
        Q_EMIT subscriptionRequested(bare, nick ? nick->nick : QString(), presence.status);
        break;
    }
    case Presence::Type::Unsubscribe:
        Q_EMIT subscriptionWithdrawn(bare);
        break;
    case Presence::Type::Subscribed:
    case Presence::Type::Unsubscribed: // the roster push that goes with it says it all
    case Presence::Type::Probe:
        break;
    }
}

void PresenceDirectory::sendSubscription(const Jid &bare, Presence::Type type)
{
    Presence presence;
    presence.type = type;
    presence.to = bare.bare();
    presence.id = m_channel.random().next();
    m_channel.send(presence);
}

void PresenceDirectory::subscribe(const Jid &bare) { sendSubscription(bare, Presence::Type::Subscribe); }
void PresenceDirectory::approve(const Jid &bare) { sendSubscription(bare, Presence::Type::Subscribed); }
void PresenceDirectory::refuse(const Jid &bare) { sendSubscription(bare, Presence::Type::Unsubscribed); }

} // namespace natter
