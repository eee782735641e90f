// XEP-0045: Multi-User Chat, version 1.35.5
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0425_moderation.h"

#include <QString>
#include <QStringList>

#include <chrono>

namespace natter {

struct DiscoInfo;

/// What a room says it is (6.4). Nothing of it is known of a room that was not asked.
struct RoomInfo
{
    QString title;
    QString description;
    QString language;
    int occupants = -1; ///< -1: not told
    bool isKnown = false;
    bool isRoom = false; ///< and nothing else that answers such questions, such as a person's account
    bool isPublic = false; ///< it is listed
    bool isMembersOnly = false;
    bool isNonAnonymous = false; ///< everybody sees the real addresses
    bool isModerated = false;
    bool isPersistent = false;
    bool isPasswordProtected = false;
    bool hasArchive = false; ///< XEP-0313
    bool hasOccupantIds = false; ///< XEP-0421
    bool isModeratable = false; ///< XEP-0425
    ModerationForm moderationForm = ModerationForm::Current; ///< if it is moderatable
    bool mayChangeSubject = false; ///< everybody who may speak
    bool vouchesForIds = false; ///< XEP-0359
    bool takesPrivateMessages = true;
    QByteArray picture; ///< as PictureUpdate::hash (XEP-0486); empty: none
    bool takesPicture = false; ///< from whoever runs it
    bool takesCommands = false; ///< XEP-0050: it may list some
    std::chrono::seconds slowMode { 0 }; ///< XEP-0500: between two messages of one person; 0: it is not slow
    QStringList contacts {}; ///< addresses of whoever runs it
    QString logs {}; ///< where what was said can be read, as ContactAddress::uri; empty: not told

    friend bool operator==(const RoomInfo &, const RoomInfo &) = default;
};

/// What a room answered to the question what it is; isKnown is set.
RoomInfo roomInfoFrom(const DiscoInfo &disco);

} // namespace natter
