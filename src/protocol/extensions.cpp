// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/extensions.h"

namespace natter {

Extensions::Extensions(StanzaChannel &channel)
    : roster(channel)
    , discovery(channel)
    , archive(channel)
    , carbons(channel, discovery)
    , rooms(channel, roster)
    , stanzaIds(channel, discovery)
    , publishing(channel)
    , capabilities(channel, discovery, roster)
    , presence(channel, roster)
    , version(channel)
    , time(channel.clock())
    , ping(channel)
    , clientState(channel)
    , commands(channel, discovery)
{
    QStringList features;
    for (const Extension *extension : inOrder) {
        features += extension->features();
    }
    discovery.setOwnFeatures(features);
}

} // namespace natter
