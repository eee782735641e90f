// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/slow_mode_line.h"

#include "models/friendly_time.h"

namespace natter {

using namespace std::chrono_literals;

SlowModeLine::SlowModeLine(const ChatServices &services, QWidget *parent) : QLabel(parent), m_services(services)
{
    setProperty("role", QLatin1String("muted"));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setContentsMargins(4, 0, 4, 4);
    hide();
    m_tick.setInterval(500ms); // so that no second is left out
    connect(&m_tick, &QTimer::timeout, this, &SlowModeLine::update);
}

void SlowModeLine::setRoom(Room *room)
{
    if (m_room) {
        m_room->disconnect(this);
    }
    m_room = room;
    Account *account = room ? m_services.accounts.find(room->account()) : nullptr;
    if (account) {
        connect(room, &Room::changed, this, &SlowModeLine::update);
        connect(&account->rooms(), &Rooms::spoke, this, &SlowModeLine::update, Qt::UniqueConnection);
    }
    update();
}

void SlowModeLine::update()
{
    Account *account = m_room ? m_services.accounts.find(m_room->account()) : nullptr;
    const bool maySpeak = account && m_room->maySpeak();
    const auto pace = maySpeak ? account->rooms().pace(m_room->address()) : 0s;
    const auto rest = maySpeak ? account->rooms().restLeft(m_room->address()) : 0ms;
    if (rest > 0ms) {
        setText(tr("This room is slow. Your next message goes out in %1.").arg(friendlyDuration(rest)));
    } else if (pace > 0s) {
        setText(tr("This room is slow: you can send one message every %1.").arg(friendlyDuration(pace)));
    }
    setAlignment((isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute); // in any language
    setVisible(pace > 0s);
    rest > 0ms ? m_tick.start() : m_tick.stop();
}

} // namespace natter
