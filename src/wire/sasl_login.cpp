// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/sasl_login.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/text.h"
#include "stanza/element_builder.h"
#include "stanza/namespaces.h"
#include "wire/end_reason.h"

namespace natter {

using Profile = SaslOffer::Profile;

static constexpr QStringView upgradeNs = u"urn:xmpp:sasl:upgrade:0";
static constexpr QStringView scramUpgradeNs = u"urn:xmpp:scram-upgrade:0";

static std::optional<QByteArray> fromBase64(const QString &text)
{
    const auto data =
        QByteArray::fromBase64Encoding(text.trimmed().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return data ? std::optional(*data) : std::nullopt;
}

static QString toBase64(const QByteArray &data) { return QString::fromLatin1(data.toBase64()); }

static Error saslFailure(const Element &failureElement)
{
    Error error { Error::Kind::NotAuthorised, {}, {}, {} };
    for (const Element &child : failureElement.children()) {
        if (child.is({ ns::sasl, u"text" }) || child.is({ ns::sasl2, u"text" })) {
            error.text = cut(child.text(), limits::statusChars);
        } else if (child.namespaceUri() == ns::sasl) {
            error.condition = cut(child.localName(), limits::nameChars);
        }
    }
    error.detail = u"SASL failure " + error.condition;
    if (error.condition == u"temporary-auth-failure") {
        error.kind = Error::Kind::TemporaryAuthFailure;
    } else if (error.condition == u"account-disabled" || error.condition == u"credentials-expired"
               || error.condition == u"encryption-required") {
        error.kind = Error::Kind::AccountUnusable;
    } else if (error.condition == u"invalid-mechanism" || error.condition == u"mechanism-too-weak") {
        error.kind = Error::Kind::NoMechanism;
    } else if (error.condition == u"malformed-request" || error.condition == u"incorrect-encoding") {
        error.kind = Error::Kind::Malformed;
    }
    return error;
}

SaslLogin::SaslLogin(const ConnectSettings &settings, RandomId &random, const QByteArray &endPoint, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_random(random)
    , m_endPoint(endPoint)
{
    m_budget.setSingleShot(true);
    connect(&m_budget, &QTimer::timeout, this, [this] {
        forgoUpgrade(QStringLiteral("an upgrade that takes longer than %1 ms here").arg(m_budget.interval()));
    });
}

SaslLogin::~SaslLogin() { m_stop.raise(); }

QStringView SaslLogin::profileNs() const { return m_offer.profile == Profile::Sasl2 ? ns::sasl2 : ns::sasl; }

void SaslLogin::start(const SaslOffer &offer, const QList<Element> &requests)
{
    m_offer = offer;
    m_requests = requests;
    attempt();
}

void SaslLogin::correct(const SaslOffer &offer, const QList<Element> &requests)
{
    m_offer = offer;
    m_requests = requests;
    if (offer.profile != Profile::Sasl2) {
        abortWith({ Error::Kind::Disconnected, QStringLiteral("the server has no SASL 2 any more"), {}, {} });
    } else if (const auto choice = chooseLogin(offer, m_settings, m_endPoint, m_refused); !choice) {
        abortWith(choice.error());
    }
}

static bool needsPassword(SaslChoice::Kind kind)
{
    return kind == SaslChoice::Kind::Scram || kind == SaslChoice::Kind::Plain;
}

void SaslLogin::attempt()
{
    const auto choice = chooseLogin(m_offer, m_settings, m_endPoint, m_refused);
    if (!choice) {
        abortWith(choice.error());
        return;
    }
    m_choice = *choice;
    if (needsPassword(m_choice.kind) && m_settings.password.isEmpty()) {
        abortWith({ Error::Kind::NotAuthorised, QStringLiteral("nothing but a password is taken"), {}, {} });
        return;
    }
    if (m_exchange) {
        m_exchange.release()->deleteLater();
    }
    m_exchange = SaslExchange::make(m_choice, m_offer, m_settings, m_random.next().toLatin1());
    connect(m_exchange.get(), &SaslExchange::respond, this, &SaslLogin::sendResponse);
    connect(m_exchange.get(), &SaslExchange::failed, this, &SaslLogin::abortWith);
    sendInitial(m_exchange->initialResponse());
}

void SaslLogin::sendInitial(const QByteArray &data)
{
    if (m_offer.profile == Profile::Rfc6120) {
        ElementBuilder auth({ ns::sasl, u"auth" });
        auth.attribute(u"mechanism", m_choice.mechanism);
        Q_EMIT send(auth.text(data.isEmpty() ? QStringLiteral("=") : toBase64(data)).build()); // RFC 6120, 6.4.2
        return;
    }
    ElementBuilder authenticate({ ns::sasl2, u"authenticate" });
    authenticate.attribute(u"mechanism", m_choice.mechanism);
    authenticate.textChild({ ns::sasl2, u"initial-response" }, toBase64(data));
    if (!m_settings.installation.isEmpty()) {
        authenticate.open({ ns::sasl2, u"user-agent" }).attribute(u"id", m_settings.installation);
        authenticate.textChild({ ns::sasl2, u"software" }, u"Natter").close();
    }
    for (const Element &request : m_requests) {
        authenticate.child(request);
    }
    if (m_choice.kind == SaslChoice::Kind::Token) {
        m_tokenMechanism = m_choice.mechanism; // a new one that comes unasked is for the same
        authenticate.child(ElementBuilder({ ns::fast, u"fast" }).build());
    } else {
        m_tokenMechanism = m_settings.installation.isEmpty()
            ? QString()
            : chooseTokenMechanism(m_offer, m_choice, !m_endPoint.isEmpty());
        if (!m_tokenMechanism.isEmpty()) {
            authenticate.open({ ns::fast, u"request-token" }).attribute(u"mechanism", m_tokenMechanism).close();
        }
        m_upgrades = m_settings.mayUpgrade ? chooseUpgrades(m_offer, m_choice) : QStringList();
        for (const QString &upgrade : std::as_const(m_upgrades)) {
            authenticate.textChild({ upgradeNs, u"upgrade" }, upgrade);
        }
    }
    Q_EMIT send(authenticate.build());
}

void SaslLogin::sendResponse(const QByteArray &data)
{
    if (m_done) {
        return;
    }
    const bool equals = data.isEmpty() && m_offer.profile == Profile::Rfc6120;
    ElementBuilder response(ElementName { profileNs(), u"response" });
    Q_EMIT send(response.text(equals ? QStringLiteral("=") : toBase64(data)).build());
}

void SaslLogin::handle(const Element &element)
{
    if (m_done || element.namespaceUri() != profileNs()) {
        return;
    }
    const QString name = element.localName();
    const bool sasl2 = m_offer.profile == Profile::Sasl2;
    const auto data = fromBase64(element.text());
    if (name == u"failure") {
        handleFailure(element);
    } else if (name == u"success") {
        handleSuccess(element);
    } else if (name == u"challenge" && data && m_exchange) {
        m_exchange->challenge(*data);
    } else if (name == u"continue" && sasl2) {
        handleContinue(element);
    } else if (name == u"task-data" && sasl2 && !m_task.isEmpty()) {
        handleTaskData(element);
    } else {
        abortWith({ Error::Kind::Malformed, QStringLiteral("unexpected answer during login"), {}, {} });
    }
}

void SaslLogin::handleFailure(const Element &failure)
{
    const Error error = saslFailure(failure);
    if (error.kind == Error::Kind::TemporaryAuthFailure) {
        abortWith(error); // it says nothing about what was shown
    } else if (m_exchange && m_choice.kind == SaslChoice::Kind::Token && !m_refused.token) {
        m_refused.token = true; // XEP-0484, 4.1: the password is next
        attempt();
    } else if (m_exchange && m_choice.kind == SaslChoice::Kind::External && !m_settings.password.isEmpty()) {
        m_refused.certificate = true;
        attempt();
    } else if (m_exchange && !m_refused.binding && mayRetryUnbound(m_offer, m_choice, m_settings.strongest)) {
        m_refused.binding = true;
        attempt();
    } else if (error.kind == Error::Kind::NotAuthorised && isAnotherServer()) {
        abortWith({ Error::Kind::ServerNotProven, error.detail, QStringLiteral("other-certificate"), error.text });
    } else {
        abortWith(error);
    }
}

/// A login that was bound to a certificate other than those that it ever worked with was refused: so it looks if
/// somebody in between passes it on.
bool SaslLogin::isAnotherServer() const
{
    return m_choice.binding.use == ChannelBinding::Use::Bound && !m_settings.vouchedCertificates.isEmpty()
        && !isVouched(m_settings, m_endPoint);
}

/// The SASL data in <success/> or <continue/>, if any.
std::optional<QByteArray> SaslLogin::dataOf(const Element &element) const
{
    if (m_offer.profile == Profile::Rfc6120) {
        return fromBase64(element.text());
    }
    const Element data = element.child({ ns::sasl2, u"additional-data" });
    return data ? fromBase64(data.text()) : std::nullopt;
}

Result<> SaslLogin::finishExchange(const Element &element)
{
    const Result<> proven = m_exchange->finish(dataOf(element));
    if (proven) {
        m_exchange.release()->deleteLater();
    }
    return proven;
}

/// XEP-0388, 2.6.3: we are known, but something is left to do. The only tasks we do are those we asked for.
void SaslLogin::handleContinue(const Element &element)
{
    const Result<> proven = m_exchange ? finishExchange(element) : Result<>();
    if (!proven) {
        abortWith(proven.error());
        return;
    }
    if (m_budget.isActive()) {
        abortWith({ Error::Kind::Malformed, QStringLiteral("another task before the first is done"), {}, {} });
        return;
    }
    m_task.clear();
    for (const Element &task : element.child({ ns::sasl2, u"tasks" }).children()) {
        if (m_upgrades.removeOne(task.text().trimmed())) {
            m_task = task.text().trimmed();
            break;
        }
    }
    if (m_task.isEmpty()) {
        abortWith({ Error::Kind::NoMechanism,
                    QStringLiteral("the server asks for a second step"),
                    QStringLiteral("task"),
                    {} });
        return;
    }
    Q_EMIT send(ElementBuilder({ ns::sasl2, u"next" }).attribute(u"task", m_task).build());
}

/// Once a task has begun the login cannot go on without it, and no other may begin on the stream (XEP-0388, 2.6.3 and
/// 4.8): whoever wants in makes the next one without asking for the upgrade.
void SaslLogin::forgoUpgrade(const QString &detail)
{
    abortWith({ Error::Kind::WeakLogin, detail, upgradeCondition.toString(), {} });
}

/// XEP-0480, 4: the server asks for what it needs to offer us a stronger mechanism from now on.
void SaslLogin::handleTaskData(const Element &element)
{
    const Element saltElement = element.child({ scramUpgradeNs, u"salt" });
    const auto salt = fromBase64(saltElement.text());
    const int iterations = saltElement.attribute(u"iterations").toInt();
    if (!salt || salt->isEmpty() || salt->size() > limits::saslValueBytes || iterations < limits::scramIterationsMin
        || iterations > limits::scramIterationsMax) {
        forgoUpgrade(QStringLiteral("an upgrade with unusable parameters"));
        return;
    }
    m_budget.start(m_settings.login.derivation);
    const ScramHash hash = *upgradeHash(std::exchange(m_task, {}));
    const auto salted = onPool([hash, password = m_settings.password, salt = *salt, iterations, stop = m_stop] {
        return scramSaltedPassword(hash, password, salt, iterations, stop);
    });
    whenDone(salted, this, [this](const QByteArray &bytes) {
        m_budget.stop();
        if (!m_done) {
            ElementBuilder answer({ ns::sasl2, u"task-data" });
            Q_EMIT send(answer.textChild({ scramUpgradeNs, u"hash" }, toBase64(bytes)).build());
        }
    });
}

void SaslLogin::handleSuccess(const Element &success)
{
    const Result<> proven = m_exchange ? finishExchange(success) : Result<>();
    if (!proven) {
        abortWith(proven.error());
        return;
    }
    finish();
    readToken(success);
    Q_EMIT succeeded(success);
}

void SaslLogin::readToken(const Element &success)
{
    const Element token = success.child({ ns::fast, u"token" });
    const QString text = token.attribute(u"token");
    if (m_tokenMechanism.isEmpty() || text.isEmpty() || text.size() > limits::saslValueBytes) {
        return;
    }
    const QDateTime expiry = QDateTime::fromString(token.attribute(u"expiry"), Qt::ISODate);
    m_newToken = FastToken { m_tokenMechanism, Secret(text), expiry };
}

/// Whatever is still being worked out is of no use any more.
void SaslLogin::finish()
{
    m_done = true;
    m_budget.stop();
    m_stop.raise();
}

void SaslLogin::abortWith(const Error &error)
{
    finish();
    Q_EMIT failed(error);
}

} // namespace natter
