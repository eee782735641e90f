// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_summary.h"

namespace natter {

/// What a message says, or what stands in its place once it was retracted, or while it is to be hidden (XEP-0382).
QString shownText(const ChatMessage &message);

/// Whether a moderator of its room has retracted it (XEP-0425).
bool isModerated(const ChatMessage &message);

/// Whom it comes from, as others call them: by their nickname in a room, with control characters made visible, else
/// `peerName`, which is that of the room for what it says itself.
QString senderOf(const ChatMessage &message, const QString &peerName);
/// What decides the colour of its sender (XEP-0392): the nickname of somebody in a room, else the address.
QString colourSeedOf(const ChatMessage &message);

/// What it says, with `name` in front if it tells what its sender does (XEP-0245).
QString wordsOf(const ChatMessage &message, const QString &name);
/// Who that is, to themselves: `peerName`, or whoever in a room, or we by the name of our account.
QString actorOf(const ChatMessage &message, const QString &peerName);
/// Whether it does.
bool isAction(const ChatMessage &message);

/// What stands in the place of a spoiler.
QString spoilerText(const QString &hint);

/// What the message says that another answers, whose sender has that name.
QString quoteText(const Quote &quote, const QString &name);
/// Who that is, to others: `peerName`, or whoever in a room. Empty if nobody vouches for it, as the message is not
/// here.
QString quotedSender(const Quote &quote, const QString &peerName);

/// What a message says, or stands in its place, that is the last of a conversation. What we do (XEP-0245) stands there
/// without our name.
QString lastText(const ChatSummary &chat, const QString &peerName);
/// Who in a room says that, if it does not say so itself; else empty.
QString lastSender(const ChatSummary &chat);

} // namespace natter
