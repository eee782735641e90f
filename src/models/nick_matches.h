// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0045_room_user.h"

#include <QHash>

#include <optional>

namespace natter {

/// A nickname that is being typed.
struct TypedNick
{
    qsizetype start = 0; ///< of it, or of the sign before it
    QString beginning {};
    bool isMarked = false; ///< "@" stands before it

    friend bool operator==(const TypedNick &, const TypedNick &) = default;
};

/// The one that ends at the end of `text` and has "@" before it, where a word may begin: it may be empty, and may have
/// spaces in it.
std::optional<TypedNick> markedNickAtEnd(const QString &text);
/// The last word of `text`, if it does not end behind one.
std::optional<TypedNick> wordAtEnd(const QString &text);

/// At most `most` nicknames of whoever is there that begin like that, in any case: first those in `recent`, as they
/// stand there, then the others in order. Never `self`.
QStringList nicksBeginning(const QString &beginning, const QHash<QString, Occupant> &there, const QStringList &recent,
                           const QString &self, int most);

/// Somebody in a room, and what stands behind their nickname.
struct NickAndRest
{
    QString nick;
    QString rest {};

    friend bool operator==(const NickAndRest &, const NickAndRest &) = default;
};
/// The longest nickname of whoever is there that `argument` begins with, in any case, as a whole; without any, nothing.
std::optional<NickAndRest> nickAtStart(const QString &argument, const QHash<QString, Occupant> &there);

/// Where `nick` stands in `text` and means whoever is called that, as mentionsNick(): start and length, in order.
QList<std::pair<qsizetype, qsizetype>> nickRuns(const QString &text, const QString &nick);

/// The same for each of several words that the person watches; of any length, and the runs of one word behind those of
/// another.
QList<std::pair<qsizetype, qsizetype>> watchedRuns(const QString &text, const QStringList &words);

/// What is written for the nickname: whom it is said to, at the beginning of a message, or a word of it.
QString writtenNick(const QString &nick, bool atBeginning);

} // namespace natter
