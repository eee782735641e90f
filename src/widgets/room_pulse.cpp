// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_pulse.h"

#include "widgets/emoji_runs.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QPainter>

namespace natter {

using namespace std::chrono_literals;

static constexpr auto shownFor = 6s;
static constexpr auto interval = 300ms;
static constexpr int padX = 12;
static constexpr int padY = 4;
static constexpr int gap = 8; ///< to the edges of what it stands on

RoomPulse::RoomPulse(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    m_soon.setSingleShot(true);
    m_soon.setInterval(interval);
    m_end.setSingleShot(true);
    m_end.setInterval(shownFor);
    connect(&m_soon, &QTimer::timeout, this, &RoomPulse::showText);
    connect(&m_end, &QTimer::timeout, this, &RoomPulse::clear);
    parent->installEventFilter(this);
    hide();
}

void RoomPulse::note(const RoomNote &note, const QString &self)
{
    if (m_crowd.note(note, self) && !m_soon.isActive()) {
        m_soon.start();
    }
}

void RoomPulse::clear()
{
    m_crowd.clear();
    m_text.clear();
    m_soon.stop();
    m_end.stop();
    hide();
}

void RoomPulse::showText()
{
    m_text = m_crowd.text();
    if (m_text.isEmpty()) { // who came has left again
        clear();
        return;
    }
    setAccessibleName(m_text);
    place();
    show();
    raise();
    update();
    if (!m_end.isActive()) { // else it would stay where somebody comes every few seconds
        m_end.start();
    }
}

void RoomPulse::place()
{
    QFont font = parentWidget()->font();
    font.setPointSizeF(qMax(6.0, font.pointSizeF() - 1));
    setFont(font);
    const QFontMetrics metrics(font);
    const int room = parentWidget()->width() - 2 * gap;
    const int wanted = metrics.horizontalAdvance(m_text) * 21 / 20 + 2 * padX;
    resize(qMin(wanted, room), metrics.height() + 2 * padY);
    move((parentWidget()->width() - width()) / 2, gap);
}

bool RoomPulse::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

void RoomPulse::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), height() / 2.0, height() / 2.0);
    painter.setPen(theme.muted);
    painter.setFont(font());
    drawLine(painter, QRectF(rect()).adjusted(padX, 0, -padX, 0), m_text,
             isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace natter
