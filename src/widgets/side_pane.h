// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QStackedWidget>

namespace natter {

class DetailsPane;
class Dialogs;
class RoomPane;

/// What stands beside a conversation: who it is with, or the room.
class SidePane : public QStackedWidget
{
    Q_OBJECT

public:
    SidePane(const ChatServices &services, Dialogs &dialogs, QWidget *parent = nullptr);

    void show(const ConversationId &id);
    void focusFirst();
    RoomPane &room() { return *m_room; }

private:
    void choose();

    ChatServices m_services;
    ConversationId m_id;
    DetailsPane *m_person;
    RoomPane *m_room;
};

inline constexpr int sidePaneWidth = 272;

} // namespace natter
