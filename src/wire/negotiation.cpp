// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/negotiation.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "stanza/namespaces.h"
#include "stanza/stanza.h"

namespace natter {

static constexpr QStringView carbonsNs = u"urn:xmpp:carbons:2"; // XEP-0280
static constexpr QStringView clientStateNs = u"urn:xmpp:csi:0"; // XEP-0352
static constexpr QStringView bindId = u"bind";
static constexpr QStringView sessionId = u"session";
static constexpr QStringView registerFormId = u"register-form";
static constexpr QStringView registerId = u"register";
static constexpr ElementName registerQuery { u"jabber:iq:register", u"query" };
static constexpr ElementName registerFeature { u"http://jabber.org/features/iq-register", u"register" };

Error streamErrorOf(const Element &error)
{
    Error result { Error::Kind::StreamError, {}, QStringLiteral("undefined-condition"), {} };
    for (const Element &child : error.children()) {
        if (child.is({ ns::streamErrors, u"text" })) {
            result.text = cut(child.text(), limits::statusChars);
        } else if (child.namespaceUri() == ns::streamErrors) {
            result.condition = forLog(cut(child.localName(), limits::nameChars));
        }
    }
    result.detail = u"stream error " + result.condition;
    return result;
}

Negotiation::Negotiation(const ConnectSettings &settings, Encryption encryption, RandomId &random,
                         StreamManagement &management, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_random(random)
    , m_management(management)
    , m_encrypted(encryption == Encryption::Established)
{
}

QByteArray Negotiation::streamHeader() const
{
    QByteArray header = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                        "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' xml:lang='en'";
    header += " to='" + m_settings.account.domain().toUtf8() + '\'';
    if (m_encrypted && m_settings.account.hasLocal()) {
        header += " from='" + m_settings.account.bare().toString().toHtmlEscaped().toUtf8() + '\'';
    }
    return header + '>';
}

void Negotiation::handleHeader(const Element &header)
{
    if (m_awaiting != Awaiting::Header) {
        Q_EMIT violated(QStringLiteral("bad-format"), QStringLiteral("a stream header that was not due"));
        return;
    }
    const QString version = header.attribute(u"version");
    if (version.section(u'.', 0, 0).toInt() < 1) {
        Q_EMIT violated(QStringLiteral("unsupported-version"), QStringLiteral("the server speaks no XMPP 1.0"));
        return;
    }
    await(Awaiting::Features);
}

const char *Negotiation::awaited() const
{
    switch (m_awaiting) {
    case Awaiting::Header:
        return "stream header";
    case Awaiting::Features:
        return "stream features";
    case Awaiting::Proceed:
        return "answer to STARTTLS";
    case Awaiting::Encryption:
        return "TLS handshake";
    case Awaiting::Sasl:
        return "answer to the login";
    case Awaiting::Resumption:
        return "answer to the resumption";
    case Awaiting::Binding:
        return "answer to the binding";
    case Awaiting::LegacySession:
        return "answer to the session request";
    case Awaiting::RegistrationForm:
        return "registration form";
    case Awaiting::Form:
        break; // the person's time
    case Awaiting::Registration:
        return "answer to the registration";
    }
    return "person";
}

void Negotiation::encryptionEstablished()
{
    m_encrypted = true;
    await(Awaiting::Header);
}

void Negotiation::handle(const Element &element)
{
    if (element.is({ ns::stream, u"error" })) {
        Q_EMIT failed(streamErrorOf(element));
        return;
    }
    if (m_awaiting == Awaiting::Features && element.is({ ns::stream, u"features" })) {
        handleFeatures(element);
        return;
    }
    if (m_awaiting == Awaiting::Proceed && element.namespaceUri() == ns::tls) {
        handleStartTlsAnswer(element);
        return;
    }
    if (m_awaiting == Awaiting::Sasl && (element.namespaceUri() == ns::sasl || element.namespaceUri() == ns::sasl2)) {
        m_login->handle(element);
        return;
    }
    if (m_awaiting == Awaiting::Resumption && element.namespaceUri() == StreamManagement::ns) {
        handleResumption(element);
        return;
    }
    const bool iq = element.is(Iq::name);
    if (iq && (m_awaiting == Awaiting::Binding || m_awaiting == Awaiting::LegacySession)) {
        handleBinding(element);
        return;
    }
    if (iq && (m_awaiting == Awaiting::RegistrationForm || m_awaiting == Awaiting::Registration)) {
        handleRegistration(element);
        return;
    }
    const bool stanza = iq || element.is(Message::name) || element.is(Presence::name);
    Q_EMIT violated(stanza && !m_loggedIn ? QStringLiteral("not-authorized") : QStringLiteral("bad-format"),
                    u"<" + forLog(element.localName()) + u"> before the session was ready");
}

void Negotiation::handleFeatures(const Element &features)
{
    if (++m_rounds > limits::negotiationRounds) {
        Q_EMIT violated(QStringLiteral("policy-violation"), QStringLiteral("negotiation does not end"));
        return;
    }
    m_session.features = features;
    if (!m_encrypted) {
        if (!features.child({ ns::tls, u"starttls" })) {
            Q_EMIT failed({ Error::Kind::NoTls, QStringLiteral("the server does not offer STARTTLS"), {}, {} });
            return;
        }
        await(Awaiting::Proceed);
        Q_EMIT send(ElementBuilder({ ns::tls, u"starttls" }).build());
    } else if (m_settings.purpose == ConnectSettings::Purpose::Register) {
        askForRegistration(features);
    } else if (!m_loggedIn) {
        startLogin(features);
    } else if (m_bound2) {
        finish(m_bound2.childIn(StreamManagement::ns));
    } else if (m_management.canResume() && features.child({ StreamManagement::ns, u"sm" })) {
        await(Awaiting::Resumption);
        Q_EMIT send(m_management.resume());
    } else {
        bindResource();
    }
}

void Negotiation::handleStartTlsAnswer(const Element &element)
{
    if (!element.is({ ns::tls, u"proceed" })) {
        Q_EMIT failed({ Error::Kind::NoTls, QStringLiteral("the server refused STARTTLS"), {}, {} });
        return;
    }
    await(Awaiting::Encryption);
    Q_EMIT restartNeeded();
    Q_EMIT encryptionNeeded();
}

void Negotiation::headerSent()
{
    const bool login = m_settings.purpose == ConnectSettings::Purpose::Login && m_encrypted && !m_loggedIn;
    const auto choice =
        login && m_expected ? chooseLogin(*m_expected, m_settings, m_endPoint, {}) : failure(Error::Kind::NoMechanism);
    if (choice && choice->kind == SaslChoice::Kind::Token) {
        beginLogin(*m_expected);
    }
}

void Negotiation::startLogin(const Element &features)
{
    m_offer = SaslOffer::read(features);
    await(Awaiting::Sasl);
    if (!m_login) {
        m_expected.reset();
        beginLogin(m_offer);
    } else if (m_offer != *m_expected) {
        m_login->correct(m_offer, loginRequests(m_offer));
    }
}

void Negotiation::beginLogin(const SaslOffer &offer)
{
    m_login = std::make_unique<SaslLogin>(m_settings, m_random, m_endPoint);
    connect(m_login.get(), &SaslLogin::send, this, &Negotiation::send);
    connect(m_login.get(), &SaslLogin::failed, this, &Negotiation::failed);
    connect(m_login.get(), &SaslLogin::succeeded, this, &Negotiation::handleLogin);
    m_login->start(offer, loginRequests(offer));
}

/// What SASL 2 settles together with the login: resumption, and binding for the case that there is nothing to resume.
QList<Element> Negotiation::loginRequests(const SaslOffer &offer) const
{
    QList<Element> requests;
    if (m_management.isRestored()) {
        return requests; // the program knows nothing of that stream, and needs the features behind the login
    }
    if (offer.resumes && m_management.canResume()) {
        requests.append(m_management.resume());
    }
    if (!offer.binds || m_settings.wantsOffline) {
        return requests;
    }
    ElementBuilder bind({ ns::bind2, u"bind" });
    bind.textChild({ ns::bind2, u"tag" }, u"Natter");
    if (offer.bindFeatures.contains(StreamManagement::ns)) {
        bind.open({ StreamManagement::ns, u"enable" }).attribute(u"resume", QStringLiteral("true")).close();
    }
    if (offer.bindFeatures.contains(carbonsNs)) {
        bind.open({ carbonsNs, u"enable" }).close();
    }
    if (offer.bindFeatures.contains(clientStateNs) && m_settings.inactive) {
        bind.open({ clientStateNs, u"inactive" }).close();
    }
    requests.append(bind.build());
    return requests;
}

void Negotiation::handleLogin(const Element &success)
{
    m_loggedIn = true;
    m_session.mechanism = m_login->mechanism();
    m_session.strongest = m_login->strongest();
    m_session.newToken = m_login->newToken();
    m_session.isTokenRefused = m_login->isTokenRefused();
    if (m_offer.profile == SaslOffer::Profile::Sasl2) {
        handleLoginOnStream(success);
        return;
    }
    await(Awaiting::Header);
    Q_EMIT restartNeeded();
    Q_EMIT loggedIn();
}

void Negotiation::handleLoginOnStream(const Element &success)
{
    Q_EMIT loggedInOnStream();
    const Element resumption = success.childIn(StreamManagement::ns);
    if (resumption.is({ StreamManagement::ns, u"resumed" })) {
        m_session.features = {}; // those of before the login say nothing of the stream
        handleResumption(resumption);
        return;
    }
    if (resumption.is({ StreamManagement::ns, u"failed" })) {
        Q_EMIT resumptionFailed(m_management.handleFailed(resumption));
    }
    m_bound2 = success.child({ ns::bind2, u"bound" });
    if (m_bound2) {
        const QString identity = success.childText({ ns::sasl2, u"authorization-identifier" });
        if (!takeAddress(identity)) {
            return;
        }
        m_session.switchedOn = m_offer.bindFeatures;
        m_session.switchedOn.removeIf([this](const QString &feature) { // nobody asked for it
            return m_expected && !m_expected->bindFeatures.contains(feature);
        });
    }
    await(Awaiting::Features);
}

void Negotiation::handleResumption(const Element &answer)
{
    if (answer.is({ StreamManagement::ns, u"failed" })) {
        Q_EMIT resumptionFailed(m_management.handleFailed(answer));
        bindResource();
        return;
    }
    const auto taken = answer.is({ StreamManagement::ns, u"resumed" })
        ? m_management.handleResumed(answer)
        : failure(Error::Kind::Malformed, u"<" + forLog(answer.localName()) + u"> for an answer to <resume/>");
    if (!taken) {
        Q_EMIT violated(QStringLiteral("undefined-condition"), taken.error().detail);
        return;
    }
    m_session.jid = m_management.bound();
    Q_EMIT resumed(*taken, m_session);
}

void Negotiation::bindResource()
{
    if (!m_session.features.child({ ns::bind, u"bind" })) {
        Q_EMIT failed({ Error::Kind::NotXmpp, QStringLiteral("the server offers no resource binding"), {}, {} });
        return;
    }
    Iq iq;
    iq.type = Iq::Type::Set;
    iq.id = bindId.toString();
    ElementBuilder bind({ ns::bind, u"bind" });
    if (!m_settings.resource.isEmpty()) {
        bind.textChild({ ns::bind, u"resource" }, m_settings.resource);
    }
    iq.addChild(bind.build());
    await(Awaiting::Binding);
    Q_EMIT send(iq.write());
}

bool Negotiation::isAnswerTo(const Element &iq, QStringView id) const
{
    const QString type = iq.attribute(u"type");
    return iq.attribute(u"id") == id && (type == u"result" || type == u"error");
}

/// The full address that we are bound to; says failed() if it cannot be one of ours.
bool Negotiation::takeAddress(const QString &text)
{
    m_session.jid = Jid::orNull(text);
    if (m_session.jid.isNull() || m_session.jid.isBare() || m_session.jid.domain() != m_settings.account.domain()) {
        Q_EMIT failed({ Error::Kind::Malformed, u"bound to the unusable address " + forLog(text), {}, {} });
        return false;
    }
    return true;
}

void Negotiation::handleBinding(const Element &iq)
{
    const bool binding = m_awaiting == Awaiting::Binding;
    if (!isAnswerTo(iq, binding ? bindId : sessionId)) {
        Q_EMIT violated(QStringLiteral("not-authorized"), QStringLiteral("a stanza before binding"));
        return;
    }
    const auto answer = Iq::read(iq);
    if (!answer || answer->type == Iq::Type::Error) {
        Q_EMIT failed(answer ? answer->error().toError()
                             : Error { Error::Kind::Malformed, QStringLiteral("malformed binding"), {}, {} });
        return;
    }
    if (binding) {
        if (!takeAddress(answer->payloadElement().childText({ ns::bind, u"jid" }))) {
            return;
        }
        const Element session = m_session.features.child({ ns::session, u"session" });
        if (session && !session.child({ ns::session, u"optional" })) {
            Iq request; // RFC 3921, 3: servers from before RFC 6121 insist on it
            request.type = Iq::Type::Set;
            request.id = sessionId.toString();
            request.addChild(ElementBuilder({ ns::session, u"session" }).build());
            await(Awaiting::LegacySession);
            Q_EMIT send(request.write());
            return;
        }
    }
    finish();
}

void Negotiation::finish(const Element &management) { Q_EMIT bound(m_session, management); }

void Negotiation::askForRegistration(const Element &features)
{
    if (!features.child(registerFeature)) {
        // The feature is only recommended (XEP-0077, 9): ask anyway, the answer tells
        qCDebug(logWire) << "registration is not advertised";
    }
    Iq iq;
    iq.id = registerFormId.toString();
    iq.to = m_settings.account.domainJid();
    iq.addChild(ElementBuilder(registerQuery).build());
    await(Awaiting::RegistrationForm);
    Q_EMIT send(iq.write());
}

void Negotiation::submitRegistration(const Element &query)
{
    if (m_awaiting != Awaiting::Form) {
        return;
    }
    Iq iq;
    iq.type = Iq::Type::Set;
    iq.id = registerId.toString();
    iq.to = m_settings.account.domainJid();
    iq.addChild(query);
    await(Awaiting::Registration);
    Q_EMIT send(iq.write());
}

void Negotiation::handleRegistration(const Element &iq)
{
    const bool form = m_awaiting == Awaiting::RegistrationForm;
    if (!isAnswerTo(iq, form ? registerFormId : registerId)) {
        Q_EMIT violated(QStringLiteral("not-authorized"), QStringLiteral("a stanza before login"));
        return;
    }
    const auto answer = Iq::read(iq);
    if (!answer || answer->type == Iq::Type::Error) {
        await(Awaiting::Form); // the person may correct the form and submit it again
        Q_EMIT failed(answer ? answer->error().toError()
                             : Error { Error::Kind::Malformed, QStringLiteral("malformed registration"), {}, {} });
    } else if (form) {
        await(Awaiting::Form);
        Q_EMIT registrationOffered(answer->payloadElement());
    } else {
        Q_EMIT registered();
    }
}

} // namespace natter
