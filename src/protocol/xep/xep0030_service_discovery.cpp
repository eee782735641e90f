// XEP-0030: Service Discovery, version 2.5.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0030_service_discovery.h"

#include "base/future.h"
#include "base/limits.h"

namespace natter {

static constexpr QStringView infoNs = DiscoInfo::name.ns;
static constexpr QStringView itemsNs = DiscoItems::name.ns;

std::optional<DiscoInfo> DiscoInfo::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    DiscoInfo info;
    info.node = element.attribute(u"node");
    for (const Element &child : element.children()) {
        if (child.is({ infoNs, u"identity" }) && info.identities.size() < limits::formOptions) {
            info.identities.append({ child.attribute(u"category"), child.attribute(u"type"),
                                     child.attribute(ns::xml, u"lang"), child.attribute(u"name") });
        } else if (child.is({ infoNs, u"feature" }) && info.features.size() < limits::discoItems) {
            info.features.append(child.attribute(u"var"));
        } else if (auto form = DataForm::read(child); form && info.forms.size() < limits::formFields) {
            info.forms.append(*form);
        }
    }
    return info;
}

Element DiscoInfo::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"node", node.isEmpty() ? QString() : node);
    for (const Identity &identity : identities) {
        builder.open({ infoNs, u"identity" });
        builder.attribute(u"category", identity.category).attribute(u"type", identity.type);
        if (!identity.language.isEmpty()) {
            builder.attribute(ns::xml, u"lang", identity.language);
        }
        builder.attribute(u"name", identity.label.isEmpty() ? QString() : identity.label).close();
    }
    for (const QString &feature : features) {
        builder.open({ infoNs, u"feature" }).attribute(u"var", feature).close();
    }
    for (const DataForm &form : forms) {
        builder.child(form.write());
    }
    return builder.build();
}

std::optional<DiscoItems> DiscoItems::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    DiscoItems items;
    items.node = element.attribute(u"node");
    items.set = ResultSet::read(element.child(ResultSet::name));
    for (const Element &child : element.children()) {
        const Jid address = child.is({ itemsNs, u"item" }) ? Jid::orNull(child.attribute(u"jid")) : Jid();
        if (!address.isNull() && items.items.size() < limits::discoItems) {
            items.items.append({ address, child.attribute(u"node"), child.attribute(u"name") });
        }
    }
    return items;
}

Element DiscoItems::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"node", node.isEmpty() ? QString() : node);
    for (const Item &item : items) {
        builder.open({ itemsNs, u"item" }).attribute(u"jid", item.address.toString());
        builder.attribute(u"node", item.node.isEmpty() ? QString() : item.node);
        builder.attribute(u"name", item.label.isEmpty() ? QString() : item.label).close();
    }
    if (set) {
        builder.child(set->write());
    }
    return builder.build();
}

ServiceDiscovery::ServiceDiscovery(StanzaChannel &channel) : m_channel(channel)
{
    m_own.identities = { { QStringLiteral("client"), QStringLiteral("pc"), {}, QStringLiteral("Natter") } };
}

void ServiceDiscovery::setOwnFeatures(const QStringList &features) { m_own.features = features; }

QFuture<Result<Iq>> ServiceDiscovery::ask(const Jid &entity, const QString &node)
{
    Iq iq;
    iq.to = entity;
    iq.addChild(DiscoInfo { node, {}, {}, {} }.write());
    return m_channel.request(iq);
}

QFuture<Result<Iq>> ServiceDiscovery::askForItems(const Jid &entity, const std::optional<ResultSet> &set,
                                                  const QString &node)
{
    Iq iq;
    iq.to = entity;
    iq.add(DiscoItems { {}, set, node });
    return m_channel.request(iq);
}

void ServiceDiscovery::sessionStarted()
{
    askUntilKnown(m_channel.self().domainJid(), &ServiceDiscovery::serverKnown, limits::discoTries);
    askUntilKnown(m_channel.self().bare(), &ServiceDiscovery::accountKnown, limits::discoTries);
}

void ServiceDiscovery::askUntilKnown(const Jid &entity, Known known, int tries)
{
    whenDone(ask(entity), this, [this, entity, known, tries](const Result<Iq> &answer) {
        if (const auto info = answer ? answer->payload<DiscoInfo>() : std::nullopt) {
            Q_EMIT(this->*known)(*info);
        } else if (!answer && answer.error().kind == Error::Kind::Timeout && tries > 1) {
            askUntilKnown(entity, known, tries - 1);
        }
    });
}

std::optional<Iq> ServiceDiscovery::answer(const Iq &iq)
{
    const Element query = iq.payloadElement();
    if (iq.type != Iq::Type::Get) {
        return std::nullopt;
    }
    if (query.is(DiscoItems::name)) {
        Iq result = iq.resultFor();
        result.add(DiscoItems {});
        return result;
    }
    if (!query.is(DiscoInfo::name)) {
        return std::nullopt;
    }
    const QString node = query.attribute(u"node");
    if (!node.isEmpty() && node != m_ownNode) {
        return iq.errorFor(StanzaError::Type::Cancel, QStringLiteral("item-not-found"));
    }
    Iq result = iq.resultFor();
    DiscoInfo info = m_own;
    info.node = node;
    result.add(info);
    return result;
}

} // namespace natter
