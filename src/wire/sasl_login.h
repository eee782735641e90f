// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random_id.h"
#include "base/stop_flag.h"
#include "wire/sasl_exchange.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace natter {

/// One login on one stream, in the wrapping of RFC 6120, 6 or of SASL 2 (XEP-0388): chooses how, and chooses once more
/// where only the channel binding or the token may have been refused. Lives on the listener thread.
class SaslLogin : public QObject
{
    Q_OBJECT

public:
    /// `endPoint`: the binding data `tls-server-end-point` of the stream; empty if there is none.
    SaslLogin(const ConnectSettings &settings, RandomId &random, const QByteArray &endPoint, QObject *parent = nullptr);
    ~SaslLogin() override;

    /// `requests` go with the login if `offer` is one of SASL 2: resumption, binding. On an encrypted stream only.
    void start(const SaslOffer &offer, const QList<Element> &requests = {});
    /// The server offers something else than what start() was told. What is under way goes on, if it may; whatever
    /// follows is chosen from `offer`.
    void correct(const SaslOffer &offer, const QList<Element> &requests);
    /// What the server says in the namespace of the offer's profile.
    void handle(const Element &element);

    // Once it has succeeded
    QString mechanism() const { return m_choice.mechanism; }
    /// The strongest login of the account, this one included.
    LoginRecord strongest() const { return strongestAfter(m_settings.strongest, m_choice, m_refused); }
    /// A token for the next logins, if the server gave one.
    const std::optional<FastToken> &newToken() const { return m_newToken; }
    bool isTokenRefused() const { return m_refused.token; }

Q_SIGNALS:
    void send(const natter::Element &element);
    /// The server has proved itself and lets us in, with this element.
    void succeeded(const natter::Element &success);
    void failed(const natter::Error &error);

private:
    void attempt();
    void sendInitial(const QByteArray &data);
    void sendResponse(const QByteArray &data);
    void handleFailure(const Element &failure);
    void handleContinue(const Element &element);
    void handleTaskData(const Element &element);
    void finish();
    void forgoUpgrade(const QString &detail);
    void handleSuccess(const Element &success);
    Result<> finishExchange(const Element &element);
    void readToken(const Element &success);
    bool isAnotherServer() const;
    void abortWith(const Error &error);
    QStringView profileNs() const;
    std::optional<QByteArray> dataOf(const Element &element) const;

    const ConnectSettings m_settings;
    RandomId &m_random;
    const QByteArray m_endPoint;
    SaslOffer m_offer;
    QList<Element> m_requests;
    SaslChoice m_choice;
    SaslRefusals m_refused;
    std::unique_ptr<SaslExchange> m_exchange; ///< null once it is through
    QString m_tokenMechanism; ///< that a token was asked for
    QStringList m_upgrades; ///< tasks that were asked for (XEP-0480)
    QString m_task; ///< the one that is running
    StopFlag m_stop; ///< of its derivation
    QTimer m_budget; ///< of the same
    std::optional<FastToken> m_newToken;
    bool m_done = false;
};

} // namespace natter
