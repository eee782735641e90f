// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults/fault_plan.h"
#include "faults/ledger.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QSet>

namespace natter {

/// Everything that happened in a run, as it happened: what was typed, what became of it in everybody's eyes, and what
/// went wrong in between.
class Chronicle
{
public:
    explicit Chronicle(const QString &file);

    /// The next message from one to the other.
    const TypedMessage &type(const QString &sender, const QString &recipient, Dice &dice);
    /// Its program died, and had not shown it.
    void noteAbandoned(const QString &nonce);
    /// The sender's program shows it, or has it stored, in that state.
    void noteShown(const QString &nonce, TypedMessage::State state, const QString &detail);
    /// It is in the recipient's timeline, or in the reference peer's hands.
    void noteSeen(const QString &nonce, const QString &how);
    void noteFault(Fault fault, const QString &victim, const QString &detail);
    void note(const QString &what);
    /// Something that a run should not meet, and that is no matter of messages.
    void noteProblem(const QString &what);

    const QList<TypedMessage> &typed() const { return m_typed; }
    int faults(Fault fault) const { return m_faults.value(fault); }
    const QStringList &problems() const { return m_problems; }
    /// Messages that still have to become something, or to arrive.
    qsizetype open() const { return m_open.size(); }
    QStringList openNonces() const { return { m_open.cbegin(), m_open.cend() }; }
    /// Milliseconds in which nothing happened.
    qint64 quiet() const { return m_sinceChange.elapsed(); }
    /// What happened to the message, and what went wrong around that.
    QStringList trail(const QString &nonce) const;

private:
    struct Entry
    {
        qint64 time;
        QString nonce; ///< empty: concerns all
        QString what;
    };

    TypedMessage *find(const QString &nonce);
    void enter(const QString &nonce, const QString &what);
    void closeIfDone(const QString &nonce);

    QFile m_file;
    QElapsedTimer m_clock;
    QElapsedTimer m_sinceChange;
    QList<Entry> m_entries;
    QList<TypedMessage> m_typed;
    QHash<QString, qsizetype> m_index;
    QHash<QString, int> m_sequences;
    QSet<QString> m_seen;
    QSet<QString> m_open;
    QMap<Fault, int> m_faults;
    QStringList m_problems;
};

} // namespace natter
