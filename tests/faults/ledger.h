// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QMap>
#include <QStringList>

#include <optional>

namespace natter {

/// Says in a message's own text who wrote it to whom and as the how manieth, so that each of them can be told from all
/// others wherever it turns up.
struct MessageTag
{
    QString sender; ///< bare addresses
    QString recipient; ///< a person or a room
    int sequence = 0; ///< counts what the sender wrote to this recipient
    QString nonce;

    QString text(const QString &filler) const;
    static std::optional<MessageTag> read(const QString &body);
};

/// A message that somebody typed, and what they were shown of it.
struct TypedMessage
{
    enum class State {
        NotTaken, ///< never on screen: the program died first
        Pending,
        Sent,
        Failed,
    };

    MessageTag tag;
    QString body;
    bool shown = false; ///< it was on screen once
    bool shownAsSent = false; ///< at any time
    State state = State::NotTaken; ///< in the end
};

/// A message as it stands in a list of somebody's.
struct ListedMessage
{
    QString from; ///< bare addresses
    QString to;
    QString id; ///< the stanza's
    QString body;
};

/// What is known in the end: who typed what, and all the lists in which it should stand.
struct Ledger
{
    QList<TypedMessage> typed;
    QMap<QString, QList<ListedMessage>> timelines; ///< what each person's program has stored, in the order shown
    QMap<QString, QList<ListedMessage>> archives; ///< the server's, of each person and room
    QMap<QString, QList<ListedMessage>> arrivals; ///< what each reference peer was given, in that order
    QMap<QString, QStringList> rooms {}; ///< who is in each, all with a timeline
};

} // namespace natter
