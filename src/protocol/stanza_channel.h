// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/random_id.h"
#include "base/refusal_log.h"
#include "protocol/provenance.h"
#include "protocol/xep/xep0478_stream_limits.h"
#include "stanza/stanza.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include <memory>

namespace natter {

/// How extensions speak: sends stanzas, and pairs requests with their answers. Every request is answered exactly
/// once: by the peer, by Timeout after limits::iqDeadline, or by Disconnected.
class StanzaChannel : public QObject
{
    Q_OBJECT

public:
    StanzaChannel(const Clock &clock, RandomId &random);
    ~StanzaChannel() override;

    /// Our full address; null without a session.
    const Jid &self() const { return m_self; }
    const Provenance &provenance() const { return m_provenance; }
    const Element &streamFeatures() const { return m_features; }
    RefusalLog &refusals() { return m_refusals; }
    bool isOpen() const { return !m_self.isNull(); }
    RandomId &random() { return m_random; }
    const Clock &clock() const { return m_clock; }

    void open(const Jid &self, const Element &streamFeatures, const QStringList &switchedOn = {});
    /// Binding brought this feature: there is no need to ask for it.
    bool isSwitchedOn(QStringView feature) const { return m_switchedOn.contains(feature); }
    /// A new connection of the same session; it may have other features and limits.
    void resume(const Element &streamFeatures);
    /// Answers what is still open with Disconnected.
    void close();

    /// Error: InvalidInput, if the stanza is larger than what the server takes (XEP-0478); it would end the stream.
    Result<> send(const Message &message) { return sendElement(message.write()); }
    Result<> send(const Presence &presence) { return sendElement(presence.write()); }
    Result<> send(const Iq &iq) { return sendElement(iq.write()); }
    /// An element that may be none of these.
    Result<> sendElement(const Element &element);

    /// Sends a get or set under a fresh id. Errors: NotConnected, Timeout, Disconnected, Remote (the stanza error),
    /// LimitExceeded (more than limits::openIqs are open), InvalidInput (as send()).
    QFuture<Result<Iq>> request(Iq iq);
    /// Somebody sends this themselves: if it is a request with an id, its answer is no surprise.
    void expectAnswer(const Element &request);
    /// Takes a result or error. False if it answers nothing we asked of that sender.
    bool takeAnswer(const Iq &iq);

Q_SIGNALS:
    void elementReady(const natter::Element &element);

private:
    struct OpenRequest
    {
        Jid to;
        std::chrono::milliseconds deadline;
        std::shared_ptr<QPromise<Result<Iq>>> promise;
    };

    QFuture<Result<Iq>> await(const Iq &iq);
    void finish(const OpenRequest &request, Result<Iq> answer);
    void expire();

    const Clock &m_clock;
    RandomId &m_random;
    RefusalLog m_refusals { m_clock };
    Jid m_self;
    Provenance m_provenance;
    Element m_features;
    QStringList m_switchedOn;
    StreamLimits m_limits; ///< as the features say
    QHash<QString, OpenRequest> m_open;
    QTimer m_expiry;
};

} // namespace natter
