// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/preview_bar.h"

#include "widgets/emoji_runs.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace natter {

static constexpr int barWidth = 3;
static constexpr int gap = 8;

PreviewBar::PreviewBar(QWidget *parent)
    : QWidget(parent)
    , m_offer(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_offer);
    layout->addStretch();
    layout->addWidget(m_close, 0, Qt::AlignVCenter);
    m_offer->setFlat(true);
    m_offer->setProperty("flat", true);
    m_close->setProperty("kind", QLatin1String("small"));
    m_close->setIconSize({ 16, 16 });
    connect(m_offer, &QPushButton::clicked, this, &PreviewBar::wanted);
    connect(m_close, &QToolButton::clicked, this, &PreviewBar::dismissed);
    updateLook();
    hide();
}

void PreviewBar::offer(const QString &host)
{
    show({}, {}, tr("Do not offer it"));
    m_offer->setText(tr("Add a preview of %1").arg(host));
    m_offer->setToolTip(tr("Fetches the page from there, once"));
    m_offer->show();
    setAccessibleName(m_offer->text());
}

void PreviewBar::showReading(const QString &host) { show({}, tr("Looking at %1…").arg(host), tr("Stop")); }

void PreviewBar::showCard(const LinkCard &card)
{
    const QString title = card.title.isEmpty() ? card.description : card.title;
    show(hostOf(card.link), title, tr("Remove the preview"));
    setAccessibleName(tr("Preview of %1: %2").arg(m_title, title));
}

void PreviewBar::showProblem(const QString &text) { show({}, text, tr("Dismiss")); }

void PreviewBar::show(const QString &title, const QString &text, const QString &dismissal)
{
    m_title = title;
    m_text = text;
    m_offer->hide();
    m_close->setToolTip(dismissal);
    m_close->setAccessibleName(dismissal);
    setAccessibleName(text);
    updateLook();
    setVisible(true);
    update();
}

void PreviewBar::updateLook()
{
    m_close->setIcon(tintedIcon(QStringLiteral("close"), Theme::of(this).muted));
    setMinimumHeight(lines() * fontMetrics().lineSpacing() + gap);
}

void PreviewBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        updateLook();
    }
}

void PreviewBar::paintEvent(QPaintEvent *)
{
    if (m_text.isEmpty()) {
        return;
    }
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int line = fontMetrics().lineSpacing();
    const int top = (height() - lines() * line) / 2;
    const auto placed = [this](const QRect &rect) { return QStyle::visualRect(layoutDirection(), this->rect(), rect); };
    const Qt::Alignment side = isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
    const int left = m_title.isEmpty() ? gap : barWidth + 2 * gap;
    const int room = width() - left - m_close->width() - 2 * gap;
    if (!m_title.isEmpty()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        painter.drawRoundedRect(placed({ gap, top, barWidth, 2 * line }), barWidth / 2.0, barWidth / 2.0);
        painter.setPen(theme.accent);
        // Its end says whose it is
        drawLine(painter, placed({ left, top, room, line }), fontMetrics().elidedText(m_title, Qt::ElideLeft, room),
                 side);
    }
    painter.setPen(m_title.isEmpty() ? theme.muted : theme.text);
    drawLine(painter, placed({ left, top + (lines() - 1) * line, room, line }), m_text, side);
}

} // namespace natter
