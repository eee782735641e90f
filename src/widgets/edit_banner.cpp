// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit_banner.h"

#include "base/text.h"
#include "widgets/emoji_runs.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace natter {

static constexpr int barWidth = 3;
static constexpr int edge = 16; ///< where the text of the editor begins

EditBanner::EditBanner(QWidget *parent) : QWidget(parent), m_cancel(new QToolButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 6, 8, 0);
    layout->addStretch();
    layout->addWidget(m_cancel, 0, Qt::AlignVCenter);
    m_cancel->setProperty("kind", QLatin1String("small"));
    m_cancel->setIconSize({ 16, 16 });
    setFixedHeight(2 * fontMetrics().lineSpacing() + 12);
    connect(m_cancel, &QToolButton::clicked, this, &EditBanner::cancelled);
    updateLook();
}

void EditBanner::setTask(Task task, const QString &text, const QString &name)
{
    const bool edits = task == Task::Edit;
    m_title = edits ? tr("Edit the message") : tr("Reply to %1").arg(embedded(name));
    m_text = text.left(200).simplified();
    m_cancel->setToolTip(edits ? tr("Do not edit") : tr("Do not reply"));
    m_cancel->setAccessibleName(m_cancel->toolTip());
    setAccessibleName(edits ? tr("Editing: %1").arg(m_text) : tr("Reply to %1: %2").arg(name, m_text));
    update();
}

void EditBanner::updateLook() { m_cancel->setIcon(tintedIcon(QStringLiteral("close"), Theme::of(this).muted)); }

void EditBanner::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateLook();
    } else if (event->type() == QEvent::FontChange) {
        setFixedHeight(2 * fontMetrics().lineSpacing() + 12);
    }
}

void EditBanner::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int line = fontMetrics().lineSpacing();
    const int room = width() - edge - barWidth - 8 - m_cancel->width() - 16;
    const auto placed = [this](const QRect &rect) { return QStyle::visualRect(layoutDirection(), this->rect(), rect); };
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawRoundedRect(placed({ edge, 10, barWidth, 2 * line }), barWidth / 2.0, barWidth / 2.0);
    const Qt::Alignment side = isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
    const int left = edge + barWidth + 8;
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme.accent);
    drawLine(painter, placed({ left, 10, room, line }), m_title, side);
    painter.setFont(font());
    painter.setPen(theme.muted);
    drawLine(painter, placed({ left, 10 + line, room, line }), m_text, side);
}

} // namespace natter
