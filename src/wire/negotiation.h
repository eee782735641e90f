// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "wire/connect_settings.h"
#include "wire/sasl_login.h"
#include "wire/session.h"
#include "wire/stream_management.h"

#include <QObject>

#include <memory>

namespace natter {

/// From stream header to bound session (RFC 6120, 4.3 to 7; XEP-0388 and 0386 in one go): decides what to answer to
/// each element. Knows no socket; XmppClient does what its signals ask for. Lives on the listener thread.
class Negotiation : public QObject
{
    Q_OBJECT

public:
    enum class Encryption { None, Established };

    /// A stream in `management` that can be resumed is, if the server agrees (XEP-0198, 5).
    Negotiation(const ConnectSettings &settings, Encryption encryption, RandomId &random, StreamManagement &management,
                QObject *parent = nullptr);

    void handleHeader(const Element &header);
    void handle(const Element &element);
    /// From <proceed/> until encryptionEstablished(): nothing that arrives meanwhile is the server's.
    bool isAwaitingEncryption() const { return m_awaiting == Awaiting::Encryption; }
    void encryptionEstablished();
    /// The server has proven itself, and let us in.
    bool isLoggedIn() const { return m_loggedIn; }
    /// English, for the log: what is to come from the server next.
    const char *awaited() const;
    /// The binding data `tls-server-end-point` of the stream (RFC 5929, 4).
    void setEndPoint(const QByteArray &endPoint) { m_endPoint = endPoint; }
    /// What the server probably offers on the encrypted stream, as it did before.
    void expectOffer(const std::optional<SaslOffer> &offer) { m_expected = offer; }
    /// The streamHeader() is written. If the offer to come is known, a login with a token, which takes one message,
    /// goes right behind it: the answer to both is one round trip away (XEP-0484, 2.1).
    void headerSent();
    /// The filled-in form of registrationOffered() (XEP-0077, 3.1).
    void submitRegistration(const Element &query);

    /// A stream header with our addresses; `from` only once nobody can listen (RFC 6120, 4.7.1).
    QByteArray streamHeader() const;
    /// Once logged in: what the login was chosen from.
    const SaslOffer &offer() const { return m_offer; }

Q_SIGNALS:
    void send(const natter::Element &element);
    /// The element just handled asked for a new stream.
    void restartNeeded();
    void encryptionNeeded();
    /// Behind it a new stream begins,
    void loggedIn();
    /// or the same goes on (XEP-0388, 2.6.1).
    void loggedInOnStream();
    /// `session` as far as the login goes. `management` is what was answered to an <enable/> that came with binding.
    void bound(const natter::Session &session, const natter::Element &management);
    /// The earlier stream goes on; `taken` are the stanzas that the server had taken over before it broke.
    void resumed(const QList<natter::Element> &taken, const natter::Session &session);
    /// It does not, and a new session follows; `taken` are stanzas that the server took over all the same.
    void resumptionFailed(const QList<natter::Element> &taken);
    void registrationOffered(const natter::Element &query);
    void registered();
    void failed(const natter::Error &error);
    /// The peer broke the order of things: close with this stream error.
    void violated(const QString &condition, const QString &detail);

private:
    enum class Awaiting {
        Header,
        Features,
        Proceed,
        Encryption,
        Sasl,
        Resumption,
        Binding,
        LegacySession,
        RegistrationForm,
        Form,
        Registration
    };

    void handleFeatures(const Element &features);
    void handleStartTlsAnswer(const Element &element);
    void handleBinding(const Element &iq);
    void handleRegistration(const Element &iq);
    void startLogin(const Element &features);
    void beginLogin(const SaslOffer &offer);
    QList<Element> loginRequests(const SaslOffer &offer) const;
    void handleLogin(const Element &success);
    void handleLoginOnStream(const Element &success);
    void handleResumption(const Element &answer);
    bool takeAddress(const QString &text);
    void finish(const Element &management = {});
    void bindResource();
    void askForRegistration(const Element &features);
    void await(Awaiting next) { m_awaiting = next; }
    bool isAnswerTo(const Element &iq, QStringView id) const;

    const ConnectSettings m_settings;
    RandomId &m_random;
    StreamManagement &m_management;
    Awaiting m_awaiting = Awaiting::Header;
    bool m_encrypted;
    bool m_loggedIn = false;
    int m_rounds = 0;
    QByteArray m_endPoint;
    std::optional<SaslOffer> m_expected;
    SaslOffer m_offer;
    Session m_session; ///< what is known of it
    Element m_bound2; ///< <bound/> (XEP-0386), which waits for the features behind it
    std::unique_ptr<SaslLogin> m_login;
};

/// The error in a <stream:error/> (RFC 6120, 4.9).
Error streamErrorOf(const Element &error);

} // namespace natter
