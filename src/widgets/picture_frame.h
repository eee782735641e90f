// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/avatar.h"

#include <QWidget>

namespace natter {

/// The picture of a room or of somebody, large, as it looks everywhere.
class PictureFrame : public QWidget
{
    Q_OBJECT

public:
    explicit PictureFrame(QWidget *parent = nullptr);

    /// As for paintAvatar().
    void setSubject(const QString &seed, const QString &name, AvatarShape shape);
    /// Null: there is its initial.
    void setPicture(const QImage &picture);
    bool hasPicture() const { return !m_picture.isNull(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_seed;
    QString m_name;
    AvatarShape m_shape = AvatarShape::Round;
    QImage m_picture;
};

} // namespace natter
