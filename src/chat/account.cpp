// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/account.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "chat/connection_security.h"
#include "wire/end_reason.h"
#include "wire/network_proxy.h"

#include <QUuid>

namespace natter {

using Phase = AccountStatus::Phase;

Account::Account(const AccountSettings &settings, const AccountContext &context)
    : m_settings(settings)
    , m_protocol(context.clock, context.random)
    , m_credentials(settings.jid, context.vault, context.clock)
    , m_contacts(settings.jid, m_protocol, context.store)
    , m_bookmarks(settings.jid, m_protocol, context.store)
    , m_rooms(settings.jid, m_protocol, context.conversations, m_bookmarks, context.preferences)
    , m_invitations(settings.jid, m_protocol, m_contacts, m_rooms, context.store)
    , m_outbox(settings.jid, m_protocol, context.conversations, context.store)
    , m_receiver(settings.jid, m_protocol, context.conversations, context.store)
    , m_catchUp(settings.jid, m_protocol.archive(), m_receiver, context.store)
    , m_history(settings.jid, m_protocol.archive(), m_receiver, context.store, context.clock)
    , m_sharing(m_bookmarks, context.conversations)
    , m_roomCatchUp(m_rooms, m_history, m_receiver, context.store, context.clock)
    , m_stream(settings.jid, m_protocol, context.store)
    , m_disclosure(settings.jid, context.conversations, context.preferences)
    , m_typing(m_contacts, m_protocol, m_disclosure)
    , m_receipts(m_contacts, m_protocol, context.conversations, context.store, m_disclosure)
    , m_reading(m_contacts, m_protocol, context.conversations, context.store, m_disclosure)
    , m_livenessTimes(context.liveness)
    , m_certificates(settings.jid, context.clock, context.store)
    , m_delay(context.random)
    , m_connection(settings.jid.toString())
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(limits::resumptionPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_connection.close();
        endSession({ Error::Kind::Disconnected, QStringLiteral("away for too long"), {}, {} });
        m_stream.end();
    });
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Account::connectNow);
    followConnection();
    followRooms();
    followDisclosure(context);
    connect(&m_contacts, &ContactList::restored, this, [this] {
        m_restored = true;
        connectNow();
    });
    connect(&m_catchUp, &ArchiveCatchUp::underWayChanged, this, &Account::catchingUpChanged);
    connect(&m_catchUp, &ArchiveCatchUp::caughtUp, &m_history, &HistoryBackfill::sessionCaughtUp);
    connect(&m_catchUp, &ArchiveCatchUp::caughtUp, &m_reading, &ReadSharing::sessionCaughtUp);
    connect(&m_contacts, &ContactList::loaded, &m_reading, &ReadSharing::sessionCaughtUp);
    connect(&m_history, &HistoryBackfill::changed, this, &Account::historyChanged);
    followHistory();
    m_stream.restore(); // this and the next are answered before the contacts are
    m_catchUp.restore();
    m_history.restore();
    m_invitations.restore();
    m_bookmarks.restore();
    m_contacts.restore();
}

Account::~Account() = default;

void Account::followConnection()
{
    connect(&m_protocol, &XmppProtocol::elementReady, &m_connection, &Connection::send);
    connect(&m_connection, &Connection::received, &m_protocol, &XmppProtocol::receive);
    connect(&m_protocol, &XmppProtocol::routedUpTo, &m_receiver, &MessageReceiver::checkpoint);
    connect(&m_receiver, &MessageReceiver::handledUpTo, &m_connection, &Connection::noteHandled);
    connect(&m_connection, &Connection::managementEnabled, &m_outbox, &Outbox::managementEnabled);
    connect(&m_connection, &Connection::managementEnabled, &m_stream, &StreamRecord::begin);
    connect(&m_connection, &Connection::numbered, &m_outbox, &Outbox::numbered);
    connect(&m_connection, &Connection::counted, &m_outbox, &Outbox::streamCounted);
    connect(&m_stream, &StreamRecord::restored, &m_connection, &Connection::restoreStream);
    connect(&m_stream, &StreamRecord::restored, &m_outbox,
            [this](const StreamState &, const QHash<qint64, quint32> &numbers) { m_outbox.restoreNumbers(numbers); });
    connect(&m_connection, &Connection::acknowledged, &m_outbox, &Outbox::acknowledged);
    connect(&m_connection, &Connection::sessionStarted, this, &Account::handleSession);
    connect(&m_connection, &Connection::sessionResumed, this, &Account::handleResumption);
    connect(&m_connection, &Connection::ended, this, &Account::handleEnd);
    connect(&m_connection, &Connection::elementTraced, this, &Account::elementTraced);
    connect(&m_connection, &Connection::certificateRejected, this,
            [this](const CertificateReport &report) { m_certificate = report; });
    connect(&m_credentials, &Credentials::found, this, &Account::connectNow);
    connect(&m_credentials, &Credentials::missing, this, &Account::handleMissing);
    connect(&m_connection, &Connection::pingNeeded, this, &Account::ping);
}

void Account::followRooms()
{
    m_receiver.follow(m_rooms);
    m_outbox.follow(m_rooms);
    m_reading.follow(m_rooms);
    connect(&m_receiver, &MessageReceiver::invitationFound, &m_invitations, &Invitations::note);
    connect(&m_rooms, &Rooms::entered, this, [this](const Room *room) {
        m_outbox.roomEntered(room->address());
        m_reading.roomEntered();
    });
    connect(&m_rooms, &Rooms::changed, this, [this](const Room *room) {
        if (m_rooms.isSurelyIn(room->address())) {
            m_outbox.roomEntered(room->address());
        }
    });
    connect(&m_rooms, &Rooms::spoke, this, [this](const Room *room) { m_outbox.rooms().noteSpoken(room->address()); });
    connect(&m_roomCatchUp, &RoomCatchUp::opened, &m_outbox.rooms(), &RoomSending::open);
    connect(&m_roomCatchUp, &RoomCatchUp::closed, &m_outbox.rooms(), &RoomSending::close);
}

void Account::followHistory()
{
    m_catchUp.setWantsHistory(m_settings.history != AccountSettings::History::Nothing);
    m_history.setReach(m_settings.history);
}

void Account::followDisclosure(const AccountContext &context)
{
    m_disclosure.setAccountsOwn(m_settings.disclosure);
    connect(&context.preferences, &Preferences::changed, &m_typing, &Typing::reconsider);
    connect(&context.conversations, &Conversations::summaryChanged, &m_typing, &Typing::reconsider);
}

bool Account::wantsConnection() const { return m_settings.enabled && m_availability != Availability::Offline; }

void Account::setStatus(Phase phase, const std::optional<Error> &error)
{
    m_status = { phase, error };
    m_contacts.setConnected(phase == Phase::Online);
    Q_EMIT statusChanged();
}

void Account::setAvailability(Availability availability, const QString &statusText)
{
    m_availability = availability;
    m_statusText = statusText;
    if (!wantsConnection()) {
        disconnectQuietly();
        return;
    }
    if (m_session) {
        announcePresence();
    }
    connectNow();
}

void Account::disconnectQuietly()
{
    m_retry.stop();
    if (m_session) {
        announceAbsence();
    }
    if (m_connection.isOpen()) {
        m_connection.close();
    } else {
        m_connection.close(); // nor is a session of before resumed
        endSession({});
        m_stream.end();
        setStatus(Phase::Offline);
    }
}

void Account::setSettings(const AccountSettings &settings)
{
    AccountSettings before = std::exchange(m_settings, settings);
    if (before.proxy != settings.proxy) {
        m_credentials.forgetProxyPassword();
    }
    if (settings.clientCertificate.isEmpty()) {
        m_credentials.provideCertificate({});
    }
    before.enabled = settings.enabled;
    before.passwordPlace = settings.passwordPlace;
    if (m_status.phase == AccountStatus::Phase::Online) { // else the attempt that runs may go by it
        before.strongest = settings.strongest;
    }
    before.installation = settings.installation;
    before.history = settings.history;
    before.disclosure = settings.disclosure;
    m_disclosure.setAccountsOwn(settings.disclosure);
    m_typing.reconsider();
    followHistory();
    m_certificate.reset();
    m_wasOnline = false;
    m_mayUpgrade = true;
    m_delay.reset();
    if (!wantsConnection()) {
        disconnectQuietly();
    } else if (m_connection.isOpen() && before != settings) {
        m_reconnectAtOnce = true;
        m_connection.close();
    } else {
        connectNow();
    }
}

void Account::providePassword(const Secret &password)
{
    m_credentials.providePassword(password);
    m_passwordIsNew = true;
    connectNow();
}

QNetworkProxy Account::proxy() const
{
    ConnectSettings::Proxy proxy = connectSettingsOf(m_settings).proxy;
    proxy.password = m_credentials.known(VaultEntry::ProxyPassword).value_or(Secret());
    return networkProxyOf(proxy);
}

void Account::provideProxyPassword(const Secret &password)
{
    m_credentials.provideProxyPassword(password);
    connectNow();
}

void Account::sendRaw(const Element &element)
{
    m_protocol.channel().expectAnswer(element);
    m_connection.send(element);
}

void Account::setTracing(bool tracing) { m_connection.setTracing(tracing); }

void Account::connectNow()
{
    m_retry.stop();
    if (!wantsConnection() || !m_restored || m_connection.isOpen() || m_credentials.areBeingRead()) {
        return;
    }
    const bool proxyAsks = m_settings.proxy && !m_settings.proxy->user.isEmpty();
    const bool certificateOpen = !m_settings.clientCertificate.isEmpty() && !m_credentials.isCertificateKnown();
    if (m_credentials.areKnown() && (!proxyAsks || m_credentials.isProxyPasswordKnown()) && !certificateOpen) {
        connectWithCredentials();
    } else {
        setStatus(Phase::Connecting);
        m_credentials.read(m_settings.passwordPlace);
    }
}

/// No password, that is: the certificate may log in without one.
void Account::handleMissing(const Error &error)
{
    if (!wantsConnection()) {
        setStatus(Phase::Offline);
        return;
    }
    const bool hasCertificate = !m_settings.clientCertificate.isEmpty();
    if (hasCertificate && !known(VaultEntry::Certificate).value_or(Secret()).isEmpty()) {
        connectWithCredentials();
        return;
    }
    Error reason = error;
    if (hasCertificate && error.kind == Error::Kind::NoPassword) {
        reason.condition = QStringLiteral("certificate");
    }
    setStatus(Phase::NeedsPassword, reason);
}

/// Somebody may be in between, who shows a certificate of their own.
static bool isOtherCertificate(const Error &reason)
{
    return reason.kind == Error::Kind::ServerNotProven && reason.condition == u"other-certificate";
}

void Account::nudge(Nudge nudge)
{
    const bool person = nudge == Nudge::PersonReturned;
    if (!person) {
        m_delay.reset();
    }
    if (m_connection.isOpen()) {
        m_connection.probe(limits::wakeDeadline, person ? limits::silenceBeforeDoubt : std::chrono::milliseconds(0));
        return;
    }
    // In another network somebody else may have answered for the server: without its certificate no login began
    const bool foreign = m_status.phase == Phase::NeedsTrust
        || (m_status.phase == Phase::Offline && m_status.error && m_status.error->kind == Error::Kind::NoTls)
        || (m_status.phase == Phase::NeedsPassword && m_status.error && isOtherCertificate(*m_status.error));
    if (m_status.phase == Phase::Waiting || (foreign && !person)) {
        connectNow();
    }
}

static QString newUuid(RandomId &random)
{
    QByteArray bytes = random.bytes(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80); // of RFC 4122
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

void Account::connectWithCredentials()
{
    if (m_settings.installation.isEmpty()) {
        m_settings.installation = newUuid(m_protocol.channel().random());
        Q_EMIT settingsLearnt(m_settings);
    }
    ConnectSettings settings = connectSettingsOf(m_settings);
    m_credentials.fill(settings);
    if (m_settings.clientCertificate.isEmpty()) {
        settings.clientCertificate = {}; // one of before, which a keychain did not forget
    }
    settings.vouchedCertificates = m_certificates.vouched();
    settings.inactive = m_protocol.clientState().state() == ClientState::Inactive;
    settings.wantsOffline = !m_catchUp.isFollowing();
    settings.liveness = m_livenessTimes;
    settings.mayUpgrade = m_mayUpgrade;
    m_passwordIsNew = false;
    m_certificate.reset();
    setStatus(Phase::Connecting, m_status.error);
    m_connection.open(settings);
}

void Account::learn(const Session &session)
{
    m_credentials.learn(session, m_settings.passwordPlace);
    if (session.strongest != m_settings.strongest) {
        m_settings.strongest = session.strongest;
        Q_EMIT settingsLearnt(m_settings);
    }
}

void Account::handleSession(const Session &session)
{
    endSession({ Error::Kind::Disconnected, QStringLiteral("the stream could not be resumed"), {}, {} });
    m_session = session;
    m_protocol.startSession(session.jid, session.features, session.switchedOn);
    learn(session);
    announcePresence();
    m_catchUp.sessionStarted(); // behind the presence, upon which the server hands out what it kept
    m_outbox.sessionStarted();
    startRooms();
    m_stream.end();
    goOnline();
}

void Account::handleResumption(const Session &session)
{
    if (!m_session) {
        handleRestoration(session);
        return;
    }
    m_session = session;
    learn(session);
    m_protocol.resumeSession(session.features);
    m_receiver.sessionResumed();
    m_rooms.sessionResumed(); // before anything is said there
    m_outbox.sessionResumed();
    m_catchUp.sessionResumed();
    goOnline();
}

/// The session of an earlier run goes on. Who is there went with that run, and servers say it only to who arrives.
void Account::handleRestoration(const Session &session)
{
    m_session = session;
    learn(session);
    m_protocol.startSession(session.jid, session.features, session.switchedOn);
    announceAbsence();
    announcePresence();
    m_catchUp.sessionStarted();
    m_outbox.sessionRestored();
    startRooms();
    goOnline();
}

void Account::startRooms()
{
    m_bookmarks.sessionStarted();
    m_rooms.sessionStarted();
}

void Account::goOnline()
{
    m_patience.stop();
    m_wasOnline = true;
    m_onlineSince = m_protocol.channel().clock().monotonic();
    // Those of the session: one that was resumed together with the login (XEP-0388) is not told them anew
    if (const auto idle = StreamLimits::of(m_protocol.channel().streamFeatures()).idle) {
        m_connection.setServerPatience(*idle);
    }
    m_certificates.note(m_session->certificate,
                        { channelBindingOf(m_session->mechanism) != ChannelBindingType::None,
                          !m_settings.pinnedCertificate.isEmpty() });
    setStatus(Phase::Online);
    if (!wantsConnection()) { // the person changed their mind meanwhile
        disconnectQuietly();
    }
}

void Account::endSession(const Error &reason)
{
    m_patience.stop();
    if (m_session) {
        m_session.reset();
        m_receiver.sessionEnded();
        m_protocol.endSession();
        m_rooms.sessionEnded();
        m_invitations.sessionEnded();
        m_bookmarks.sessionEnded();
        m_history.sessionEnded();
        m_catchUp.sessionEnded(); // behind the last that arrived
        m_outbox.sessionEnded(reason);
        m_typing.sessionEnded();
        m_reading.sessionEnded();
    }
}

/// Anything that arrives shows that the server is there, but only the answer that it hears us.
void Account::ping()
{
    whenDone(m_protocol.ping().pingServer(), this, [this](const Result<Iq> &answer) {
        if (!answer && answer.error().kind == Error::Kind::Timeout) {
            m_connection.drop({ Error::Kind::Timeout, QStringLiteral("the server does not hear us"), {}, {} });
        }
    });
}

void Account::announceAbsence()
{
    Presence goodbye;
    goodbye.type = Presence::Type::Unavailable;
    goodbye.status = m_statusText;
    m_protocol.sendPresence(goodbye);
}

Presence Account::ownPresence() const
{
    Presence presence;
    presence.status = m_statusText;
    switch (m_availability) {
    case Availability::Away:
        presence.show = Presence::Show::Away;
        break;
    case Availability::ExtendedAway:
        presence.show = Presence::Show::ExtendedAway;
        break;
    case Availability::DoNotDisturb:
        presence.show = Presence::Show::DoNotDisturb;
        break;
    case Availability::Online:
    case Availability::Offline:
        break;
    }
    return presence;
}

void Account::announcePresence()
{
    m_protocol.sendPresence(ownPresence());
    m_rooms.setOwnPresence(ownPresence());
}

void Account::handleEnd(const Error &reason, SessionFate fate)
{
    if (fate == SessionFate::MayResume && m_session) {
        m_outbox.connectionLost();
        m_rooms.connectionLost();
        if (m_outbox.isStuck()) {
            m_connection.close(); // or the same would be written over and over
            fate = SessionFate::Over;
        } else if (!m_patience.isActive()) {
            m_patience.start();
        }
    }
    if (fate == SessionFate::Over) {
        endSession(reason);
        m_stream.end();
    }
    std::optional<std::chrono::milliseconds> lasted;
    if (const auto since = std::exchange(m_onlineSince, {})) {
        lasted = m_protocol.channel().clock().monotonic() - *since;
    }
    // A stop of our own: the person has changed something, or their mind
    const bool again = std::exchange(m_reconnectAtOnce, false) || reason.kind == Error::Kind::Cancelled
        || (m_passwordIsNew && (reason.kind == Error::Kind::NotAuthorised || isOtherCertificate(reason)));
    const bool upgradeForgone = isUpgradeForgone(reason) && std::exchange(m_mayUpgrade, false);
    if (!wantsConnection()) {
        setStatus(Phase::Offline);
        return;
    }
    if (again || upgradeForgone) {
        connectNow();
    } else {
        conclude(reason, lasted);
    }
}

/// Says what ended the connection, and tries again by itself where that may help.
void Account::conclude(const Error &reason, std::optional<std::chrono::milliseconds> lasted)
{
    switch (reason.kind) {
    case Error::Kind::NotAuthorised:
        m_credentials.forget(m_settings.passwordPlace);
        setStatus(Phase::NeedsPassword, reason);
        return;
    case Error::Kind::CertificateRejected:
        if (m_wasOnline) {
            m_retry.start(limits::reconnectMax); // it may be the portal of a network, and go away
        }
        setStatus(Phase::NeedsTrust, reason);
        return;
    case Error::Kind::ServerNotProven:
        // Nobody is there to ask, unless the certificate and the password are both new
        setStatus(isOtherCertificate(reason) ? Phase::NeedsPassword : Phase::Offline, reason);
        return;
    case Error::Kind::WeakLogin:
        if (reason.condition == u"too-costly") { // the machine may only be busy
            retryAfter(reason, lasted);
            return;
        }
        [[fallthrough]];
    case Error::Kind::AccountUnusable:
    case Error::Kind::NoMechanism:
    case Error::Kind::NoTls:
    case Error::Kind::ProxyNotAuthorised:
        setStatus(Phase::Offline, reason); // trying again would change nothing, or help an attacker
        return;
    default:
        if (isConflictAgain(reason)) {
            setStatus(Phase::Offline, reason);
        } else {
            retryAfter(reason, lasted);
        }
    }
}

/// Two programs with one account whose server lets in only one would end each other's sessions for ever.
bool Account::isConflictAgain(const Error &reason)
{
    if (reason.kind != Error::Kind::StreamError || reason.condition != u"conflict") {
        return false;
    }
    const auto now = m_protocol.channel().clock().monotonic();
    const auto before = std::exchange(m_conflictAt, now);
    return before && now - *before < limits::conflictWindow;
}

void Account::retryAfter(const Error &reason, std::optional<std::chrono::milliseconds> lasted)
{
    using Cause = ReconnectDelay::Cause;
    const Cause cause = lasted && reason.kind != Error::Kind::StreamError ? Cause::Broken : Cause::Ended;
    m_retry.start(lasted ? m_delay.nextAfter(*lasted, cause) : m_delay.next(cause));
    setStatus(Phase::Waiting, reason);
}

} // namespace natter
