// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random_id.h"
#include "wire/certificate_report.h"
#include "wire/connect_settings.h"
#include "wire/dialler.h"
#include "wire/known_offer.h"
#include "wire/liveness.h"
#include "wire/negotiation.h"
#include "wire/session.h"
#include "wire/stream_ledger.h"
#include "wire/xmpp_listener.h"

#include <QSslSocket>
#include <QTimer>

#include <memory>

namespace natter {

/// What becomes of the session when its connection ends.
enum class SessionFate { Over, MayResume };

/// One account's connection: connect, send a stanza, stanza received, disconnect. Lives on the listener thread with
/// its XmppListener; the slots may be called from any thread.
class XmppClient : public QSslSocket
{
    Q_OBJECT

public:
    static constexpr qint64 readSize = 64 * 1024; ///< bytes that are read at once
    static constexpr qint64 readSizeBeforeLogin = 4 * 1024;

    explicit XmppClient(std::unique_ptr<NameService> names = std::make_unique<NameService>(),
                        std::unique_ptr<RandomId> random = std::make_unique<RandomId>(), QObject *parent = nullptr);
    ~XmppClient() override;

    /// How many sessions have started. On the listener thread only.
    int sessions() const { return m_sessions; }

public Q_SLOTS:
    /// Finds the server, connects, encrypts, logs in and binds; a connection that exists is dropped first.
    /// Ends in sessionStarted(), or in ended() with the reason.
    void connectToServer(const natter::ConnectSettings &settings);
    /// The next connectToServer() to that account tries to go on with this stream of an earlier run.
    void restoreStream(const natter::StreamState &stream);
    /// Sends a stanza of the running session; without one it is dropped, as nothing vouches for it yet.
    /// While a stream that can be resumed is down, it is kept, and written once the stream goes on.
    void send(const natter::Element &stanza);
    /// What the stanzas up to this number of stanzasReceived() brought about is on disk, so the server may forget them.
    void noteHandled(quint32 number);
    /// The filled-in form of registrationOffered().
    void submitRegistration(const natter::Element &query);
    /// Asks the server whether it is there, if nothing came from it for `silence`; without an answer, or without
    /// progress on the way to a session, within `deadline` the connection ends.
    void probe(std::chrono::milliseconds deadline, std::chrono::milliseconds silence);
    /// See Liveness.
    void setServerPatience(std::chrono::milliseconds patience)
    {
        call([this, patience] { m_liveness.setServerPatience(patience); });
    }
    /// Whether elementTraced() is emitted.
    void setTracing(bool tracing)
    {
        call([this, tracing] { m_tracing = tracing; });
    }
    /// Sends </stream:stream>, waits up to limits::closeDeadline for the peer's, then ends with Error::Cancelled.
    void disconnectFromServer();
    /// Ends at once with `reason`: the peer is silent or broke the rules.
    void drop(const natter::Error &reason);

Q_SIGNALS:
    void sessionStarted(const natter::Session &session);
    /// The session of before goes on, with nothing lost in between; comes instead of sessionStarted().
    void sessionResumed(const natter::Session &session);
    /// Something that the server answers is to be sent, to hear whether it is there. Only where it does not
    /// acknowledge.
    void pingNeeded();
    /// From now on the server acknowledges what it takes over; see acknowledged(). With this it can be resumed.
    void managementEnabled(const natter::StreamState &stream);
    /// The message with that id was the stream's stanza of this number, of those we sent.
    void numbered(const QString &id, quint32 number);
    /// Of a stream from restoreStream(), the server had taken over so many stanzas of ours. Comes before
    /// sessionResumed(), or before sessionStarted() if it does not go on.
    void counted(quint32 number);
    /// Stanzas that the server has taken over, in order.
    void acknowledged(const QList<natter::Element> &stanzas);
    /// In the order received; all that one read brought. `last` is the number of the last one, see noteHandled().
    void stanzasReceived(const QList<natter::Element> &stanzas, quint32 last);
    /// Exactly once for each connectToServer(). If the session `MayResume`, the next connectToServer() of the account
    /// tries to, and what was sent and not acknowledged is neither lost nor doubled then.
    void ended(const natter::Error &reason, natter::SessionFate fate);
    /// Comes before the ended() with CertificateRejected.
    void certificateRejected(const natter::CertificateReport &report);
    void registrationOffered(const natter::Element &query);
    void registrationRefused(const natter::Error &error);
    void registered();
    /// For the XML console, if asked for: everything, with login data hidden.
    void elementTraced(const natter::Element &element, bool sent);

private:
    enum class State { Idle, Connecting, Encrypting, Negotiating, Session, Closing };

    void call(std::function<void()> work);
    void configureTls();
    void setUpNegotiation(Negotiation::Encryption encryption);
    void openStream();
    void enter(State state, std::chrono::milliseconds deadline);
    void allow(std::chrono::milliseconds deadline);
    void handleConnected();
    void handleEncrypted();
    void handleSslErrors(const QList<QSslError> &errors);
    void handleSocketError(QAbstractSocket::SocketError error);
    void readAvailable();
    void handleElement(const Element &element);
    void handleBound(const Session &login, const Element &management);
    void handleResumed(const QList<Element> &taken, const Session &login);
    Session enterSession(const Session &login);
    void setUpLedger();
    void handleForgotten(const QList<Element> &taken);
    void tellCounted();
    void ask();
    void deliverBatch();
    void closeWith(const StreamViolation &violation);
    void speakLast(const QByteArray &words);
    void rejectCertificate(const CertificateReport &report);
    void fail(const Error &error);
    void end(const Error &error);
    void writeElement(const Element &element);
    void trace(const Element &element, bool sent);
    void freshListener();

    std::unique_ptr<NameService> m_names;
    std::unique_ptr<RandomId> m_random;
    ConnectSettings m_settings;
    State m_state = State::Idle;
    Dialler m_dialler;
    QTimer m_deadline; ///< of the way to a session, and of its end
    Liveness m_liveness; ///< of the session
    std::unique_ptr<XmppListener> m_listener;
    std::unique_ptr<Negotiation> m_negotiation;
    StreamManagement m_management; ///< outlives the connection
    StreamLedger m_ledger;
    KnownOffer m_knownOffer;
    Jid m_bound;
    int m_sessions = 0;
    std::unique_ptr<QObject> m_attempt; ///< context of the queued work of this attempt
    QList<Element> m_batch;
    bool m_hadSession = false; ///< of this attempt
    bool m_resumedInVain = false; ///< in this attempt, and the server has acknowledged nothing since
    bool m_speaking = false; ///< last words are being written: what the socket says meanwhile is no reason
    bool m_tracing = false;
};

} // namespace natter
