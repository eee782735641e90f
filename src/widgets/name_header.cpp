// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/name_header.h"

#include "base/log.h"
#include "chat/faces.h"
#include "widgets/avatar.h"
#include "widgets/emoji_runs.h"

#include <QPainter>

namespace natter {

static constexpr int inset = 4; ///< room for the focus ring

NameHeader::NameHeader(QWidget *parent) : QAbstractButton(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus); // a click leaves the focus where the person writes
}

void NameHeader::setPerson(const QString &seed, const QString &name, const QString &detail, int show)
{
    m_seed = seed;
    m_chat = {};
    m_name = withVisibleControls(name);
    m_detail = withVisibleControls(detail);
    m_show = show;
    setAccessibleName(m_name + QStringLiteral(", ") + m_detail);
    update();
}

void NameHeader::setChat(const ConversationId &id, ChatKind kind, const QString &name, const QString &detail)
{
    setPerson(id.peer.toString(), name, detail, -2);
    m_chat = id;
    m_kind = kind;
}

void NameHeader::setFaces(Faces &faces)
{
    m_faces = &faces;
    connect(&faces, &Faces::changed, this, qOverload<>(&QWidget::update));
}

void NameHeader::setAvatarSize(int size)
{
    m_avatar = size;
    updateGeometry();
}

QSize NameHeader::sizeHint() const { return { 200, qMax(m_avatar + 2 * inset, 2 * fontMetrics().height() + 4) }; }

void NameHeader::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    QRectF avatar(inset, (height() - m_avatar) / 2.0, m_avatar, m_avatar);
    QRectF texts(inset + m_avatar + 11, 0, width() - inset - m_avatar - 11 - inset, height());
    if (mirrored) {
        avatar.moveRight(width() - inset);
        texts.moveLeft(inset);
    }
    if (m_chat.isNull()) {
        paintAvatar(painter, avatar, m_seed, m_name);
    } else {
        paintChatAvatar(painter, avatar, m_chat, m_kind, m_name, theme.panel, m_faces);
    }
    if (m_show >= -1) {
        paintPresence(painter, avatar, m_show, theme.panel, theme);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
    }
    if (texts.width() < m_avatar) {
        return; // there is room for the picture alone
    }
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() - 1);
    const QFontMetricsF boldMetrics(bold);
    const QFontMetricsF smallMetrics(small);
    const double total = boldMetrics.height() + (m_detail.isEmpty() ? 0 : smallMetrics.height());
    const double top = (height() - total) / 2;
    const auto side = mirrored ? Qt::AlignRight : Qt::AlignLeft;
    painter.setFont(bold);
    painter.setPen(theme.text);
    drawLine(painter, QRectF(texts.left(), top, texts.width(), boldMetrics.height()), m_name, side);
    painter.setFont(small);
    painter.setPen(theme.muted);
    drawLine(painter, QRectF(texts.left(), top + boldMetrics.height(), texts.width(), smallMetrics.height()), m_detail,
             side);
}

} // namespace natter
