// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"
#include "chat/room_arrival.h"
#include "models/room_search.h"

#include <QDialog>
#include <QStringListModel>
#include <QTimer>

#include <memory>

namespace natter {

namespace Ui {
class JoinRoomDialog;
}

/// Finds a room, by its address, among those that a service lists, or by what a service that searches finds; shows what
/// it is, and goes in. Of servers other than the account's own, only those are asked that the person names.
class JoinRoomDialog : public QDialog
{
    Q_OBJECT

public:
    /// `preferred` is the account that goes in, unless the person chooses another.
    JoinRoomDialog(Accounts &accounts, const Jid &preferred, QWidget *parent = nullptr);
    ~JoinRoomDialog() override;

    /// Shows that room at once, as a link or an invitation names it.
    void lookAt(const Jid &room, const Secret &password = {});
    /// That is shown; null while one is being chosen.
    const Jid &room() const { return m_room; }
    void reject() override;

Q_SIGNALS:
    void joined(const natter::ConversationId &room);
    /// One with that address, which may be null.
    void creationWanted(const natter::Jid &account, const natter::Jid &room);
    /// Where whoever runs a service or a room can be reached, or what they refer to.
    void linkActivated(const QString &link);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildList();
    void connectActions();
    Account *account() const;
    bool isOnline() const;
    void changeAccount();
    void findServices();
    void offerService(const QString &service);
    void browse();
    void lookThrough(const RoomService &service);
    void list(const RoomService &service);
    QString searchState() const;
    void proposeAddresses();
    void search(const QString &text);
    std::optional<Jid> entered() const; ///< the address of a room that stands in the search field
    Jid chosen() const; ///< that, or the room in the list; null if there is neither
    void noteSight();
    void updateList();
    void goOn();
    void ask(const Jid &room);
    void askAgain();
    void showInfo(const Result<RoomInfo> &info);
    void goBack();
    void askForPassword(bool needed);
    void join();
    void refuse(const RoomProblem &problem);
    void setBusy(bool busy);

    std::unique_ptr<Ui::JoinRoomDialog> m_ui;
    Accounts &m_accounts;
    RoomListModel m_rooms;
    RoomSearch m_finder;
    QHash<Jid, RoomService> m_services; ///< those of the account's own server
    QStringListModel m_addresses; ///< that may be meant
    std::unique_ptr<RoomArrival> m_entry; ///< once the person wants to go in
    Jid m_room; ///< as room()
    QString m_listState; ///< what stands in the place of an empty list
    int m_search = 0; ///< answers to what was asked before are of no use
    QTimer m_sightSoon;
};

} // namespace natter
