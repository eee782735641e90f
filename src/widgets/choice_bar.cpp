// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/choice_bar.h"

#include "widgets/icons.h"
#include "widgets/message_choice.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace natter {

ChoiceBar::ChoiceBar(QWidget *parent)
    : QWidget(parent)
    , m_count(new QLabel(this))
    , m_copy(new QPushButton(this))
    , m_forward(new QPushButton(this))
    , m_delete(new QPushButton(this))
    , m_cancel(new QPushButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(8);
    layout->addWidget(m_count, 1);
    m_copy->setToolTip(tr("Copy"));
    m_forward->setToolTip(tr("Forward…"));
    m_delete->setToolTip(tr("Delete here…"));
    m_cancel->setToolTip(tr("Cancel"));
    for (QPushButton *button : { m_copy, m_forward, m_delete, m_cancel }) {
        button->setAutoDefault(true); // Enter is enough
        button->setAccessibleName(button->toolTip());
        button->setText(button->toolTip());
        layout->addWidget(button);
    }
    m_count->setMinimumWidth(0);
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    connect(m_copy, &QPushButton::clicked, this, &ChoiceBar::copyRequested);
    connect(m_forward, &QPushButton::clicked, this, &ChoiceBar::forwardRequested);
    connect(m_delete, &QPushButton::clicked, this, &ChoiceBar::deletionRequested);
    connect(m_cancel, &QPushButton::clicked, this, &ChoiceBar::cancelled);
    updateLook();
    for (const QPushButton *button : { m_copy, m_forward, m_delete, m_cancel }) {
        m_fullWidth += button->sizeHint().width() + layout->spacing();
    }
    hide();
}

void ChoiceBar::setCount(int count)
{
    m_count->setText(count < MessageChoice::most ? tr("%n chosen", nullptr, count)
                                                 : tr("%n chosen, the most", nullptr, count));
    setVisible(count > 0);
}

/// Where there is no room for words, the pictures have to do.
void ChoiceBar::updateTexts()
{
    const int words = m_fullWidth + fontMetrics().averageCharWidth() * 18; // with the number
    for (QPushButton *button : { m_copy, m_forward, m_delete, m_cancel }) {
        button->setText(width() < words ? QString() : button->toolTip());
    }
}

void ChoiceBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateTexts();
}

void ChoiceBar::updateLook()
{
    const QColor ink = Theme::of(this).text;
    m_copy->setIcon(tintedIcon(QStringLiteral("copy"), ink));
    m_forward->setIcon(tintedIcon(QStringLiteral("forward"), ink));
    m_delete->setIcon(tintedIcon(QStringLiteral("trash"), ink));
    m_cancel->setIcon(tintedIcon(QStringLiteral("close"), ink));
}

void ChoiceBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateLook();
    }
}

} // namespace natter
