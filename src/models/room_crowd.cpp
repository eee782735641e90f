// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_crowd.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "models/room_names.h"
#include "models/room_texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace natter {

static constexpr qsizetype mostRemembered = 1000; ///< of whoever came, to be told from those who only came back
static constexpr qsizetype mostLines = 12;

/// The context of the sentences for translators.
struct CrowdText
{
    Q_DECLARE_TR_FUNCTIONS(natter::RoomCrowd)
};

static QString name(const QString &nick) { return embedded(withVisibleControls(cut(nick, limits::nameChars))); }

static bool remove(QList<RoomNote> &notes, const QString &nick)
{
    return notes.removeIf([&nick](const RoomNote &note) { return note.nick == nick; }) > 0;
}

static QString joinedText(const QList<RoomNote> &notes)
{
    const int others = static_cast<int>(notes.size()) - 1;
    if (others <= 1) {
        return others == 0 ? CrowdText::tr("%1 joined").arg(name(notes.first().nick))
                           : CrowdText::tr("%1 and %2 joined").arg(name(notes.first().nick), name(notes.last().nick));
    }
    return CrowdText::tr("%1 and %n others joined", nullptr, others).arg(name(notes.first().nick));
}

static QString leftText(const QList<RoomNote> &notes)
{
    const int others = static_cast<int>(notes.size()) - 1;
    if (others <= 1) {
        return others == 0 ? CrowdText::tr("%1 left").arg(name(notes.first().nick))
                           : CrowdText::tr("%1 and %2 left").arg(name(notes.first().nick), name(notes.last().nick));
    }
    return CrowdText::tr("%1 and %n others left", nullptr, others).arg(name(notes.first().nick));
}

static QString renamedText(const QList<RoomNote> &notes)
{
    const auto others = static_cast<int>(notes.size()) - 1;
    const QString last = CrowdText::tr("%1 is called %2 now").arg(name(notes.last().nick), name(notes.last().other));
    //: Behind the last of several sentences about who changed their name
    return others == 0 ? last : CrowdText::tr("%1, and %n more changes of names", nullptr, others).arg(last);
}

QString RoomCrowd::passingText() const
{
    QStringList parts;
    if (!m_joined.isEmpty()) {
        parts << joinedText(m_joined);
    }
    if (!m_left.isEmpty()) {
        parts << leftText(m_left);
    }
    if (!m_renamed.isEmpty()) {
        parts << renamedText(m_renamed);
    }
    return parts.join(QStringLiteral(" · "));
}

void RoomCrowd::endPassing()
{
    const QString passing = passingText();
    if (!passing.isEmpty()) {
        m_lines.append(passing);
    }
    m_joined.clear();
    m_left.clear();
    m_renamed.clear();
}

/// Who comes back was never away, unless it is somebody else who is called so now.
void RoomCrowd::notePassing(const RoomNote &note)
{
    const bool comes = note.kind == RoomNote::Kind::Joined;
    const auto isOther = [&note](const RoomNote &each) {
        return each.nick == note.nick && isSamePerson(personOf(each), personOf(note)) == false;
    };
    if (comes && std::any_of(m_left.cbegin(), m_left.cend(), isOther)) {
        endPassing();
    }
    QList<RoomNote> &before = comes ? m_left : m_joined;
    QList<RoomNote> &now = comes ? m_joined : m_left;
    if (!remove(before, note.nick) && now.size() < mostRemembered) {
        remove(now, note.nick);
        now.append(note);
    }
}

/// Who has just come, or had another name before, is told of by the last.
void RoomCrowd::noteRenamed(const RoomNote &note)
{
    if (std::any_of(m_left.cbegin(), m_left.cend(),
                    [&note](const RoomNote &each) { return each.nick == note.other; })) {
        endPassing(); // whoever had that name is gone, and this is not them
    }
    RoomNote whole = note;
    const auto came = std::find_if(m_joined.begin(), m_joined.end(),
                                   [&note](const RoomNote &each) { return each.nick == note.nick; });
    if (came != m_joined.end()) {
        came->nick = note.other;
        return;
    }
    for (const RoomNote &before : std::as_const(m_renamed)) {
        whole.nick = before.other == note.nick ? before.nick : whole.nick;
    }
    m_renamed.removeIf([&note](const RoomNote &before) { return before.other == note.nick; });
    if (whole.nick != whole.other) {
        m_renamed.append(whole);
    }
}

void RoomCrowd::note(const RoomNote &note, const QString &self)
{
    using Kind = RoomNote::Kind;
    if (note.kind == Kind::Joined || note.kind == Kind::Left) {
        notePassing(note);
        return;
    }
    if (note.kind == Kind::Renamed && note.other != self) {
        noteRenamed(note);
        return;
    }
    const QString text = note.kind == Kind::VoiceRequested ? QString() : noteText(note, self); // stands elsewhere
    if (!text.isEmpty()) {
        endPassing();
        m_lines.append(text);
    }
}

QStringList RoomCrowd::lines() const
{
    QStringList lines = m_lines + QStringList { passingText() };
    lines.removeAll(QString());
    if (const qsizetype earlier = lines.size() - mostLines; earlier > 0) {
        lines =
            QStringList { CrowdText::tr("%n more changes", nullptr, static_cast<int>(earlier)) } + lines.mid(earlier);
    }
    return lines;
}

} // namespace natter
