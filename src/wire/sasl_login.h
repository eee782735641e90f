// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random_id.h"
#include "crypto/scram.h"
#include "stanza/element.h"
#include "wire/connect_settings.h"

#include <QObject>

#include <optional>

namespace natter {

/// One SASL login (RFC 6120, 6): picks the strongest mechanism both sides know and carries out its exchange.
/// Lives on the listener thread; keys are derived on the thread pool.
class SaslLogin : public QObject
{
    Q_OBJECT

public:
    SaslLogin(const ConnectSettings &settings, RandomId &random, QObject *parent = nullptr);

    /// `mechanisms` is the element of the stream features. SCRAM-SHA-512, -256, -1, then PLAIN if the account
    /// allows it. Must be called on an encrypted stream only.
    void start(const Element &mechanisms);
    /// <challenge/>, <success/> or <failure/>.
    void handle(const Element &element);
    QString mechanism() const { return m_mechanism; }

Q_SIGNALS:
    void send(const natter::Element &element);
    void succeeded();
    /// NoMechanism, NotAuthorised, AccountUnusable, TemporaryAuthFailure, ServerNotProven, WeakLogin, Malformed.
    void failed(const natter::Error &error);

private:
    void startScram(ScramHash hash);
    void startPlain();
    void answerChallenge(const QByteArray &challenge);
    void finish(const Element &success);
    void abortWith(const Error &error);
    void sendData(QStringView elementName, const QByteArray &data);

    const ConnectSettings m_settings;
    RandomId &m_random;
    QString m_mechanism;
    ScramHash m_hash = ScramHash::Sha1;
    std::optional<ScramExchange> m_scram;
    bool m_challenged = false;
    bool m_proofSent = false;
    bool m_done = false;
};

} // namespace natter
