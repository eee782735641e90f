// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "models/room_notices.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace natter {

class NoticeBar;

/// What a room's conversation says at its top: why we are not in, and what to do about it; that the room waits to be
/// set up; that we may only read; who asks to speak; and who hears what is said from now on.
class RoomBanner : public QWidget
{
    Q_OBJECT

public:
    /// `editor`: where messages are written, which has the focus when nothing here does.
    RoomBanner(const ChatServices &services, QWidget &editor, QWidget *parent);

    /// Of that room; null if we are not to be in it.
    void open(const ConversationId &id, Room *room);
    /// The tab key comes by here behind that widget.
    void followInTabOrder(QWidget &before);
    /// The focus goes to where the password is to be typed; false if none is asked for.
    bool focusPassword();

Q_SIGNALS:
    void configurationWanted();
    /// Another conversation: the room that this one became, or somebody who runs it.
    void conversationWanted(const natter::ConversationId &id);
    void failed(const natter::Error &error);

private:
    /// What a button does.
    enum class Deed { None, Join, Make, GoOn, Write, Leave };
    struct Offer
    {
        Deed first = Deed::None;
        Deed second = Deed::None;
    };

    void build();
    void update();
    void updateProblem();
    void followEntering();
    void updateField(const RoomProblem &problem);
    bool asksForPassword() const;
    bool asksForNick() const;
    bool holdsFocus() const;
    void moveFocus(bool heldIt);
    void updateNick();
    QString takenNick() const;
    bool isNickNews() const;
    void updateRights();
    void updateNotices();
    Offer offerFor(const RoomProblem &problem) const;
    QString textOf(Deed deed) const;
    void perform(Deed deed);
    void join();
    template <typename Answer> void tellFailure(const QFuture<Answer> &answer);
    Account *account() const;

    ChatServices m_services;
    QWidget &m_editor;
    ConversationId m_id;
    QPointer<Room> m_room;
    NoticeBar *m_problem;
    QWidget *m_input; ///< what the problem asks for
    QLineEdit *m_field;
    QCheckBox *m_keep;
    NoticeBar *m_nick; ///< what we are called instead
    NoticeBar *m_rights; ///< what we may, or have to do
    NoticeBar *m_warning;
    NoticeBar *m_request;
    Offer m_offer;
    RoomProblem::Kind m_asked = RoomProblem::Kind::Other; ///< what the field is for
    bool m_voiceAsked = false;
    QTimer m_patience; ///< runs while we go in
    bool m_isSlow = false; ///< that takes longer than usual
    bool m_isAsking = false; ///< for something to be typed
    bool m_hadFocus = false; ///< until what was typed was sent
};

} // namespace natter
