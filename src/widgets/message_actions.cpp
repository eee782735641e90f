// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_actions.h"

#include "chat/outgoing_message.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QToolButton>

namespace natter {

static constexpr int gap = 4; ///< to a bubble, and to the edges of the view

MessageActions::MessageActions(QWidget *parent)
    : QFrame(parent)
    , m_retry(new QToolButton(this))
    , m_react(new QToolButton(this))
    , m_reply(new QToolButton(this))
    , m_edit(new QToolButton(this))
    , m_copy(new QToolButton(this))
    , m_more(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageActions"));
    setCursor(Qt::ArrowCursor);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(0);
    m_copy->setObjectName(QStringLiteral("copy"));
    m_copy->setToolTip(tr("Copy the text"));
    m_retry->setToolTip(tr("Send again"));
    m_react->setToolTip(tr("React"));
    m_reply->setToolTip(tr("Reply"));
    m_edit->setToolTip(tr("Edit"));
    m_more->setToolTip(tr("More"));
    for (QToolButton *button : { m_retry, m_react, m_reply, m_edit, m_copy, m_more }) {
        button->setProperty("kind", QLatin1String("small"));
        button->setIconSize({ 16, 16 });
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(button->toolTip());
        layout->addWidget(button);
    }
    connect(m_copy, &QToolButton::clicked, this, [this] { Q_EMIT copyRequested(m_message); });
    connect(m_edit, &QToolButton::clicked, this, [this] { Q_EMIT editRequested(m_message); });
    connect(m_reply, &QToolButton::clicked, this, [this] { Q_EMIT replyRequested(m_message); });
    connect(m_react, &QToolButton::clicked, this, [this] { Q_EMIT reactionRequested(m_message); });
    connect(m_retry, &QToolButton::clicked, this, [this] { Q_EMIT retryRequested(m_message); });
    connect(m_more, &QToolButton::clicked, this,
            [this] { Q_EMIT menuRequested(m_message, m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    updateLook();
    hide();
}

void MessageActions::setMessage(const ChatMessage &message)
{
    m_message = message;
    m_retry->setVisible(message.delivery == ChatMessage::Delivery::Failed);
    m_edit->setVisible(isChangeable(message));
    m_reply->setVisible(isAnswerable(message));
    m_react->setVisible(isAnswerable(message));
    m_copy->setVisible(!message.body.isEmpty());
    adjustSize();
}

void MessageActions::updateLook()
{
    const Theme theme = Theme::of(this);
    m_copy->setIcon(tintedIcon(QStringLiteral("copy"), theme.text));
    m_retry->setIcon(tintedIcon(QStringLiteral("retry"), theme.text));
    m_react->setIcon(tintedIcon(QStringLiteral("smile"), theme.text));
    m_reply->setIcon(tintedIcon(QStringLiteral("reply"), theme.text));
    m_edit->setIcon(tintedIcon(QStringLiteral("edit"), theme.text));
    m_more->setIcon(tintedIcon(QStringLiteral("more"), theme.text));
}

/// Of this message, not of the one that is below.
void MessageActions::contextMenuEvent(QContextMenuEvent *event) { Q_EMIT menuRequested(m_message, event->globalPos()); }

void MessageActions::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateLook();
    }
}

void MessageActions::placeBeside(const QRectF &bubble, bool atEnd)
{
    const double left = atEnd ? bubble.right() + gap : bubble.left() - gap - width();
    const bool fits = left >= gap && left <= parentWidget()->width() - width() - gap;
    placeAt(left, bubble.top() + (fits ? qMin(bubble.height() - height(), 0.0) / 2 : -height() / 2.0));
}

void MessageActions::placeOver(const QRectF &row, bool atEnd, double taken)
{
    placeAt(atEnd ? row.right() - taken - width() : row.left() + taken, row.top() - height() / 2.0);
}

/// As near to there as the view has room.
void MessageActions::placeAt(double left, double top)
{
    const QSize room = parentWidget()->size() - size() - QSize(gap, gap);
    move(qBound(gap, static_cast<int>(left), qMax(gap, room.width())),
         qBound(gap, static_cast<int>(top), qMax(gap, room.height())));
}

} // namespace natter
