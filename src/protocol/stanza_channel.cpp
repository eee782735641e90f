// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/stanza_channel.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"

namespace natter {

StanzaChannel::StanzaChannel(const Clock &clock, RandomId &random) : m_clock(clock), m_random(random)
{
    m_expiry.setInterval(1000);
    connect(&m_expiry, &QTimer::timeout, this, &StanzaChannel::expire);
}

StanzaChannel::~StanzaChannel() { close(); }

void StanzaChannel::open(const Jid &self, const Element &streamFeatures, const QStringList &switchedOn)
{
    m_self = self;
    m_provenance = Provenance(self);
    m_switchedOn = switchedOn;
    resume(streamFeatures);
}

void StanzaChannel::resume(const Element &streamFeatures)
{
    m_features = streamFeatures;
    m_limits = StreamLimits::of(streamFeatures);
}

void StanzaChannel::close()
{
    m_self = {};
    m_provenance = {};
    m_expiry.stop();
    m_refusals.tellRepeated();
    const auto open = std::exchange(m_open, {});
    for (const OpenRequest &request : open) {
        finish(request, failure(Error::Kind::Disconnected, QStringLiteral("the session ended before the answer")));
    }
}

Result<> StanzaChannel::sendElement(const Element &element)
{
    if (m_limits.maxBytes && element.toXml(ns::client).size() > *m_limits.maxBytes) {
        qCWarning(logProtocol).noquote() << "not sent, as the server takes no more than" << *m_limits.maxBytes
                                         << "bytes:" << element.localName();
        return failure(Error::Kind::InvalidInput, QStringLiteral("larger than what the server takes"));
    }
    Q_EMIT elementReady(element);
    return {};
}

QFuture<Result<Iq>> StanzaChannel::request(Iq iq)
{
    if (!isOpen()) {
        return readyFuture<Result<Iq>>(failure(Error::Kind::NotConnected, QStringLiteral("there is no connection")));
    }
    if (m_open.size() >= limits::openIqs) {
        return readyFuture<Result<Iq>>(failure(Error::Kind::LimitExceeded, QStringLiteral("too many open requests")));
    }
    iq.id = m_random.next();
    auto future = await(iq);
    if (const auto sent = send(iq); !sent) {
        finish(m_open.take(iq.id), failure(sent.error()));
    }
    return future;
}

QFuture<Result<Iq>> StanzaChannel::await(const Iq &iq)
{
    auto promise = std::make_shared<QPromise<Result<Iq>>>();
    promise->start();
    m_open.insert(iq.id, { iq.to, m_clock.monotonic() + limits::iqDeadline, promise });
    if (!m_expiry.isActive()) {
        m_expiry.start();
    }
    return promise->future();
}

void StanzaChannel::expectAnswer(const Element &request)
{
    const auto iq = Iq::read(request);
    const bool asks = iq && (iq->type == Iq::Type::Get || iq->type == Iq::Type::Set) && !iq->id.isEmpty();
    if (asks && isOpen() && !m_open.contains(iq->id) && m_open.size() < limits::openIqs) {
        await(*iq);
    }
}

void StanzaChannel::finish(const OpenRequest &request, Result<Iq> answer)
{
    request.promise->addResult(std::move(answer));
    request.promise->finish();
}

bool StanzaChannel::takeAnswer(const Iq &iq)
{
    const auto open = m_open.constFind(iq.id);
    if (open == m_open.constEnd() || !m_provenance.mayAnswer(open->to, iq.from)) {
        m_refusals.note(QStringLiteral("answer"), iq.from.toString(), QStringLiteral("nobody asked"));
        return false;
    }
    const OpenRequest request = *open;
    m_open.erase(open);
    if (iq.type == Iq::Type::Error) {
        finish(request, failure(iq.error().toError()));
    } else {
        finish(request, iq);
    }
    return true;
}

void StanzaChannel::expire()
{
    QList<OpenRequest> late;
    const auto now = m_clock.monotonic();
    for (auto open = m_open.begin(); open != m_open.end();) {
        if (open->deadline <= now) {
            late.append(*open);
            open = m_open.erase(open);
        } else {
            ++open;
        }
    }
    if (m_open.isEmpty()) {
        m_expiry.stop();
    }
    for (const OpenRequest &request : late) {
        finish(request, failure(Error::Kind::Timeout, QStringLiteral("no answer")));
    }
}

} // namespace natter
