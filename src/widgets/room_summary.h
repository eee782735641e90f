// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/room_text.h"

#include <QImage>
#include <QWidget>

#include <functional>

class QLabel;
class QVBoxLayout;

namespace natter {

/// What there is to know of a room before one goes in: its picture, names and people, what it is about, and, in plain
/// words, what it does with those who come.
class RoomSummary : public QWidget
{
    Q_OBJECT

public:
    explicit RoomSummary(QWidget *parent = nullptr);

    /// `faceOf` is asked for the picture with that hash, which may be empty, as it is painted.
    using FaceOf = std::function<QImage(const Jid &room, const QByteArray &hash)>;
    void setFaceOf(const FaceOf &faceOf) { m_faceOf = faceOf; }
    /// While nothing else of it is known.
    void setRoom(const Jid &room, const QString &title = {});
    void setInfo(const RoomInfo &info);
    /// In the place of what is not known: that it is being asked for, or why not.
    void setRemark(const QString &text);

Q_SIGNALS:
    /// Where whoever runs the room can be reached, or where what was said can be read.
    void linkActivated(const QString &link);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void clearFacts();
    void showFacts();
    void addFact(const QString &icon, QWidget &text);
    void addLink(const RoomLink &link);

    FaceOf m_faceOf;
    Jid m_room;
    QString m_name;
    RoomInfo m_info;
    QLabel *m_title;
    QLabel *m_address;
    QLabel *m_description;
    QLabel *m_remark;
    QVBoxLayout *m_facts;
};

} // namespace natter
