// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/address_race.h"
#include "wire/address_resolver.h"
#include "wire/connect_settings.h"

#include <QObject>
#include <QTimer>

namespace natter {

/// Its host, without the brackets that an IPv6 literal may have.
QString bareHost(const Endpoint &endpoint);

/// The way to one endpoint: finds its addresses and has them race, each step with its deadline. Lives on the listener
/// thread.
class EndpointAttempt : public QObject
{
    Q_OBJECT

public:
    EndpointAttempt(NameService &names, const Endpoint &endpoint, const DialTimes &times, QObject *parent = nullptr);

    /// Ends in won() or lost(), unless stop() comes first.
    void start();
    void stop();
    const Endpoint &endpoint() const { return m_endpoint; }

Q_SIGNALS:
    /// A connected socket, which is the receiver's to close.
    void won(qintptr descriptor);
    void lost(const natter::Error &reason);
    /// The time is up after which another may begin beside it.
    void delayed();

private:
    const Endpoint m_endpoint;
    const DialTimes m_times;
    AddressResolver m_resolver;
    AddressRace m_race;
    QTimer m_deadline; ///< for the connection
};

} // namespace natter
