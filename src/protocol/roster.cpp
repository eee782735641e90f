// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/roster.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"

namespace natter {

static constexpr ElementName queryName { ns::roster, u"query" };

Roster::Roster(StanzaChannel &channel) : m_channel(channel) { }

void Roster::restore(const QList<RosterItem> &items, const QString &version)
{
    m_version = version;
    for (const RosterItem &item : items) {
        m_items.insert(item.jid, item);
    }
}

void Roster::sessionStarted() { request(); }

void Roster::sessionEnded()
{
    m_loading = false;
    m_meanwhile.clear();
}

void Roster::request()
{
    m_loading = true;
    m_current = false;
    const bool versioned = !m_channel.streamFeatures().child({ ns::rosterVersioning, u"ver" }).isNull();
    Iq iq;
    ElementBuilder query(queryName);
    if (versioned) {
        query.attribute({}, u"ver", m_version); // empty: we have none yet (RFC 6121, 2.6.2)
    }
    iq.addChild(query.build());
    whenDone(m_channel.request(iq), this, [this](const Result<Iq> &answer) {
        if (answer) {
            takeResult(*answer);
        } else if (answer.error().kind == Error::Kind::Timeout && m_channel.isOpen()) {
            request();
        } else {
            qCWarning(logProtocol).noquote() << "no roster:" << forLog(answer.error().detail);
            applyMeanwhile();
        }
    });
}

void Roster::takeResult(const Iq &iq)
{
    const Element query = iq.child(queryName);
    if (query) { // otherwise ours is current (RFC 6121, 2.6.3)
        QHash<Jid, RosterItem> items;
        for (const Element &child : query.children()) {
            const auto item = RosterItem::read(child);
            if (item && items.size() < limits::rosterItems) {
                items.insert(item->jid, *item);
            }
        }
        m_items = items;
        m_version = query.attribute(u"ver");
        Q_EMIT replaced(m_items.values(), m_version);
    }
    m_current = true;
    applyMeanwhile();
    Q_EMIT loaded();
}

void Roster::applyMeanwhile()
{
    m_loading = false;
    const auto meanwhile = std::exchange(m_meanwhile, {});
    for (const auto &[item, version] : meanwhile) {
        apply(item, version);
    }
}

void Roster::apply(const RosterItem &item, const QString &version)
{
    if (!m_current) {
        m_version = QLatin1String(""); // what is missing before this push has to be asked for next time
    } else if (!version.isNull()) {
        m_version = version;
    }
    if (item.subscription == RosterItem::Subscription::Remove) {
        m_items.remove(item.jid);
    } else if (m_items.contains(item.jid) || m_items.size() < limits::rosterItems) {
        m_items.insert(item.jid, item);
    } else {
        return;
    }
    Q_EMIT changed(item, m_version);
}

std::optional<Iq> Roster::answer(const Iq &iq)
{
    const Element query = iq.payloadElement();
    if (iq.type != Iq::Type::Set || !query.is(queryName)) {
        return std::nullopt;
    }
    if (!m_channel.provenance().may(Claim::RosterPush, iq.from)) {
        m_channel.refusals().note(QStringLiteral("roster push"), iq.from.toString());
        return iq.errorFor(StanzaError::Type::Cancel, QStringLiteral("service-unavailable"));
    }
    const auto item = RosterItem::read(query.firstChild());
    if (!item) {
        return iq.errorFor(StanzaError::Type::Modify, QStringLiteral("bad-request"));
    }
    const QString version = query.hasAttribute(u"ver") ? query.attribute(u"ver") + QLatin1String("") : QString();
    if (m_loading) {
        m_meanwhile.append({ *item, version }); // the list that is on its way may be older
    } else {
        apply(*item, version);
    }
    return iq.resultFor();
}

QFuture<Result<Iq>> Roster::set(const RosterItem &item)
{
    Iq iq;
    iq.type = Iq::Type::Set;
    iq.addChild(ElementBuilder(queryName).child(item.write()).build());
    return m_channel.request(iq);
}

QFuture<Result<Iq>> Roster::remove(const Jid &bare)
{
    return set(RosterItem { bare, {}, RosterItem::Subscription::Remove, false, {} });
}

} // namespace natter
