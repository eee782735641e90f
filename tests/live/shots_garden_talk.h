// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/garden_world.h"

namespace natter {

/// What is said in the garden, on one day.
inline QList<ChatMessage> talkInTheGarden()
{
    const auto at = [](int hour, int minute) {
        return QDateTime(QDate::currentDate().addDays(-1), QTime(hour, minute)).toUTC();
    };
    using namespace garden;
    ChatMessage answer = named(mention("Tybalt", "Mercutio, thou consort’st with Romeo", at(9, 33)), "3");
    answer.quote = Quote { "a-2", {} };
    ChatMessage liked = named(said("Benvolio", "The day is hot, the Capulets abroad", at(9, 30)), "1");
    ChatMessage like = named(said("Nurse 🌹", "☀️", at(9, 31)), "4");
    like.purpose = ChatMessage::Purpose::Reaction;
    like.about = "a-1";
    ChatMessage pending = ours("I am the youngest of that name, for fault of a worse.", at(9, 36));
    pending.delivery = ChatMessage::Delivery::Queued;
    ChatMessage gone = named(said("Sampson", "I bite my thumb", at(9, 29)), "5");
    ChatMessage moderation = named(said({}, {}, at(9, 30)), "6");
    moderation.occupant.clear();
    moderation.purpose = ChatMessage::Purpose::Moderation;
    moderation.about = "a-5";
    moderation.failure = QStringLiteral("moderated\nPrince\nno biting of thumbs here");
    ChatMessage second = said("Mercutio", "I am hurt. A plague o’ both your houses!", at(9, 35));
    second.occupant = QStringLiteral("id of Abram");
    return { gone,
             moderation,
             liked,
             like,
             named(said("Mercutio",
                        "Thou art like one of those fellows that when he enters the confines of a tavern claps me his "
                        "sword upon the table and says ‘God send me no need of thee!’",
                        at(9, 31)),
                   "2"),
             said("Mercutio", "And yet thou wilt tutor me from quarrelling!", at(9, 31)),
             ours("Gentle Mercutio, put thy rapier up.", at(9, 32)),
             answer,
             mention("Nurse 🌹", "romeo: can you tell me where I may find the young Romeo?", at(9, 34)),
             said("Nurse 🌹", "/me sighs", at(9, 34)),
             second,
             pending };
}

inline QList<std::pair<QByteArray, QByteArray>> peopleInTheGarden()
{
    const auto item = GardenWorld::item;
    return { { "Prince", item("moderator", "owner", {}, {}) },
             { "Friar Laurence", item("moderator", "admin", {}, {}) },
             { "Nurse 🌹", item("participant", "member", {}, {}) },
             { "Benvolio", item("participant", "none", {}, {}) },
             { "\xd0\xa0rince", item("participant", "none", {}, {}) }, // whose first letter is another
             { "Mercutio", item("participant", "none", "jid='mercutio@verona.lit/street'", {}) },
             { "Tybalt", item("participant", "none", {}, {}) },
             { "Paris", item("visitor", "none", {}, {}) } };
}

} // namespace natter
