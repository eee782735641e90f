// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/problem_label.h"

#include "widgets/error_text.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QStyle>
#include <QToolButton>

namespace natter {

static constexpr int buttonSize = 24;

ProblemLabel::ProblemLabel(QWidget *parent) : EmojiLabel(parent), m_copy(new QToolButton(this))
{
    setProperty("role", QLatin1String("problem"));
    m_copy->setProperty("kind", QLatin1String("tiny"));
    m_copy->setToolTip(tr("Copy the details"));
    m_copy->setAccessibleName(tr("Copy the details"));
    m_copy->setIconSize({ 14, 14 });
    m_copy->hide();
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(text() + u'\n' + m_details); });
    updateLook();
}

void ProblemLabel::say(const QString &text, const QString &details)
{
    m_details = details;
    const bool copies = !details.isEmpty();
    m_copy->setVisible(copies);
    const int room = copies ? buttonSize + 4 : 0;
    setContentsMargins(isRightToLeft() ? room : 0, 0, isRightToLeft() ? 0 : room, 0);
    setMinimumHeight(copies ? buttonSize : 0);
    setText(text);
    show();
}

void ProblemLabel::say(const Error &error) { say(errorText(error), errorDetails(error)); }

void ProblemLabel::updateLook() { m_copy->setIcon(tintedIcon(QStringLiteral("copy"), Theme::of(this).muted)); }

void ProblemLabel::placeButton()
{
    m_copy->setGeometry(QStyle::visualRect(
        layoutDirection(), rect(), { width() - buttonSize, (height() - buttonSize) / 2, buttonSize, buttonSize }));
}

void ProblemLabel::changeEvent(QEvent *event)
{
    EmojiLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateLook();
    }
}

void ProblemLabel::resizeEvent(QResizeEvent *event)
{
    EmojiLabel::resizeEvent(event);
    placeButton();
}

} // namespace natter
