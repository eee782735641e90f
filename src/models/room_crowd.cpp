// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_crowd.h"

#include "base/log.h"
#include "base/text.h"
#include "models/room_texts.h"

#include <QCoreApplication>

namespace natter {

static constexpr qsizetype mostRemembered = 1000; ///< of whoever came, to be told from those who only came back
static constexpr qsizetype mostLines = 8; ///< of what happened besides

/// The context of the sentences for translators.
struct CrowdText
{
    Q_DECLARE_TR_FUNCTIONS(natter::RoomCrowd)
};

void RoomCrowd::note(const RoomNote &note, const QString &self)
{
    using Kind = RoomNote::Kind;
    const bool comes = note.kind == Kind::Joined;
    if (comes || note.kind == Kind::Left) {
        QStringList &before = comes ? m_left : m_joined;
        QStringList &now = comes ? m_joined : m_left;
        if (before.removeAll(note.nick) == 0 && !now.contains(note.nick) && now.size() < mostRemembered) {
            now.append(note.nick);
        }
        return;
    }
    const QString text = isWarning(note) || note.kind == Kind::VoiceRequested ? QString() : noteText(note, self);
    if (text.isEmpty()) {
        return;
    }
    m_joined.removeAll(note.nick); // what happened to them says it
    m_left.removeAll(note.nick);
    m_others.append(text);
}

static QString name(const QString &nick) { return embedded(withVisibleControls(nick)); }

static QString joinedText(const QStringList &nicks)
{
    const int others = static_cast<int>(nicks.size()) - 1;
    if (others <= 1) {
        return others == 0 ? CrowdText::tr("%1 joined").arg(name(nicks.first()))
                           : CrowdText::tr("%1 and %2 joined").arg(name(nicks.first()), name(nicks.last()));
    }
    return CrowdText::tr("%1 and %n others joined", nullptr, others).arg(name(nicks.first()));
}

static QString leftText(const QStringList &nicks)
{
    const int others = static_cast<int>(nicks.size()) - 1;
    if (others <= 1) {
        return others == 0 ? CrowdText::tr("%1 left").arg(name(nicks.first()))
                           : CrowdText::tr("%1 and %2 left").arg(name(nicks.first()), name(nicks.last()));
    }
    return CrowdText::tr("%1 and %n others left", nullptr, others).arg(name(nicks.first()));
}

QStringList RoomCrowd::lines() const
{
    QStringList passing;
    if (!m_joined.isEmpty()) {
        passing << joinedText(m_joined);
    }
    if (!m_left.isEmpty()) {
        passing << leftText(m_left);
    }
    const auto earlier = static_cast<int>(qMax(m_others.size() - mostLines, 0));
    QStringList lines { passing.join(QStringLiteral(" · ")),
                        earlier > 0 ? CrowdText::tr("%n more changes", nullptr, earlier) : QString() };
    lines += m_others.mid(earlier);
    lines.removeAll(QString());
    return lines;
}

} // namespace natter
