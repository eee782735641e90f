// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults/ledger.h"

#include <QSet>

namespace natter {

/// Something that must not happen, with the message that it happened to.
struct Offence
{
    enum class Kind { Lost, Doubled, Reordered, Wrong };

    Kind kind;
    QString nonce; ///< empty if nobody typed it
    QString detail;
};

QString nameOf(Offence::Kind kind);

struct Verdict
{
    int typed = 0;
    int arrived = 0; ///< typed, and in every list where it should be
    int failedHonestly = 0; ///< shown as failed, and nowhere
    int notTaken = 0; ///< never shown: the program died between the key and the disk
    QStringList lostByServer; ///< nonces: the server has them in the sender's archive, and nobody else ever saw them
    QList<Offence> offences;

    int count(Offence::Kind kind) const;
    bool isClean() const { return offences.isEmpty(); }
    Verdict &operator+=(const Verdict &other);
};

/// Compares what was typed with every list in which it should stand, once each, in order, and nowhere else.
class Judge
{
public:
    explicit Judge(const Ledger &ledger);

    Verdict verdict();

private:
    using Lists = QMap<QString, QList<ListedMessage>>;

    void read(const QString &name, const Lists &lists, QHash<QString, QSet<QString>> &holders);
    void readList(const QString &name, const QString &owner, const QList<ListedMessage> &list, QSet<QString> &nonces);
    QStringList readersOf(const MessageTag &tag) const;
    int countReaders(const MessageTag &tag) const;
    void judge(const TypedMessage &message);
    void judgeSent(const TypedMessage &message);
    void accuse(Offence::Kind kind, const QString &nonce, const QString &detail);

    const Ledger &m_ledger;
    QHash<QString, const TypedMessage *> m_typed; ///< by nonce
    QHash<QString, QSet<QString>> m_timelines; ///< the nonces in each list, by its owner
    QHash<QString, QSet<QString>> m_archives;
    QHash<QString, QSet<QString>> m_arrivals;
    Verdict m_verdict;
};

} // namespace natter
