// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/provenance.h"

namespace natter {

bool Provenance::may(Claim claim, const Jid &from, bool seesUs) const
{
    if (m_self.isNull()) {
        return false;
    }
    switch (claim) {
    case Claim::RosterPush:
    case Claim::Carbon:
    case Claim::OwnArchive:
    case Claim::OwnNode:
        return isOwnAccount(from);
    case Claim::ServerAnswer:
        return isOwnAccount(from) || from == m_self.domainJid();
    case Claim::PersonalQuery:
        return isOwnAccount(from) || from == m_self.domainJid() || from.bare() == m_self.bare() || seesUs;
    }
    return false;
}

bool Provenance::mayAnswer(const Jid &to, const Jid &from) const
{
    if (m_self.isNull()) {
        return false;
    }
    if (isOwnAccount(to)) {
        // The server answers on the account's behalf, with or without an address, or with the one we wrote to
        return may(Claim::ServerAnswer, from) || from == m_self;
    }
    return from == to || (to == m_self.domainJid() && from.isNull());
}

bool Provenance::mayStamp(const Jid &by, bool announced) const
{
    return announced && !by.isNull() && by == m_self.bare();
}

} // namespace natter
