// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/memory_vault.h"

#include "chat/accounts.h"
#include "chat/new_room.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QSocketNotifier>

namespace natter {

/// One person's Natter without windows: does what lines of JSON on the standard input say, and tells on the standard
/// output all that a window would show.
///
/// Orders: type (to, body), enter (room, makes), report, quit. Events: ready, phase, message, refused, entered, stored,
/// reported.
class HeadlessCore : public QObject
{
    Q_OBJECT

public:
    /// `profile` (folder), `account`, `password`, `host`, `port`, `tls` (direct or starttls), `authority` (PEM), and
    /// `mischief`, which shows that somebody would notice: of every tenth message it says that it was sent and forgets
    /// it (drop), sends it twice (double), or lets the next to the same person go first (swap).
    explicit HeadlessCore(const QJsonObject &settings);

    void start();

private:
    void follow(Account &account);
    void readOrders();
    void obey(const QJsonObject &order);
    void type(const Jid &to, const QString &body);
    /// False: the message is to be sent as always.
    bool mistreat(const Jid &to, const QString &body);
    void send(const Jid &to, const QString &body);
    void enter(const Jid &room, bool makes);
    void report(const Jid &peer);
    void showPhase(const Account &account);
    void say(const QString &event, QJsonObject facts = {});
    void trace(const QString &line);

    const QJsonObject m_settings;
    const QString m_profile;
    QElapsedTimer m_running;
    QFile m_output;
    QFile m_wire; ///< what went over the stream, for whoever looks for the cause of something
    QByteArray m_input;
    QSocketNotifier m_orders;
    SystemClock m_clock;
    RandomId m_random;
    MemoryVault m_vault;
    Preferences m_preferences;
    AccountBook m_book;
    StoreThread m_store;
    Conversations m_conversations;
    Accounts m_accounts;
    std::unique_ptr<NewRoom> m_newRoom;
    int m_typed = 0;
    QHash<Jid, QString> m_heldBack; ///< by the mischief "swap"
};

/// A message as it is told in the events `message` and `stored`.
QJsonObject jsonOf(const ChatMessage &message);

} // namespace natter
