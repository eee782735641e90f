// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/stream_management.h"

#include "base/limits.h"
#include "base/log.h"
#include "stanza/element_builder.h"
#include "stanza/stanza.h"

namespace natter {

static bool isTrue(const QString &value) { return value == u"true" || value == u"1"; }

Element StreamManagement::enable()
{
    reset();
    m_asked = true;
    return ElementBuilder({ ns, u"enable" }).attribute(u"resume", QStringLiteral("true")).build();
}

bool StreamManagement::handleEnabled(const Element &answer, const Jid &bound)
{
    if (!m_asked || m_enabled) {
        return false;
    }
    if (!answer.is({ ns, u"enabled" })) {
        reset();
        return false;
    }
    m_enabled = true;
    m_bound = bound;
    if (isTrue(answer.attribute(u"resume"))) {
        m_id = answer.attribute(u"id");
        m_location = answer.attribute(u"location");
    }
    return true;
}

void StreamManagement::restore(const StreamState &state)
{
    reset();
    m_asked = true;
    m_enabled = true;
    m_restored = true;
    m_id = state.id;
    m_bound = state.bound;
    m_location = state.location;
    m_received = state.handled;
    m_handled = state.handled;
    m_told = state.handled;
}

Element StreamManagement::resume()
{
    m_resumedFrom = m_handled;
    return ElementBuilder({ ns, u"resume" })
        .attribute(u"previd", m_id)
        .attribute(u"h", QString::number(m_handled))
        .build();
}

Result<QList<Element>> StreamManagement::handleResumed(const Element &answer)
{
    if (answer.attribute(u"previd") != m_id) {
        return failure(Error::Kind::Malformed, QStringLiteral("the server resumed another stream"));
    }
    auto taken = acknowledge(answer.attribute(u"h"));
    if (taken) {
        m_handled = m_resumedFrom; // what was handled since we asked comes once more, as all behind it
        m_received = m_resumedFrom;
        m_told = m_resumedFrom;
        m_requested = false;
        m_unasked = static_cast<int>(m_unacknowledged.size());
        m_owed.reset();
        m_fruitless += m_unacknowledged.isEmpty() ? 0 : 1;
        if (m_fruitless == fruitlessResumptions) {
            qCWarning(logWire) << "nothing moves, however often this stream is resumed: the next one is new";
        }
    }
    return taken;
}

QList<Element> StreamManagement::handleFailed(const Element &answer)
{
    const auto taken = acknowledge(answer.attribute(u"h"));
    const auto counted = m_counted;
    reset();
    m_counted = counted;
    return taken.value_or(QList<Element>());
}

quint32 StreamManagement::noteSent(const Element &stanza)
{
    if (!m_asked || !isStanza(stanza)) {
        return 0;
    }
    m_unacknowledged.append(stanza);
    ++m_unasked;
    return m_acknowledged + static_cast<quint32>(m_unacknowledged.size());
}

std::optional<Element> StreamManagement::noteHandled(quint32 count)
{
    const quint32 progress = count - m_handled;
    if (!m_enabled || progress == 0 || progress > m_received - m_handled) {
        return std::nullopt;
    }
    m_handled = count;
    if (isOwedHandled() || m_handled - m_told >= limits::unacknowledgedStanzas) {
        return acknowledgement();
    }
    return std::nullopt;
}

/// One commit may bring more than the server asked about. Counts wrap: what is compared is how far both are behind.
bool StreamManagement::isOwedHandled() const { return m_owed && m_received - m_handled <= m_received - *m_owed; }

Element StreamManagement::handleRequest()
{
    m_owed = m_received;
    return acknowledgement();
}

std::optional<Element> StreamManagement::nextRequest()
{
    if (!m_enabled || m_requested || m_unacknowledged.isEmpty() || std::exchange(m_unasked, 0) == 0) {
        return std::nullopt;
    }
    return request();
}

Element StreamManagement::request()
{
    m_requested = true;
    return ElementBuilder({ ns, u"r" }).build();
}

Element StreamManagement::acknowledgement()
{
    m_told = m_handled;
    if (isOwedHandled()) {
        m_owed.reset();
    }
    return ElementBuilder({ ns, u"a" }).attribute(u"h", QString::number(m_handled)).build();
}

Result<QList<Element>> StreamManagement::handleAcknowledgement(const Element &answer)
{
    m_requested = false;
    return acknowledge(answer.attribute(u"h"));
}

/// Counts wrap, so a count that goes back looks like one that is far too high: both are more than we ever sent.
Result<QList<Element>> StreamManagement::acknowledge(const QString &count)
{
    bool valid = false;
    const quint32 h = count.toUInt(&valid);
    if (!valid || !m_asked) {
        return failure(Error::Kind::Malformed, QStringLiteral("an acknowledgement without a count"));
    }
    if (std::exchange(m_restored, false)) {
        m_counted = h; // of stanzas that another run sent
        m_acknowledged = h;
        return {};
    }
    const quint32 progress = h - m_acknowledged;
    if (progress > static_cast<quint64>(m_unacknowledged.size())) {
        m_tooHigh = h;
        return failure(Error::Kind::Malformed,
                       QStringLiteral("the server acknowledges %1 stanzas, but had %2 and %3 more since")
                           .arg(h)
                           .arg(m_acknowledged)
                           .arg(m_unacknowledged.size()));
    }
    const QList<Element> taken = m_unacknowledged.mid(0, progress);
    m_unacknowledged.remove(0, progress);
    m_acknowledged = h;
    if (progress > 0) {
        m_fruitless = 0;
    }
    return taken;
}

Element StreamManagement::handledCountTooHigh() const
{
    if (!m_tooHigh) {
        return {};
    }
    const auto sent = m_acknowledged + static_cast<quint32>(m_unacknowledged.size());
    return ElementBuilder({ ns, u"handled-count-too-high" })
        .attribute(u"h", QString::number(*m_tooHigh))
        .attribute(u"send-count", QString::number(sent))
        .build();
}

} // namespace natter
