// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/judge.h"

#include <algorithm>
#include <array>

namespace natter {

using Kind = Offence::Kind;
using State = TypedMessage::State;

QString nameOf(Kind kind)
{
    static const std::array names { "lost", "doubled", "reordered", "wrong" };
    return QString::fromLatin1(names.at(static_cast<size_t>(kind)));
}

int Verdict::count(Kind kind) const
{
    return static_cast<int>(std::count_if(offences.cbegin(), offences.cend(),
                                          [kind](const Offence &offence) { return offence.kind == kind; }));
}

Verdict &Verdict::operator+=(const Verdict &other)
{
    typed += other.typed;
    arrived += other.arrived;
    failedHonestly += other.failedHonestly;
    notTaken += other.notTaken;
    lostByServer += other.lostByServer;
    offences += other.offences;
    return *this;
}

Judge::Judge(const Ledger &ledger) : m_ledger(ledger)
{
    for (const TypedMessage &message : ledger.typed) {
        m_typed.insert(message.tag.nonce, &message);
    }
}

Verdict Judge::verdict()
{
    m_verdict = {};
    read(QStringLiteral("timeline"), m_ledger.timelines, m_timelines);
    read(QStringLiteral("archive"), m_ledger.archives, m_archives);
    read(QStringLiteral("arrivals"), m_ledger.arrivals, m_arrivals);
    for (const TypedMessage &message : m_ledger.typed) {
        judge(message);
    }
    m_verdict.typed = static_cast<int>(m_ledger.typed.size());
    return m_verdict;
}

void Judge::accuse(Kind kind, const QString &nonce, const QString &detail)
{
    m_verdict.offences.append({ kind, nonce, detail });
}

void Judge::read(const QString &name, const Lists &lists, QHash<QString, QSet<QString>> &holders)
{
    for (auto list = lists.cbegin(); list != lists.cend(); ++list) {
        readList(name + QStringLiteral(" of ") + list.key(), list.key(), *list, holders[list.key()]);
    }
}

void Judge::readList(const QString &name, const QString &owner, const QList<ListedMessage> &list, QSet<QString> &nonces)
{
    QHash<QString, QString> ids; // of a sender's messages: the nonces
    QHash<QString, int> newest; // of each sender and chat
    for (const ListedMessage &listed : list) {
        const auto tag = MessageTag::read(listed.body);
        const TypedMessage *typed = tag ? m_typed.value(tag->nonce) : nullptr;
        if (!typed) {
            accuse(Kind::Wrong, {}, name + QStringLiteral(" has what nobody typed: ") + listed.body.left(80));
            continue;
        }
        const QString &nonce = typed->tag.nonce;
        if (listed.body != typed->body) {
            accuse(Kind::Wrong, nonce, name + QStringLiteral(" has another text"));
        }
        if (listed.from != typed->tag.sender || listed.to != typed->tag.recipient
            || (owner != listed.from && owner != listed.to && !m_ledger.rooms.value(listed.to).contains(owner))) {
            accuse(Kind::Wrong, nonce, QStringLiteral("%1 has it from %2 to %3").arg(name, listed.from, listed.to));
        }
        if (nonces.contains(nonce)) {
            accuse(Kind::Doubled, nonce, name + QStringLiteral(" has it more than once"));
            continue;
        }
        nonces.insert(nonce);
        QString &holder = ids[listed.from + u' ' + listed.id];
        if (!listed.id.isEmpty() && !holder.isEmpty()) {
            accuse(Kind::Wrong, nonce, QStringLiteral("%1 has its id for %2 as well").arg(name, holder));
        }
        holder = nonce;
        int &last = newest[typed->tag.sender + u' ' + typed->tag.recipient];
        if (typed->tag.sequence < last) {
            accuse(Kind::Reordered, nonce, QStringLiteral("%1 has it behind #%2").arg(name).arg(last));
        }
        last = std::max(last, typed->tag.sequence);
    }
}

/// Who should have it in the end, besides its sender.
QStringList Judge::readersOf(const MessageTag &tag) const
{
    QStringList readers = m_ledger.rooms.value(tag.recipient, { tag.recipient });
    readers.removeAll(tag.sender);
    return readers;
}

/// How many of them have it.
int Judge::countReaders(const MessageTag &tag) const
{
    const auto readers = readersOf(tag);
    return static_cast<int>(std::count_if(readers.cbegin(), readers.cend(), [&](const QString &reader) {
        return m_timelines.value(reader).contains(tag.nonce) || m_arrivals.value(reader).contains(tag.nonce);
    }));
}

void Judge::judge(const TypedMessage &message)
{
    const QString &nonce = message.tag.nonce;
    const bool archived = m_archives.value(message.tag.recipient).contains(nonce);
    const bool arrived = archived || countReaders(message.tag) > 0;
    const bool onServer = archived || m_archives.value(message.tag.sender).contains(nonce);
    const auto timeline = m_timelines.constFind(message.tag.sender); // the reference peer keeps none
    if (message.shown && timeline != m_timelines.cend() && !timeline->contains(nonce)) {
        accuse(Kind::Lost, nonce, QStringLiteral("was on screen, and is gone from the sender's timeline"));
        return;
    }
    switch (message.state) {
    case State::NotTaken:
        if (onServer || arrived) {
            accuse(Kind::Wrong, nonce, QStringLiteral("went out, and the sender's timeline does not have it"));
        } else {
            ++m_verdict.notTaken;
        }
        return;
    case State::Pending:
        accuse(onServer ? Kind::Wrong : Kind::Lost, nonce, QStringLiteral("is shown as waiting, in the end"));
        return;
    case State::Failed:
        if (arrived) { // a message that came back stands in the sender's archive all the same
            accuse(Kind::Wrong, nonce, QStringLiteral("is shown as failed, and went out"));
        } else if (message.shownAsSent) {
            accuse(Kind::Lost, nonce, QStringLiteral("was shown as sent, then as failed"));
        } else {
            ++m_verdict.failedHonestly;
        }
        return;
    case State::Sent:
        judgeSent(message);
    }
}

void Judge::judgeSent(const TypedMessage &message)
{
    const QString &nonce = message.tag.nonce;
    const QString &to = message.tag.recipient;
    const bool bySender = m_archives.value(message.tag.sender).contains(nonce);
    const bool byRecipient = m_archives.value(to).contains(nonce);
    const int seen = countReaders(message.tag);
    if (!bySender && !byRecipient && seen == 0) {
        accuse(Kind::Lost, nonce, QStringLiteral("is shown as sent, and the server does not have it"));
    } else if (!byRecipient && seen == 0) {
        m_verdict.lostByServer.append(
            nonce); // once it stands in our archive, nothing that a client does keeps it from the other
    } else if (seen < readersOf(message.tag).size()) {
        accuse(Kind::Lost, nonce, QStringLiteral("is in the recipient's archive, and the recipient never saw it"));
    } else {
        ++m_verdict.arrived;
    }
}

} // namespace natter
