// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_summary.h"

namespace natter {

/// What a message says, or what stands in its place once it was retracted, or while it is to be hidden (XEP-0382).
QString shownText(const ChatMessage &message);

/// What it says, with `name` in front if it tells what its sender does (XEP-0245).
QString wordsOf(const ChatMessage &message, const QString &name);
/// Who that is, to themselves: `peerName`, or we by the name of our account.
QString actorOf(const ChatMessage &message, const QString &peerName);
/// Whether it does.
bool isAction(const ChatMessage &message);

/// What stands in the place of a spoiler.
QString spoilerText(const QString &hint);

/// What the message says that another answers, whose sender has that name.
QString quoteText(const Quote &quote, const QString &name);

/// The same of the last message of a conversation.
QString lastText(const ChatSummary &chat);

} // namespace natter
