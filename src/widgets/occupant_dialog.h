// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QVBoxLayout;

namespace natter {

class PictureFrame;
struct VCard;

/// Who somebody in a room is: what they are to it, the rooms that one meets them in as well, and what they say of
/// themselves, for which they are asked as this opens.
class OccupantDialog : public QDialog
{
    Q_OBJECT

public:
    OccupantDialog(const ChatServices &services, Room &room, const QString &nick, QWidget *parent = nullptr);

Q_SIGNALS:
    void conversationWanted(const natter::ConversationId &id);

private:
    void build();
    QLabel *addLabel(const char *role, const QString &text = {});
    void update();
    void addOtherRooms();
    void ask();
    void showCard(const Result<VCard> &card);
    void addLine(const QString &what, const QString &text);

    ChatServices m_services;
    QPointer<Room> m_room;
    const QString m_nick;
    PictureFrame *m_picture;
    QVBoxLayout *m_layout;
    QLabel *m_standing = nullptr;
    QLabel *m_address = nullptr;
    QLabel *m_status = nullptr;
    QLabel *m_remark = nullptr;
};

} // namespace natter
