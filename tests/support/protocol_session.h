// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/counting_random.h"
#include "support/fake_clock.h"
#include "support/xml.h"

#include "protocol/xmpp_protocol.h"

namespace natter {

/// An XmppProtocol without a network: what it sends is collected, what it receives is written in the test.
/// Our address is romeo@montague.lit/orchard; juliet@capulet.lit is a contact both ways, paris@verona.lit a stranger.
class ProtocolSession
{
public:
    ProtocolSession();

    FakeClock clock;
    CountingRandom random;
    XmppProtocol protocol { clock, random };
    QList<Element> sent; ///< since the last take()

    /// Starts the session and answers the roster and the server's service discovery; `sent` is empty afterwards.
    void start(const QByteArray &rosterItems = contacts(), const QByteArray &serverFeatures = {});
    /// Only starts it: the first requests stay open and in `sent`.
    void startUnanswered(const QByteArray &streamFeatures = {});

    void receive(const QByteArray &stanza) { protocol.receive({ stanzaFrom(stanza) }); }
    void receiveAll(const QList<QByteArray> &stanzas);
    QList<Element> take() { return std::exchange(sent, {}); }
    /// The first request in `sent` whose payload has that name; null if there is none.
    Element request(ElementName payload) const;
    /// A result to `request` with that payload, from the entity it went to.
    static QByteArray resultTo(const Element &request, const QByteArray &payload = {});
    /// Lets queued work run.
    static void settle();

    static QByteArray contacts();
    static Jid self() { return Jid::orNull(u"romeo@montague.lit/orchard"); }
    static Jid juliet() { return Jid::orNull(u"juliet@capulet.lit"); }
};

} // namespace natter
