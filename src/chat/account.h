// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/account_book.h"
#include "chat/archive_catch_up.h"
#include "chat/bookmarks.h"
#include "chat/certificate_history.h"
#include "chat/chat_sharing.h"
#include "chat/connection.h"
#include "chat/contact_list.h"
#include "chat/credentials.h"
#include "chat/history_backfill.h"
#include "chat/invitations.h"
#include "chat/message_receiver.h"
#include "chat/outbox.h"
#include "chat/preferences.h"
#include "chat/read_sharing.h"
#include "chat/receipts.h"
#include "chat/reconnect_delay.h"
#include "chat/room_catch_up.h"
#include "chat/rooms.h"
#include "chat/stream_record.h"
#include "chat/typing.h"

#include <QNetworkProxy>
#include <QObject>
#include <QTimer>

namespace natter {

/// What an account is up to, for the person to see.
struct AccountStatus
{
    enum class Phase {
        Offline, ///< on purpose, or until the person has dealt with `error`
        Connecting,
        Online,
        Waiting, ///< will try again by itself
        NeedsPassword,
        NeedsTrust, ///< the certificate was rejected; see Account::certificateReport()
    };

    Phase phase = Phase::Offline;
    std::optional<Error> error; ///< why it is not online
};

/// Why an account should look whether its connection still stands, or try again.
enum class Nudge {
    WokeUp, ///< the machine slept, or its clock jumped
    NetworkChanged,
    PersonReturned, ///< and is about to rely on it
};

/// What all accounts share.
struct AccountContext
{
    const Clock &clock;
    RandomId &random;
    PasswordVault &vault;
    StoreThread &store;
    Conversations &conversations;
    Preferences &preferences;
    LivenessTimes liveness = {};
};

/// One account: builds its parts, connects them, and keeps the connection up while it should be.
class Account : public QObject
{
    Q_OBJECT

public:
    Account(const AccountSettings &settings, const AccountContext &context);
    ~Account() override;

    const Jid &jid() const { return m_settings.jid; }
    const AccountSettings &settings() const { return m_settings; }
    /// As far as it is known in this run.
    std::optional<Secret> known(VaultEntry entry) const { return m_credentials.known(entry); }
    /// What all connections for it go through, with the password as far as that is known; of the type NoProxy: none.
    QNetworkProxy proxy() const;
    const AccountStatus &status() const { return m_status; }
    const std::optional<CertificateReport> &certificateReport() const { return m_certificate; }
    const std::optional<Session> &session() const { return m_session; }
    /// There is a connection, whether it is coming, there or going.
    bool isConnecting() const { return m_connection.isOpen(); }
    /// What was missed is being fetched from the archive.
    bool isCatchingUp() const { return m_catchUp.isUnderWay(); }

    ContactList &contacts() { return m_contacts; }
    Bookmarks &bookmarks() { return m_bookmarks; }
    Rooms &rooms() { return m_rooms; }
    Invitations &invitations() { return m_invitations; }
    Outbox &outbox() { return m_outbox; }
    Typing &typing() { return m_typing; }
    const DisclosureRule &disclosure() const { return m_disclosure; }
    HistoryBackfill &history() { return m_history; }
    const HistoryBackfill &history() const { return m_history; }
    MessageArchive &archive() { return m_protocol.archive(); }
    /// For questions of the person to devices of others.
    Ping &pinging() { return m_protocol.ping(); }
    AdHocCommands &commands() { return m_protocol.commands(); }
    SoftwareVersions &versions() { return m_protocol.versions(); }
    CertificateHistory &certificates() { return m_certificates; }
    const CertificateHistory &certificates() const { return m_certificates; }

    /// Offline closes the stream; anything else connects if need be.
    void setAvailability(Availability availability, const QString &statusText);
    /// New settings; a running connection is made anew if they matter to it.
    void setSettings(const AccountSettings &settings);
    /// Used for the next attempts; whether it is also kept is Accounts' business.
    void providePassword(const Secret &password);
    void provideProxyPassword(const Secret &password);
    /// That of the settings, which are given next, with its key.
    void provideCertificate(const Secret &certificate) { m_credentials.provideCertificate(certificate); }
    void connectNow();
    void nudge(Nudge nudge);
    /// Whether anybody looks, for the server to know.
    void setClientState(ClientState state) { m_protocol.clientState().set(state); }
    void setTracing(bool tracing);
    /// Sends what the person wrote in the XML console.
    void sendRaw(const Element &element);

Q_SIGNALS:
    void statusChanged();
    void catchingUpChanged();
    void historyChanged();
    /// A login taught something that has to be known at the next start.
    void settingsLearnt(const natter::AccountSettings &settings);
    void elementTraced(const natter::Element &element, bool sent);

private:
    void followConnection();
    void followRooms();
    void startRooms();
    void followHistory();
    void followDisclosure(const AccountContext &context);
    bool wantsConnection() const;
    void connectWithCredentials();
    void handleMissing(const Error &error);
    void learn(const Session &session);
    void handleSession(const Session &session);
    void handleResumption(const Session &session);
    void handleRestoration(const Session &session);
    void goOnline();
    void handleEnd(const Error &reason, SessionFate fate);
    void endSession(const Error &reason);
    void conclude(const Error &reason, std::optional<std::chrono::milliseconds> lasted);
    void retryAfter(const Error &reason, std::optional<std::chrono::milliseconds> lasted);
    bool isConflictAgain(const Error &reason);
    void disconnectQuietly();
    void ping();
    Presence ownPresence() const;
    void announcePresence();
    void announceAbsence();
    void setStatus(AccountStatus::Phase phase, const std::optional<Error> &error = {});

    AccountSettings m_settings;
    XmppProtocol m_protocol;
    Credentials m_credentials;
    ContactList m_contacts;
    Bookmarks m_bookmarks;
    Rooms m_rooms;
    Invitations m_invitations;
    Outbox m_outbox;
    MessageReceiver m_receiver;
    ArchiveCatchUp m_catchUp;
    HistoryBackfill m_history;
    ChatSharing m_sharing;
    RoomCatchUp m_roomCatchUp;
    StreamRecord m_stream;
    DisclosureRule m_disclosure;
    Typing m_typing;
    Receipts m_receipts;
    ReadSharing m_reading;
    const LivenessTimes m_livenessTimes;
    CertificateHistory m_certificates;
    ReconnectDelay m_delay;
    QTimer m_retry;
    QTimer m_patience; ///< how long a broken session is kept to be resumed, with the presence seen in it
    Connection m_connection;

    Availability m_availability = Availability::Offline;
    QString m_statusText;
    AccountStatus m_status;
    bool m_passwordIsNew = false; ///< given since the attempt that is running began
    std::optional<CertificateReport> m_certificate;
    std::optional<Session> m_session;
    std::optional<std::chrono::milliseconds> m_onlineSince; ///< by the clock that never jumps
    std::optional<std::chrono::milliseconds> m_conflictAt;
    bool m_wasOnline = false; ///< with these settings
    bool m_restored = false;
    bool m_reconnectAtOnce = false;
    bool m_mayUpgrade = true; ///< until what the server asked for had to be forgone with these settings
};

} // namespace natter
