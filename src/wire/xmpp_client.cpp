// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/xmpp_client.h"

#include "base/crash_points.h"
#include "base/limits.h"
#include "base/log.h"
#include "crypto/channel_binding.h"
#include "stanza/namespaces.h"
#include "stanza/stanza.h"
#include "wire/certificate_objection.h"
#include "wire/client_certificate.h"
#include "wire/element_writing.h"
#include "wire/end_reason.h"
#include "wire/login_secrets.h"

#include <QPointer>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QThread>

namespace natter {

XmppClient::XmppClient(std::unique_ptr<NameService> names, std::unique_ptr<RandomId> random, QObject *parent)
    : QSslSocket(parent)
    , m_names(std::move(names))
    , m_random(std::move(random))
    , m_dialler(*this, *m_names, *m_random)
    , m_ledger(m_management)
{
    setUpLedger();
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        if (m_state == State::Closing) {
            end({ Error::Kind::Cancelled, QStringLiteral("closed without the server's answer"), {}, {} });
        } else {
            const char *step = m_state == State::Negotiating ? m_negotiation->awaited() : "TLS handshake";
            fail({ Error::Kind::Timeout, QLatin1String("waited in vain for the ") + QLatin1String(step), {}, {} });
        }
    });
    connect(&m_liveness, &Liveness::questionDue, this, &XmppClient::ask);
    connect(&m_liveness, &Liveness::signOfLifeDue, this, [this] { m_liveness.noteSent(write(" ")); });
    connect(&m_liveness, &Liveness::lost, this, [this] {
        if (m_resumedInVain) {
            m_management.reset(); // some servers hear nothing on a stream that broke within a stanza
        }
        end({ Error::Kind::Timeout, QStringLiteral("the server went silent"), {}, {} });
    });
    connect(&m_dialler, &Dialler::connected, this, &XmppClient::handleConnected);
    connect(&m_dialler, &Dialler::failed, this, &XmppClient::end);
    connect(this, &QSslSocket::encrypted, this, &XmppClient::handleEncrypted);
    connect(this, &QSslSocket::sslErrors, this, &XmppClient::handleSslErrors);
    connect(this, &QAbstractSocket::errorOccurred, this, &XmppClient::handleSocketError);
    connect(this, &QIODevice::readyRead, this, &XmppClient::readAvailable);
    connect(this, &QAbstractSocket::disconnected, this, [this] {
        if (m_state == State::Closing && !m_speaking) {
            end({ Error::Kind::Cancelled, QStringLiteral("closed"), {}, {} });
        } else if (m_state > State::Connecting && !m_speaking) {
            fail({ Error::Kind::Disconnected, QStringLiteral("the connection ended"), {}, {} });
        }
    });
}

XmppClient::~XmppClient()
{
    QObject::disconnect(this, nullptr, this, nullptr);
    m_dialler.stop();
    if (m_state == State::Session) {
        write("</stream:stream>");
        flush();
    }
    abort();
}

/// Runs `work` on the listener thread: now if we are there, else after what was asked before.
void XmppClient::call(std::function<void()> work)
{
    if (QThread::currentThread() == thread()) {
        work();
    } else {
        QMetaObject::invokeMethod(this, std::move(work), Qt::QueuedConnection);
    }
}

void XmppClient::connectToServer(const ConnectSettings &settings)
{
    call([this, settings] {
        if (m_state != State::Idle) {
            end({ Error::Kind::Cancelled, QStringLiteral("connecting anew"), {}, {} });
        }
        if (settings.account != m_settings.account || settings.purpose != m_settings.purpose) {
            m_management.reset();
            m_knownOffer.forget();
        }
        m_settings = settings;
        m_state = State::Connecting;
        m_dialler.dial(settings, m_management.location());
    });
}

void XmppClient::setUpLedger()
{
    connect(&m_ledger, &StreamLedger::write, this, &XmppClient::writeElement);
    connect(&m_ledger, &StreamLedger::enabled, this, &XmppClient::managementEnabled);
    connect(&m_ledger, &StreamLedger::acknowledged, this, &XmppClient::acknowledged);
    connect(&m_ledger, &StreamLedger::numbered, this, &XmppClient::numbered);
    connect(&m_ledger, &StreamLedger::violated, this, [this](const QString &condition, const QString &detail) {
        closeWith({ condition, detail, 0 });
    });
    connect(this, &QSslSocket::encryptedBytesWritten, this, [this] { m_ledger.answer(encryptedBytesToWrite()); });
    connect(&m_ledger, &StreamLedger::asked, this, [this] { m_liveness.noteQuestion(Liveness::Answer::Known); });
    connect(&m_ledger, &StreamLedger::answered, this, [this] {
        m_resumedInVain = false;
        m_liveness.noteAnswer();
    });
}

void XmppClient::restoreStream(const StreamState &stream)
{
    call([this, stream] {
        if (m_state == State::Idle) {
            m_settings.account = stream.bound.bare();
            m_management.restore(stream);
        }
    });
}

void XmppClient::enter(State state, std::chrono::milliseconds deadline)
{
    m_state = state;
    allow(deadline);
}

/// For the next step; on a detour for all of them until nobody else can be in the way.
void XmppClient::allow(std::chrono::milliseconds deadline)
{
    m_deadline.start(isEncrypted() ? deadline : m_dialler.allowance(deadline));
}

void XmppClient::configureTls()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setAllowedNextProtocols({ QByteArrayLiteral("xmpp-client") }); // XEP-0368
    if (!m_settings.extraAuthority.isEmpty()) {
        static const QList<QSslCertificate> system = QSslConfiguration::systemCaCertificates(); // takes 100 ms
        configuration.setCaCertificates(system + QSslCertificate::fromData(m_settings.extraAuthority, QSsl::Pem));
    }
    if (!m_settings.clientCertificate.isEmpty()) {
        useClientCertificate(configuration, m_settings.clientCertificate);
    }
    setSslConfiguration(configuration);
    setPeerVerifyName(m_settings.account.domain());
}

void XmppClient::freshListener()
{
    if (m_listener) {
        m_listener.release()->deleteLater(); // it may be the one that is calling us
    }
    if (m_negotiation) {
        m_negotiation->disconnect(this);
        m_negotiation.release()->deleteLater();
    }
    m_attempt = std::make_unique<QObject>();
    m_listener = std::make_unique<XmppListener>();
    connect(m_listener.get(), &XmppListener::streamOpened, m_attempt.get(), [this](const Element &header) {
        if (m_negotiation) {
            m_negotiation->handleHeader(header);
        }
    });
    connect(m_listener.get(), &XmppListener::elementReceived, m_attempt.get(),
            [this](const Element &element) { handleElement(element); });
    connect(m_listener.get(), &XmppListener::violated, m_attempt.get(),
            [this](const StreamViolation &violation) { closeWith(violation); });
    connect(m_listener.get(), &XmppListener::streamClosed, m_attempt.get(), [this] {
        if (m_state == State::Closing) {
            end({ Error::Kind::Cancelled, QStringLiteral("closed"), {}, {} });
        } else {
            speakLast("</stream:stream>");
            fail({ Error::Kind::Disconnected, QStringLiteral("the server closed the stream"), {}, {} });
        }
    });
}

void XmppClient::setUpNegotiation(Negotiation::Encryption encryption)
{
    m_negotiation = std::make_unique<Negotiation>(m_settings, encryption, *m_random, m_management);
    Negotiation *negotiation = m_negotiation.get();
    negotiation->expectOffer(m_knownOffer.take());
    connect(negotiation, &Negotiation::send, this, [this](const Element &element) {
        if (m_state == State::Negotiating) {
            writeElement(element);
        }
    });
    connect(negotiation, &Negotiation::restartNeeded, this, [this] { m_listener->restart(); });
    // Queued: the listener must first have checked that nothing followed
    connect(
        negotiation, &Negotiation::encryptionNeeded, m_attempt.get(),
        [this] {
            if (m_state != State::Negotiating) {
                return; // closed meanwhile
            }
            if (bytesAvailable() > 0) {
                closeWith({ QStringLiteral("policy-violation"), QStringLiteral("data after <proceed/>"), 0 });
                return;
            }
            enter(State::Encrypting, m_settings.login.tls);
            startClientEncryption();
        },
        Qt::QueuedConnection);
    connect(
        negotiation, &Negotiation::loggedIn, m_attempt.get(),
        [this] {
            if (m_state != State::Negotiating) {
                return;
            }
            m_listener->setLoggedIn();
            openStream();
        },
        Qt::QueuedConnection);
    connect(negotiation, &Negotiation::loggedInOnStream, this, [this] { m_listener->setLoggedIn(); });
    connect(negotiation, &Negotiation::bound, this, &XmppClient::handleBound);
    connect(negotiation, &Negotiation::resumed, this, &XmppClient::handleResumed);
    connect(negotiation, &Negotiation::resumptionFailed, this, &XmppClient::handleForgotten);
    connect(negotiation, &Negotiation::registrationOffered, this, [this](const Element &query) {
        m_deadline.stop(); // the person fills in the form
        m_dialler.forgetOthers(); // which would be lost if another server began anew
        Q_EMIT registrationOffered(query);
    });
    connect(negotiation, &Negotiation::registered, this, [this] {
        Q_EMIT registered();
        disconnectFromServer();
    });
    connect(negotiation, &Negotiation::failed, this, [this](const Error &error) {
        if (m_settings.purpose == ConnectSettings::Purpose::Register && error.kind == Error::Kind::Remote) {
            m_deadline.stop();
            Q_EMIT registrationRefused(error);
        } else {
            fail(error);
        }
    });
    connect(negotiation, &Negotiation::violated, this, [this](const QString &condition, const QString &detail) {
        closeWith({ condition, detail, 0 });
    });
}

void XmppClient::handleConnected()
{
    m_batch.clear();
    m_hadSession = false;
    m_resumedInVain = false;
    freshListener();
    configureTls();
    if (m_dialler.endpoint().tls == TlsMode::Direct) {
        enter(State::Encrypting, m_settings.login.tls);
        startClientEncryption();
    } else {
        setUpNegotiation(Negotiation::Encryption::None);
        openStream();
    }
}

void XmppClient::handleSslErrors(const QList<QSslError> &errors)
{
    if (const auto report = objectionTo(peerCertificate(), errors, m_settings)) {
        rejectCertificate(*report);
    } else {
        ignoreSslErrors(errors); // exactly these, for exactly the certificate that the person chose
    }
}

void XmppClient::rejectCertificate(const CertificateReport &report)
{
    if (m_dialler.isDetour()) { // nobody is asked to trust what a server made up
        fail(otherDomainError(m_dialler.endpoint().host, report.domain));
        return;
    }
    Q_EMIT certificateRejected(report);
    m_dialler.forgetOthers();
    fail({ Error::Kind::CertificateRejected, u"the certificate is not accepted for " + report.domain, {}, {} });
}

void XmppClient::handleEncrypted()
{
    if (m_state != State::Encrypting) {
        return; // a certificate that was refused a moment ago
    }
    if (const auto report = objectionTo(peerCertificate(), {}, m_settings)) {
        rejectCertificate(*report);
        return;
    }
    if (m_negotiation) {
        m_negotiation->encryptionEstablished();
    } else {
        setUpNegotiation(Negotiation::Encryption::Established);
    }
    m_negotiation->setEndPoint(tlsServerEndPoint(peerCertificate().toDer()));
    openStream();
}

void XmppClient::openStream()
{
    enter(State::Negotiating, m_settings.login.step);
    write(m_negotiation->streamHeader());
    m_negotiation->headerSent();
}

void XmppClient::handleSocketError(QAbstractSocket::SocketError error)
{
    if (m_state <= State::Connecting || m_state == State::Closing || m_speaking) {
        return;
    }
    const Error reason { socketErrorKind(error, m_state == State::Encrypting), errorString(), {}, {} };
    readAvailable(); // the peer may have said why before it went
    if (m_state != State::Idle) {
        fail(reason);
    }
}

void XmppClient::readAvailable()
{
    if (!m_listener || m_state == State::Idle || m_state == State::Connecting || m_speaking) {
        return;
    }
    const QPointer<QObject> attempt = m_attempt.get();
    const auto awaitsTls = [this] { return m_negotiation && m_negotiation->isAwaitingEncryption(); };
    while (attempt && bytesAvailable() > 0 && m_state != State::Encrypting && !awaitsTls()) {
        // What comes right behind a login must not count as what came before it
        const QByteArray bytes = read(m_state == State::Negotiating ? readSizeBeforeLogin : readSize);
        CrashPoints::pass(CrashPoint::IncomingRead);
        m_listener->feed(bytes);
    }
    if (attempt) {
        m_liveness.noteReceived(m_listener->isInsideStanza());
        deliverBatch();
        m_ledger.answer(encryptedBytesToWrite());
    }
}

void XmppClient::deliverBatch()
{
    if (!m_batch.isEmpty()) {
        Q_EMIT stanzasReceived(std::exchange(m_batch, {}), m_management.received());
    }
}

void XmppClient::handleElement(const Element &element)
{
    trace(element, false);
    if (isEncrypted() && element.is({ ns::stream, u"error" })) {
        m_dialler.noteError(element);
    }
    if (m_state != State::Session && !(m_state == State::Closing && m_hadSession)) {
        if (m_negotiation && m_state == State::Negotiating) {
            allow(m_settings.login.step);
            m_negotiation->handle(element);
        }
        return;
    }
    if (element.is({ ns::stream, u"error" })) {
        if (m_state != State::Closing) {
            fail(streamErrorOf(element));
        }
    } else if (element.namespaceUri() == StreamManagement::ns) {
        m_ledger.handle(element, m_bound);
    } else if (!element.is({ ns::stream, u"features" })) { // which follow a resumption that came with the login
        if (!isStanza(element)) {
            m_ledger.noteUnknown();
            return;
        }
        m_management.noteReceived();
        if (element.is(Message::name)) {
            CrashPoints::pass(CrashPoint::IncomingParsed);
        }
        m_batch.append(element);
    }
}

/// Adds what the socket knows of it.
Session XmppClient::enterSession(const Session &login)
{
    m_deadline.stop();
    m_liveness.start(m_settings.liveness);
    m_state = State::Session;
    m_hadSession = true;
    m_dialler.forgetOthers();
    m_knownOffer.learn(m_negotiation->offer());
    Session session = login;
    session.tlsProtocol = sessionProtocol() == QSsl::TlsV1_3 ? QStringLiteral("TLSv1.3") : QStringLiteral("TLSv1.2");
    session.tlsCipher = sessionCipher().name();
    session.certificate = peerCertificate();
    session.host = m_dialler.endpoint().host;
    return session;
}

void XmppClient::handleBound(const Session &login, const Element &management)
{
    m_management.reset();
    ++m_sessions;
    Q_EMIT sessionStarted(enterSession(login));
    m_bound = login.jid;
    if (management) { // asked for together with binding
        m_management.enable();
        m_ledger.handle(management, m_bound);
    } else if (login.features.child({ StreamManagement::ns, u"sm" })) {
        writeElement(m_management.enable());
    }
    m_ledger.start();
}

void XmppClient::handleForgotten(const QList<Element> &taken)
{
    tellCounted();
    Q_EMIT acknowledged(taken);
}

void XmppClient::tellCounted()
{
    if (const auto number = m_management.takeCounted()) {
        Q_EMIT counted(*number);
    }
}

void XmppClient::handleResumed(const QList<Element> &taken, const Session &login)
{
    tellCounted();
    m_resumedInVain = true;
    Q_EMIT sessionResumed(enterSession(login));
    if (!taken.isEmpty()) {
        Q_EMIT acknowledged(taken);
    }
    const QList<Element> again = m_management.unacknowledged();
    for (const Element &stanza : again) {
        writeElement(stanza);
        CrashPoints::pass(CrashPoint::ReplayBegun);
    }
    m_ledger.start();
}

void XmppClient::ask()
{
    m_liveness.noteQuestion(m_management.isEnabled() ? Liveness::Answer::Known : Liveness::Answer::Anything);
    if (m_management.isEnabled()) {
        writeElement(m_management.request());
    } else {
        Q_EMIT pingNeeded();
    }
}

void XmppClient::probe(std::chrono::milliseconds deadline, std::chrono::milliseconds silence)
{
    call([this, deadline, silence] {
        m_liveness.probe(deadline, silence);
        if (silence.count() == 0 && m_deadline.isActive() && m_deadline.remainingTimeAsDuration() > deadline) {
            m_deadline.start(deadline);
        }
    });
}

void XmppClient::noteHandled(quint32 number)
{
    call([this, number] { m_ledger.noteHandled(number); });
}

void XmppClient::send(const Element &stanza)
{
    call([this, stanza] {
        if (m_state == State::Session) {
            m_ledger.noteSent(stanza);
            writeElement(stanza);
            if (!m_management.isEnabled()) {
                m_liveness.probe(m_settings.liveness.answer, limits::silenceBeforeDoubt);
            }
        } else if (m_state != State::Closing && m_management.canResume() && !m_management.isRestored()) {
            m_ledger.noteSent(stanza); // to be written when the stream goes on
        }
    });
}

void XmppClient::submitRegistration(const Element &query)
{
    call([this, query] {
        if (m_negotiation && m_state == State::Negotiating) {
            m_deadline.start(m_settings.login.step);
            m_negotiation->submitRegistration(query);
        }
    });
}

void XmppClient::writeElement(const Element &element)
{
    trace(element, true);
    m_liveness.noteSent(writeTo(*this, element));
}

void XmppClient::trace(const Element &element, bool sent)
{
    if (m_tracing) {
        Q_EMIT elementTraced(withoutSecrets(element), sent);
    }
}

void XmppClient::disconnectFromServer()
{
    call([this] {
        if (m_state == State::Session || m_state == State::Negotiating) {
            if (m_management.isEnabled()) {
                writeElement(m_management.acknowledgement()); // else the server would deliver it once more
            }
            m_liveness.stop();
            m_ledger.stop();
            enter(State::Closing, limits::closeDeadline);
            write("</stream:stream>");
            flush();
        } else if (m_state == State::Idle) {
            m_management.reset();
        } else if (m_state != State::Idle && m_state != State::Closing) {
            end({ Error::Kind::Cancelled, QStringLiteral("stopped while connecting"), {}, {} });
        }
    });
}

void XmppClient::drop(const Error &reason)
{
    call([this, reason] {
        if (m_state != State::Idle) {
            end(reason);
        }
    });
}

void XmppClient::speakLast(const QByteArray &words)
{
    m_ledger.stop(); // nothing is written behind them
    m_speaking = true;
    write(words);
    flush();
    m_speaking = false;
}

void XmppClient::closeWith(const StreamViolation &violation)
{
    if (m_state == State::Closing) {
        end({ Error::Kind::Cancelled, QStringLiteral("closed"), {}, {} });
        return;
    }
    qCWarning(logSecurity).noquote() << "stream of" << m_settings.account.domain() << "closed:" << violation.condition
                                     << forLog(violation.detail) << "at byte" << violation.offset;
    if (m_state == State::Negotiating || m_state == State::Session) {
        const Element condition = ElementBuilder({ ns::streamErrors, violation.condition }).build();
        const QByteArray error = condition.toXml(ns::client) + m_management.handledCountTooHigh().toXml(ns::client);
        speakLast("<stream:error>" + error + "</stream:error></stream:stream>"); // prefix: RFC 6120, 4.8.5
    }
    fail(violationError(violation, m_state == State::Negotiating && !m_negotiation->isLoggedIn()));
}

/// Another candidate may do better, unless the login itself was refused or the session had begun.
void XmppClient::fail(const Error &error)
{
    if (m_state == State::Connecting) {
        return; // given up already: the next candidate is on its way
    }
    if (m_dialler.mayGoOn(error) && m_state != State::Session) {
        qCInfo(logOf(error)).noquote() << m_dialler.endpoint().host << "did not do:" << forLog(error.detail);
        QMetaObject::invokeMethod(
            m_attempt.get(), [this] { m_dialler.dialNext(); }, Qt::QueuedConnection);
        m_state = State::Connecting;
        m_deadline.stop();
        return;
    }
    end(error);
}

void XmppClient::end(const Error &error)
{
    deliverBatch(); // last words count
    m_ledger.stop();
    if (!mayOutlive(error) || m_management.isStuck()) {
        m_management.reset();
    }
    m_state = State::Idle;
    m_deadline.stop();
    m_liveness.stop();
    m_dialler.stop();
    m_batch.clear();
    m_attempt.reset();
    if (m_negotiation) {
        m_negotiation->disconnect(this);
        m_negotiation.release()->deleteLater();
    }
    abort();
    qCInfo(logOf(error)).noquote() << "connection of" << m_settings.account.toString()
                                   << "ended:" << errorKindName(error.kind) << forLog(error.detail);
    Q_EMIT ended(error, m_management.canResume() ? SessionFate::MayResume : SessionFate::Over);
}

} // namespace natter
