// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/chronicle.h"

#include <QTime>

#include <algorithm>
#include <array>

namespace natter {

using State = TypedMessage::State;

Chronicle::Chronicle(const QString &file) : m_file(file)
{
    if (!m_file.open(QIODevice::WriteOnly)) {
        qFatal("cannot write %s", qPrintable(file));
    }
    m_clock.start();
    m_sinceChange.start();
}

void Chronicle::enter(const QString &nonce, const QString &what)
{
    const qint64 now = m_clock.elapsed();
    m_entries.append({ now, nonce, what });
    const QString time = QTime::currentTime().toString(u"hh:mm:ss.zzz");
    m_file.write(QStringLiteral("%1 %2 %3\n").arg(time, nonce.isEmpty() ? QStringLiteral("*") : nonce, what).toUtf8());
    m_file.flush();
    m_sinceChange.restart();
}

TypedMessage *Chronicle::find(const QString &nonce)
{
    const auto found = m_index.constFind(nonce);
    return found == m_index.constEnd() ? nullptr : &m_typed[*found];
}

const TypedMessage &Chronicle::type(const QString &sender, const QString &recipient, Dice &dice)
{
    TypedMessage message;
    const int sequence = ++m_sequences[sender + u' ' + recipient];
    message.tag = { sender, recipient, sequence, dice.nonce() };
    message.body = message.tag.text(dice.text()).trimmed();
    const QString nonce = message.tag.nonce;
    m_index.insert(nonce, m_typed.size());
    m_typed.append(message);
    m_open.insert(nonce);
    enter(nonce, QStringLiteral("typed: %1 > %2 #%3").arg(sender, recipient).arg(sequence));
    return m_typed.last();
}

void Chronicle::noteAbandoned(const QString &nonce)
{
    enter(nonce, QStringLiteral("not on screen when the program died"));
    m_open.remove(nonce);
}

void Chronicle::noteShown(const QString &nonce, State state, const QString &detail)
{
    TypedMessage *message = find(nonce);
    if (!message) {
        note(QStringLiteral("nobody typed what is shown with ") + nonce);
        return;
    }
    static const std::array names { "not taken", "pending", "sent", "failed" };
    message->shown = true;
    message->shownAsSent |= state == State::Sent;
    if (message->state != state) {
        message->state = state;
        enter(nonce, QStringLiteral("shown as %1 %2").arg(QLatin1String(names.at(size_t(state))), detail));
    }
    closeIfDone(nonce);
}

void Chronicle::noteSeen(const QString &nonce, const QString &how)
{
    if (!m_seen.contains(nonce)) {
        m_seen.insert(nonce);
        enter(nonce, how);
        closeIfDone(nonce);
    }
}

void Chronicle::closeIfDone(const QString &nonce)
{
    const TypedMessage *message = find(nonce);
    const bool arrived = message && message->state == State::Sent && m_seen.contains(nonce);
    if (arrived || (message && message->state == State::Failed)) {
        m_open.remove(nonce);
    } else if (message && message->state == State::Pending) {
        m_open.insert(nonce); // after all
    }
}

void Chronicle::noteFault(Fault fault, const QString &victim, const QString &detail)
{
    ++m_faults[fault];
    enter({}, QStringLiteral("%1 of %2 %3").arg(nameOf(fault), victim, detail));
}

void Chronicle::note(const QString &what) { enter({}, what); }

void Chronicle::noteProblem(const QString &what)
{
    m_problems.append(what);
    enter({}, QStringLiteral("PROBLEM: ") + what);
}

QStringList Chronicle::trail(const QString &nonce) const
{
    static constexpr qint64 around = 1000; // milliseconds before and behind each thing that happened to it
    QList<qint64> times;
    for (const Entry &entry : m_entries) {
        if (entry.nonce == nonce) {
            times.append(entry.time);
        }
    }
    QStringList lines;
    for (const Entry &entry : m_entries) {
        const bool near = std::any_of(times.cbegin(), times.cend(),
                                      [&](qint64 time) { return std::abs(entry.time - time) <= around; });
        if (!nonce.isEmpty() && (entry.nonce == nonce || (entry.nonce.isEmpty() && near))) {
            lines.append(QStringLiteral("%1 ms  %2").arg(entry.time - times.first()).arg(entry.what));
        }
    }
    return lines;
}

} // namespace natter
