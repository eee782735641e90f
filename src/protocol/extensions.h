// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/presence_directory.h"
#include "protocol/roster.h"
#include "protocol/xep/xep0030_service_discovery.h"
#include "protocol/xep/xep0045_multi_user_chat.h"
#include "protocol/xep/xep0050_ad_hoc_commands.h"
#include "protocol/xep/xep0060_publish_subscribe.h"
#include "protocol/xep/xep0085_chat_states.h"
#include "protocol/xep/xep0092_software_version.h"
#include "protocol/xep/xep0115_entity_capabilities.h"
#include "protocol/xep/xep0184_delivery_receipts.h"
#include "protocol/xep/xep0199_ping.h"
#include "protocol/xep/xep0202_entity_time.h"
#include "protocol/xep/xep0280_message_carbons.h"
#include "protocol/xep/xep0308_message_correction.h"
#include "protocol/xep/xep0313_message_archive.h"
#include "protocol/xep/xep0333_displayed_markers.h"
#include "protocol/xep/xep0352_client_state_indication.h"
#include "protocol/xep/xep0359_stanza_ids.h"
#include "protocol/xep/xep0382_spoiler_messages.h"
#include "protocol/xep/xep0393_message_styling.h"
#include "protocol/xep/xep0402_bookmarks.h"
#include "protocol/xep/xep0424_message_retraction.h"
#include "protocol/xep/xep0444_message_reactions.h"
#include "protocol/xep/xep0461_message_replies.h"
#include "protocol/xep/xep0490_displayed_synchronization.h"

#include <array>

namespace natter {

/// Every extension of a session. The order of the members is the order in which stanzas visit them.
struct Extensions
{
    explicit Extensions(StanzaChannel &channel);

    Roster roster;
    ServiceDiscovery discovery;
    MessageArchive archive;
    MessageCarbons carbons;
    MultiUserChat rooms;
    StanzaIds stanzaIds;
    PublishSubscribe publishing;
    Capabilities capabilities;
    PresenceDirectory presence;
    ChatStates chatStates;
    DeliveryReceipts receipts;
    DisplayedMarkers markers;
    DisplayedSynchronization displayedSync;
    BookmarkNotifications bookmarks;
    MessageCorrection correction;
    MessageRetraction retraction;
    MessageReaction reactions;
    MessageReplies replies;
    SpoilerMessages spoilers;
    MessageStyling styling;
    SoftwareVersions version;
    EntityTimes time;
    Ping ping;
    ClientStateIndication clientState;
    AdHocCommands commands;

    const std::array<Extension *, 25> inOrder { &roster,     &discovery,  &archive,       &carbons,     &rooms,
                                                &stanzaIds,  &publishing, &capabilities,  &presence,    &chatStates,
                                                &receipts,   &markers,    &displayedSync, &bookmarks,   &correction,
                                                &retraction, &reactions,  &replies,       &spoilers,    &styling,
                                                &version,    &time,       &ping,          &clientState, &commands };
};

} // namespace natter
