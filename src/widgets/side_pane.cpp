// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/side_pane.h"

#include "widgets/details_pane.h"
#include "widgets/room_pane.h"

#include <QScrollArea>

namespace natter {

static QScrollArea *scrolling(QWidget *pane, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setWidget(pane);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

SidePane::SidePane(const ChatServices &services, Dialogs &dialogs, QWidget *parent)
    : QStackedWidget(parent)
    , m_services(services)
    , m_person(new DetailsPane(services))
    , m_room(new RoomPane(services, dialogs, this))
{
    addWidget(scrolling(m_person, this));
    addWidget(m_room);
    setFixedWidth(sidePaneWidth);
    connect(&services.conversations, &Conversations::summaryChanged, this, [this](const ChatSummary &chat) {
        if (chat.id == m_id) {
            choose();
        }
    });
}

void SidePane::show(const ConversationId &id)
{
    m_id = id;
    choose();
    m_person->show(id);
    m_room->show(id);
}

/// It may be known only later that it is a room.
void SidePane::choose() { setCurrentIndex(m_services.conversations.summary(m_id).kind == ChatKind::Room ? 1 : 0); }

void SidePane::focusFirst() { currentIndex() == 1 ? m_room->focusFirst() : m_person->focusFirst(); }

} // namespace natter
