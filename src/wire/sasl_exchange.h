// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/sasl_choice.h"

#include <QObject>

#include <memory>

namespace natter {

/// The messages of one SASL mechanism (RFC 4422), however they are wrapped. Lives on the listener thread.
class SaslExchange : public QObject
{
    Q_OBJECT

public:
    /// For the login that was chosen; `nonce` is fresh.
    static std::unique_ptr<SaslExchange> make(const SaslChoice &choice, const SaslOffer &offer,
                                              const ConnectSettings &settings, const QByteArray &nonce);

    virtual QByteArray initialResponse() const = 0;
    /// Ends in respond() or failed().
    virtual void challenge(const QByteArray &data);
    /// The server says that we are in, with this data or none. Errors: ServerNotProven, Malformed.
    virtual Result<> finish(const std::optional<QByteArray> &data) = 0;

Q_SIGNALS:
    void respond(const QByteArray &data);
    void failed(const natter::Error &error);
};

} // namespace natter
