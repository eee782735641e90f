// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chat_window.h"

#include "models/chat_list_model.h"
#include "widgets/conversation_view.h"
#include "widgets/icons.h"
#include "widgets/room_pane.h"
#include "widgets/shortcuts.h"
#include "widgets/side_pane.h"
#include "widgets/windows.h"

#include <QHBoxLayout>

namespace natter {

ChatWindow::ChatWindow(const ChatServices &services, Dialogs &dialogs, const ChatListModel &chats,
                       const ConversationId &id)
    : m_view(new ConversationView(services, dialogs, this))
    , m_details(new SidePane(services, dialogs, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_QuitOnClose, false);
    setWindowIcon(programIcon());
    resizeWithinScreen(*this, { 640, 640 });
    auto *centre = new QWidget(this);
    auto *layout = new QHBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_details->hide();
    layout->addWidget(m_view, 1);
    layout->addWidget(m_details);
    setCentralWidget(centre);
    connect(m_view, &ConversationView::linkActivated, this, &ChatWindow::linkActivated);
    connect(m_view, &ConversationView::forwardRequested, this, &ChatWindow::forwardRequested);
    connect(m_view, &ConversationView::conversationWanted, this, &ChatWindow::conversationWanted);
    connect(m_view, &ConversationView::configurationWanted, this, &ChatWindow::configurationWanted);
    connect(m_view, &ConversationView::detailsToggled, m_details, &QWidget::setVisible);
    connect(&m_details->room(), &RoomPane::occupantMenuWanted, m_view, &ConversationView::showOccupantMenu);
    connect(m_view, &ConversationView::closed, this, &QWidget::close);
    const auto updateTitle = [this, &chats, id] { setWindowTitle(chats.displayName(id)); };
    connect(&chats, &QAbstractItemModel::dataChanged, this, updateTitle);
    connect(&chats, &QAbstractItemModel::modelReset, this, updateTitle);
    addZoomShortcuts(*this, services.preferences);
    addShortcut(Shortcut::CloseWindow, *this, services.preferences, [this] { close(); });
    m_view->setOwnWindow();
    m_view->open(id);
    m_details->show(id);
    updateTitle();
}

ChatWindow::~ChatWindow() = default;

const ConversationId &ChatWindow::id() const { return m_view->id(); }

void ChatWindow::comeForward()
{
    bringForward(*this);
    m_view->focusComposer();
    m_view->noteSeen();
}

void ChatWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) {
        m_view->noteSeen();
    }
}

} // namespace natter
