// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/result.h"
#include "domain/chat_message.h"
#include "protocol/xep/xep0004_data_forms.h"
#include "protocol/xep/xep0045_room_info.h"
#include "protocol/xep/xep0045_room_user.h"
#include "protocol/xmpp_protocol.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QTimer>

namespace natter {

/// Why we are not in a room, though we want to be or were.
struct RoomProblem
{
    enum class Kind {
        PasswordNeeded, ///< or the one that was given is wrong
        Banned,
        MembersOnly,
        Full,
        NickTaken,
        NickRefused, ///< the room allows only registered ones, or not this one
        NotFound, ///< there is no such room, and it is not made for us
        NotARoom,
        Destroyed,
        Kicked,
        AffiliationLost, ///< and only members may be there
        Lost, ///< the room does not know us any more
        Unreachable, ///< its server does not answer
        Shutdown,
        Other,
    };

    Kind kind = Kind::Other;
    QString reason {}; ///< their own words
    QString actor {}; ///< whose doing it was; empty: not told
    Jid alternative {}; ///< where a destroyed room went; null: nowhere
    Error error {}; ///< for the log, and for Other

    /// It is tried again by itself.
    bool isPassing() const { return kind == Kind::Lost || kind == Kind::Unreachable || kind == Kind::Shutdown; }
    friend bool operator==(const RoomProblem &, const RoomProblem &) = default;
};

/// What is wanted of a room as one goes in.
struct RoomWish
{
    QString nick {}; ///< empty: the one of the bookmark, else the usual one
    Secret password {};
    bool isPasswordKept = false; ///< in the bookmark
};

/// A passing remark about a room that is not said by anybody in it.
struct RoomNote
{
    enum class Kind {
        Joined, ///< `nick`
        Left,
        Renamed, ///< from `nick` to `other`
        Kicked, ///< by `other`
        Banned,
        RoleChanged, ///< `role`
        AffiliationChanged, ///< `affiliation`
        SubjectChanged, ///< by `nick`, to `text`
        Logged, ///< what is said is stored by the room from now on (status 170)
        NotLogged,
        NonAnonymous, ///< real addresses are shown to all (172)
        SemiAnonymous, ///< to moderators only (173)
        Configured, ///< in some other way (104)
        VoiceRequested, ///< by `nick`, with the real address in `other`, if it is told
    };

    Kind kind = Kind::Joined;
    QString nick {};
    QString other {};
    QString text {}; ///< reason, or subject
    RoomRole role = RoomRole::None;
    RoomAffiliation affiliation = RoomAffiliation::None;
    QDateTime time {};

    friend bool operator==(const RoomNote &, const RoomNote &) = default;
};

/// Somebody in one of the lists of a room (XEP-0045, 9 and 10).
struct RoomMember
{
    Jid jid;
    QString nick; ///< reserved for them; may be empty
    QString reason;
    RoomAffiliation affiliation = RoomAffiliation::None;

    friend bool operator==(const RoomMember &, const RoomMember &) = default;
};

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
    const std::optional<RoomProblem> &problem() const { return m_problem; }
    /// Ours: as the room has it, else as it is wanted.
    const QString &nick() const { return m_nick; }
    /// Ourselves, as the room sees us; null unless we are in.
    const Occupant *self() const;
    /// By nickname. Of a large room it is complete once we are in.
    const QHash<QString, Occupant> &occupants() const { return m_occupants; }
    const Occupant *occupant(const QString &nick) const; ///< null if nobody there is called that
    const RoomInfo &info() const { return m_info; }
    const QString &subject() const { return m_subject; }
    /// The room was made by our coming, and nobody else gets in until it is configured (10.1).
    bool isLocked() const { return m_locked; }
    bool maySpeak() const; ///< we are in, and no visitor of a moderated room
    bool mayModerate() const; ///< we are a moderator
    bool mayConfigure() const; ///< we are an owner

    /// Wants to be in; as soon as there is a session and it is its turn.
    void join(const RoomWish &wish);
    /// Does not want to be in any more.
    void leave(const QString &status = {});

    // All of these need to be in, but for the lists. Errors: as StanzaChannel::request().
    QFuture<Result<>> changeNick(const QString &nick);
    QFuture<Result<>> changeSubject(const QString &subject);
    /// By way of the room, so that it lets them in; and directly where only members may come (XEP-0249).
    QFuture<Result<>> invite(const QList<Jid> &people, const QString &reason);
    QFuture<Result<>> setRole(const QString &nick, RoomRole role, const QString &reason);
    QFuture<Result<>> setAffiliation(const Jid &person, RoomAffiliation affiliation, const QString &reason);
    QFuture<Result<>> setAffiliations(const QList<RoomMember> &members);
    QFuture<Result<QList<RoomMember>>> members(RoomAffiliation affiliation);
    void requestVoice();
    /// Lets whoever asked for voice speak, or not.
    void answerVoiceRequest(const QString &nick, bool granted);
    QFuture<Result<DataForm>> configuration();
    QFuture<Result<>> configure(const DataForm &form);
    /// A room that is locked opens as the server thinks best (10.1.2).
    QFuture<Result<>> acceptDefaults();
    QFuture<Result<>> destroy(const QString &reason, const Jid &alternative);
    /// Takes back what somebody said, for everybody (XEP-0425).
    QFuture<Result<>> moderate(const ChatMessage &message, const QString &reason);
    /// Asks anew what the room is.
    void refreshInfo();

Q_SIGNALS:
    /// Phase, problem, nick, what we may, info or subject.
    void changed();
    /// Some came, went or are otherwise now; many at once while one joins.
    void occupantsChanged(const QStringList &nicks);
    /// Everybody may be different.
    void occupantsReset();
    void noted(const natter::RoomNote &note);

private:
    const Jid m_account;
    const Jid m_address;
    XmppProtocol &m_protocol;
    Phase m_phase = Phase::Out;
    std::optional<RoomProblem> m_problem;
    QString m_nick;
    QHash<QString, Occupant> m_occupants;
    RoomInfo m_info;
    QString m_subject;
    bool m_locked = false;
};

} // namespace natter

Q_DECLARE_METATYPE(natter::RoomNote)
