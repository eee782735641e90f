// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "widgets/dialogs.h"
#include "widgets/surroundings.h"

#include <QMainWindow>
#include <QPointer>

#include <functional>

class QBoxLayout;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace natter {

class AccountBar;
class ChatListModel;
class ChatWindow;
class ChatsPane;
class ConversationView;
class EmptyPane;
class NoticesArea;
class NoticesPane;
class PeopleModel;
class RoomWindows;
class SidePane;
struct Command;
struct XmppUri;

/// The window: lists on the left, the conversation in the middle, details on the right; one of them at a time when it
/// is narrow.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const ChatServices &services, Dialogs &dialogs, QWidget *parent = nullptr);
    ~MainWindow() override;

    void openConversation(const ConversationId &id);
    bool hasOwnWindow(const ConversationId &id) const { return windowOf(id) != nullptr; }
    /// An xmpp: address (XEP-0147): opens the chat, never sends or adds anything by itself.
    void openUri(const QString &uri);
    void comeForward();
    /// Natter ends: what was written is kept, and what the servers still have to hear is nothing to look at.
    void putAway();
    NoticesPane &notices() { return *m_notices; }
    /// The conversation that the person is looking at; null if none, or if the window is not in front.
    ConversationId visibleConversation() const;
    /// Whether closing the window only hides it: there is a tray to come back from.
    void setHidesOnClose(bool hides) { m_hidesOnClose = hides; }
    /// At the widget of that name, if there is one.
    void showSettings(const QString &widget = {});
    void showAccountWizard();
    void showConsole();
    void showAbout();
    void showAddContact();
    void setDetailsVisible(bool visible);
    void showPeople();
    /// Asked whenever the settings are opened.
    void setSurroundings(const std::function<Surroundings()> &surroundings) { m_surroundings = surroundings; }
    /// Tells the windows of several profiles apart.
    void setProfileName(const QString &name);
    /// The chat that was open when the window was put away, if it is still there and nothing else is open.
    void reopenLast();

Q_SIGNALS:
    void quitRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildLeft(ChatListModel &chats, PeopleModel &people);
    QWidget *buildDetails();
    void addShortcuts();
    void arrange();
    /// The left pane as wide as the person dragged it: pictures alone, or no narrower than names need.
    void snapLeft(int width);
    void setLeftWidth(int width);
    void distribute(int details);
    void setCollapsed(bool collapsed);
    void showCollapsed();
    void placeNotices();
    void leaveConversation();
    void cyclePanes();
    void askForChat();
    QList<Command> commands();
    QList<Command> suggestions(const QString &text);
    /// Which account writes to somebody new.
    Jid accountFor(const Jid &peer) const;
    /// Null if nobody can be written to at what was `written`, which is said.
    ConversationId openChatWith(const Jid &peer, const QString &written);
    void propose(const ConversationId &chat, const QString &text);
    void forward(const QList<ChatMessage> &messages);
    void reportAddress(const QString &text);
    void openMessage(const ConversationId &id, qint64 message);
    void openWindow(const ConversationId &id);
    ChatWindow *windowOf(const ConversationId &id) const; ///< null if it has none of its own
    void updateTitle();
    void activateLink(const QString &link);
    void openReferred(const MessageReference &linked);
    void openRoom(const XmppUri &link);
    void savePlacement();

    ChatServices m_services;
    Dialogs &m_dialogs;
    std::unique_ptr<ChatListModel> m_chats;
    std::unique_ptr<PeopleModel> m_people;
    QSplitter *m_splitter;
    QWidget *m_left = nullptr;
    QBoxLayout *m_leftLayout = nullptr;
    QBoxLayout *m_middle = nullptr;
    ChatsPane *m_lists = nullptr;
    NoticesPane *m_notices = nullptr;
    NoticesArea *m_noticesArea = nullptr;
    AccountBar *m_bar = nullptr;
    RoomWindows *m_rooms = nullptr;
    QStackedWidget *m_centre;
    EmptyPane *m_empty;
    ConversationView *m_conversation;
    SidePane *m_details;
    QList<QPointer<ChatWindow>> m_windows;
    QPushButton *m_leaveDetails = nullptr;
    bool m_detailsWanted = false; ///< beside the conversation
    bool m_detailsAlone = false; ///< in its place, where there is no room beside it
    bool m_detailsBeside = false; ///< there is
    bool m_narrow = false;
    int m_leftWidth = 304; ///< of the left pane while it shows names
    bool m_collapsed = false; ///< the left pane shows pictures alone
    bool m_hidesOnClose = false;
    std::function<Surroundings()> m_surroundings = [] { return Surroundings(); };
    QString m_profileName; ///< empty for the usual one
};

} // namespace natter
