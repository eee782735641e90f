// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/picture_frame.h"

#include <QPainter>

namespace natter {

static constexpr int leastSize = 128;

PictureFrame::PictureFrame(QWidget *parent) : QWidget(parent)
{
    setMinimumSize(leastSize, leastSize);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PictureFrame::setSubject(const QString &seed, const QString &name, AvatarShape shape)
{
    m_seed = seed;
    m_name = name;
    m_shape = shape;
    update();
}

void PictureFrame::setPicture(const QImage &picture)
{
    m_picture = picture;
    setAccessibleName(picture.isNull() ? tr("No picture") : tr("Picture"));
    update();
}

void PictureFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double size = qMin(144, qMin(width(), height()));
    paintAvatar(painter, QRectF((width() - size) / 2, (height() - size) / 2, size, size), m_seed, m_name, m_shape,
                m_picture);
}

} // namespace natter
