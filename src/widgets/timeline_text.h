// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QKeyEvent;

namespace natter {

class GuardedNames;
struct ChatMessage;
struct GivenReactions;
struct Reaction;
class TimelineModel;

/// Who said it: the person, or whoever they talk to, or somebody in a room.
QString speakerOf(const ChatMessage &message, const QString &peerName);

/// What those who speak in a conversation are called.
struct SpeakerNames
{
    const QString &peer;
    const GuardedNames &guarded; ///< as MessageStyle::names
};

/// What a screen reader says for a row of a conversation.
QString spokenText(const TimelineModel &model, int row, const SpeakerNames &names, bool isRevealed);

/// The whole time, and in words what the sign beside it means; for a tool tip.
QString stateToolTip(const ChatMessage &message);

/// Who reacted so to it, as a tool tip.
QString reactionToolTip(const ChatMessage &message, const Reaction &reaction, const QString &peerName);

/// The same of a room, once it is known who they are: some of them by name.
QString reactionToolTip(const QString &emoji, const QList<GivenReactions> &given);

/// What of a message is copied: what is to be hidden is not to be had by selecting around it.
QString copiedText(const ChatMessage &message, const QString &name);
/// A line that says `text` with its time and the name of its sender.
QString copiedLine(const ChatMessage &message, const QString &name, const QString &text);
/// All of several messages; of one the text alone.
QString copiedText(const QList<ChatMessage> &messages, const std::function<QString(const ChatMessage &)> &nameOf);

/// The link in a message, if there is exactly one.
QString onlyLinkIn(const ChatMessage &message);

/// Whether the key writes something, rather than commanding.
bool isTyped(const QKeyEvent &event);

} // namespace natter
