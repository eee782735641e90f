// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "chat/room_state.h"
#include "domain/chat_message.h"
#include "protocol/xep/xep0004_data_forms.h"
#include "protocol/xep/xep0045_room_requests.h"
#include "protocol/xmpp_protocol.h"

#include <QFuture>
#include <QHash>
#include <QObject>

#include <chrono>

namespace natter {

/// One room of one account: goes in, notices being out, and goes in again, as long as that is wanted.
class Room : public QObject
{
    Q_OBJECT

public:
    enum class Phase {
        Out, ///< on purpose, or until the person has dealt with problem()
        Waiting, ///< for a session, for its turn, or to try again
        Joining,
        In,
    };

    Room(const Jid &account, const Jid &address, XmppProtocol &protocol);
    ~Room() override;

    const Jid &account() const { return m_account; }
    const Jid &address() const { return m_address; }
    ConversationId conversation() const { return { m_account, m_address }; }
    Phase phase() const { return m_phase; }
    bool isIn() const { return m_phase == Phase::In; }
    bool isDoubtful() const { return m_mustPing || m_pinging; } ///< it may have lost us, and is asked (XEP-0410)
    const std::optional<RoomProblem> &problem() const { return m_problem; }
    /// Ours: as the room has it, else as it is wanted.
    QString nick() const { return m_state.isIn() ? m_state.nick() : wantedNick(); }
    /// Ourselves, as the room sees us; null unless we are in.
    const Occupant *self() const { return m_state.self(); }
    /// By nickname. Of a large room it is complete once we are in.
    const QHash<QString, Occupant> &occupants() const { return m_state.occupants(); }
    const Occupant *occupant(const QString &nick) const { return m_state.occupant(nick); } ///< null: there is none
    QString identity(const QString &nick) const { return m_state.identity(nick); } ///< as ChatMessage::occupant
    const RoomInfo &info() const { return m_info; }
    const RoomState &state() const { return m_state; }
    const QString &subject() const { return m_state.subject(); }
    /// The room was made by our coming, and nobody else gets in until it is configured (10.1).
    bool isLocked() const { return m_state.isLocked(); }
    bool maySpeak() const; ///< we are in, and no visitor of a moderated room
    bool mayModerate() const; ///< we are a moderator
    bool mayConfigure() const; ///< we are an owner

    /// Wants to be in; as soon as there is a session and it is its turn.
    void join(const RoomWish &wish);
    /// Does not want to be in any more. The room confirms it with left().
    void leave(const QString &status = {});

    // All of these need to be in, but for the lists. Errors: as StanzaChannel::request().
    QFuture<Result<>> changeNick(const QString &nick);
    QFuture<Result<>> changeSubject(const QString &subject);
    /// By way of the room, so that it lets them in; and directly where only members may come (XEP-0249).
    QFuture<Result<>> invite(const QList<Jid> &people, const QString &reason);
    QFuture<Result<>> setRole(const QString &nick, RoomRole role, const QString &reason);
    QFuture<Result<>> setAffiliation(const Jid &person, RoomAffiliation affiliation, const QString &reason);
    /// Those that can be are changed, also if others are refused.
    QFuture<Result<>> setAffiliations(const QList<RoomMember> &members);
    QFuture<Result<QList<RoomMember>>> members(RoomAffiliation affiliation);
    void requestVoice();
    void answerVoiceRequest(const QString &nick, bool granted); ///< of whoever asked for it
    QFuture<Result<DataForm>> configuration();
    QFuture<Result<>> configure(const DataForm &form);
    /// A room that is locked opens as the server thinks best (10.1.2).
    QFuture<Result<>> acceptDefaults();
    QFuture<Result<>> destroy(const QString &reason, const Jid &alternative);
    /// Takes back what somebody said, for everybody (XEP-0425).
    QFuture<Result<>> moderate(const ChatMessage &message, const QString &reason);
    /// The person knows now who learns of what is said there, as RoomState::known().
    void noteOpennessKnown();
    /// Asks anew what the room is.
    void refreshInfo();
    /// As KnownRooms::attribute(), for what this room passed on; who says a word that is `watched` means us, too.
    void attribute(ChatMessage &chat, const ReceivedMessage &received, const QStringList &watched) const;
    bool hasCommands() const { return isIn() && m_hasCommands; } ///< it lists some that we may give it (XEP-0050)

Q_SIGNALS:
    /// Phase, problem, nick, what we may, info or subject.
    void changed();
    /// Some came, went or are otherwise now; many at once while one joins.
    void occupantsChanged(const QStringList &nicks);
    /// Everybody may be different.
    void occupantsReset();
    void noted(const natter::RoomNote &note);
    void opennessKnown(); ///< as RoomState::known(), which may have changed with what was noted, too
    /// We are in from now on.
    void entered();
    /// What the room sends to who goes in, such as what was said before, has all been received.
    void settled();
    void renamed(const QString &nick); ///< ourselves, as changeNick() was asked to
    void left(); ///< we are out: on purpose, or not
    /// Whom we invited said no. `who` is null if the room does not tell.
    void declined(const natter::Jid &who, const QString &reason);

private:
    friend class Rooms; // which gives it its turn, and hands it what the room says
    using Milliseconds = std::chrono::milliseconds;

    // Its turn
    bool wantsTurn() const;
    bool isBusy() const { return m_phase == Phase::Joining || m_pinging; }
    void takeTurn();
    void look();
    void sessionStarted();
    void sessionResumed();
    void sessionEnded();
    void setUsual(const RoomWish &usual, const QDateTime &lastSaid);
    void setOwnPresence(const Presence &own);

    // What the room says
    void take(const Presence &presence);
    void take(const ReceivedMessage &received);
    void takeBounce(const QString &id, const StanzaError &error);

    bool isOurs(const ReceivedMessage &received, const QString &id) const;
    bool isAskedFor() const { return m_asked || m_enteredAt.count() > 0; } ///< by the person, or entered in this run
    void want();
    void askWhatItIs();
    void askForCommands();
    void handleSilence(const Error &error);
    void askItsService();
    void enter();
    void refuse(const RoomProblem &problem);
    void forgetStay();
    void retryLater();
    void ping();
    void takePong(const Result<Iq> &answer);
    void take(const RoomNews &news);
    void takeError(const Presence &presence);
    void takeInfo(const RoomInfo &info);
    void noteEntered();
    void noteSaid(const QDateTime &time);
    void noteSettled();
    void noteVoiceRequest(const VoiceRequest &request);
    void noteLeft();
    void setPhase(Phase phase);
    void tellOccupants(const QStringList &nicks);
    QString wantedNick() const;
    Jid occupantAddress(const QString &nick) const { return m_address.withResource(nick); }
    Milliseconds now() const { return m_protocol.channel().clock().monotonic(); }
    QDateTime time() const { return m_protocol.channel().clock().now(); }

    /// What was asked of the room in a message or presence, which has no answer of its own.
    struct Question
    {
        std::shared_ptr<QPromise<Result<>>> promise;
        Milliseconds deadline;
    };
    QFuture<Result<>> await(const QString &id);
    void answer(const QString &id, const Result<> &result);
    QFuture<Result<>> ask(const Iq &iq);
    struct Changes;
    void changeNext(const std::shared_ptr<Changes> &changes);
    QFuture<Result<>> unlock(const Iq &iq);
    Result<> send(Message message, const QString &id);
    static QString nickQuestion() { return QStringLiteral("nick"); }

    const Jid m_account;
    const Jid m_address;
    XmppProtocol &m_protocol;
    Phase m_phase = Phase::Out;
    std::optional<RoomProblem> m_problem;
    RoomState m_state;
    RoomInfo m_info;
    QString m_ownId; ///< XEP-0421, since we were in the last time
    RoomWish m_wish;
    RoomWish m_usual; ///< where the wish leaves something open
    Presence m_own; ///< how we show ourselves
    QDateTime m_lastSaid; ///< something, as far as is known here
    QStringList m_told; ///< nicknames to be told of with the next pass of the event loop
    QHash<QString, Question> m_questions; ///< by the ids of the messages
    QString m_subjectQuestion, m_askedNick;
    QHash<QString, VoiceRequest> m_voiceRequests; ///< by nickname
    bool m_wanted = false, m_asked = false; ///< in this run, by the person, to go in
    bool m_isAsking = false, m_mustAskAgain = false, m_isListing = false, m_mustListAgain = false; ///< info, commands
    bool m_leaving = false; ///< until the room says so, or does not in time
    bool m_settled = false; ///< what the room sends to who goes in is through
    bool m_mustPing = false, m_pinging = false, m_hasCommands = false;
    int m_nickTries = 0, m_failures = 0; ///< in a row
    int m_attempt = 0; ///< what belongs to another is over
    std::optional<Milliseconds> m_deadline; ///< of going in, or of what is said to who does
    std::optional<Milliseconds> m_retry; ///< when to try again
    Milliseconds m_enteredAt { 0 }, m_lastSign { 0 }; ///< of life
};

} // namespace natter
