// XEP-0115: Entity Capabilities, version 1.6.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0115_entity_capabilities.h"

#include "base/future.h"
#include "base/text.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace natter {

static constexpr QStringView ownNode = u"natter:desktop";

std::optional<EntityCapabilities> EntityCapabilities::read(const Element &element)
{
    EntityCapabilities caps { cut(element.attribute(u"node"), limits::statusChars),
                              cut(element.attribute(u"ver"), limits::nameChars), element.attribute(u"hash") };
    return element.is(name) && !caps.version.isEmpty() ? std::optional(caps) : std::nullopt;
}

Element EntityCapabilities::write() const
{
    return ElementBuilder(name).attribute(u"hash", hash).attribute(u"node", node).attribute(u"ver", version).build();
}

/// i;octet order (RFC 4790, 9.3) is that of the UTF-8 bytes, which is the order of code points.
static QList<QByteArray> sortedBytes(const QStringList &texts)
{
    QList<QByteArray> bytes;
    for (const QString &text : texts) {
        bytes.append(text.toUtf8());
    }
    std::sort(bytes.begin(), bytes.end());
    return bytes;
}

/// The part of the verification string for one form; null if the form makes the whole information ill-formed.
static std::optional<QByteArray> formText(const DataForm &form)
{
    const DataForm::Field *type = form.field(u"FORM_TYPE");
    if (!type || (type->type != u"hidden" && !type->type.isEmpty())) {
        return QByteArray(); // ignored, 5.4 point 3.6
    }
    if (type->values.size() != 1) {
        return std::nullopt;
    }
    std::multiset<std::pair<QByteArray, QList<QByteArray>>> fields;
    for (const DataForm::Field &field : form.fields) {
        if (field.var != u"FORM_TYPE") {
            fields.emplace(field.var.toUtf8(), sortedBytes(field.values));
        }
    }
    QByteArray text = type->value().toUtf8() + '<';
    for (const auto &[var, values] : fields) {
        text += var + '<';
        for (const QByteArray &value : values) {
            text += value + '<';
        }
    }
    return text;
}

/// Text that could be taken for the structure around it.
static bool imitatesStructure(const DiscoInfo &info)
{
    QStringList texts = info.features;
    for (const DiscoInfo::Identity &identity : info.identities) {
        texts << identity.category << identity.type << identity.language << identity.label;
    }
    for (const DataForm &form : info.forms) {
        for (const DataForm::Field &field : form.fields) {
            texts << field.var << field.values;
        }
    }
    return std::any_of(texts.cbegin(), texts.cend(), [](const QString &text) { return text.contains(u'<'); });
}

QString capabilitiesHash(const DiscoInfo &info)
{
    using IdentityKey = std::array<QByteArray, 4>;
    std::multiset<IdentityKey> identities;
    for (const DiscoInfo::Identity &identity : info.identities) {
        identities.insert({ identity.category.toUtf8(), identity.type.toUtf8(), identity.language.toUtf8(),
                            identity.label.toUtf8() });
    }
    const auto features = sortedBytes(info.features);
    const bool repeated = std::adjacent_find(identities.cbegin(), identities.cend()) != identities.cend()
        || std::adjacent_find(features.cbegin(), features.cend()) != features.cend();
    if (repeated || imitatesStructure(info)) {
        return {};
    }
    std::map<QByteArray, QByteArray> forms; // by FORM_TYPE
    for (const DataForm &form : info.forms) {
        const auto text = formText(form);
        if (!text || (!text->isEmpty() && !forms.emplace(form.formType().toUtf8(), *text).second)) {
            return {};
        }
    }
    QByteArray text;
    for (const IdentityKey &identity : identities) {
        text += identity[0] + '/' + identity[1] + '/' + identity[2] + '/' + identity[3] + '<';
    }
    for (const QByteArray &feature : features) {
        text += feature + '<';
    }
    for (const auto &[type, part] : forms) {
        text += part;
    }
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64());
}

Capabilities::Capabilities(StanzaChannel &channel, ServiceDiscovery &discovery, const Roster &roster)
    : m_channel(channel)
    , m_discovery(discovery)
    , m_roster(roster)
{
}

bool Capabilities::supports(const Jid &full, QStringView feature) const
{
    if (m_personal.contains(full)) {
        return m_personal[full].contains(feature);
    }
    const QStringList *known = m_known.object(m_versions.value(full));
    return known && known->contains(feature);
}

void Capabilities::outgoing(Presence &presence)
{
    if (presence.type != Presence::Type::Available) {
        return;
    }
    const QString version = capabilitiesHash(m_discovery.own());
    m_discovery.setOwnNode(ownNode + u'#' + version);
    presence.add(EntityCapabilities { ownNode.toString(), version, QStringLiteral("sha-1") });
}

Extension::Verdict Capabilities::incoming(const Presence &presence)
{
    note(presence);
    return Verdict::Continue;
}

void Capabilities::note(const Presence &presence)
{
    if (presence.type == Presence::Type::Unavailable) {
        m_versions.remove(presence.from);
        m_personal.remove(presence.from);
        return;
    }
    const auto caps = presence.payload<EntityCapabilities>();
    if (presence.type != Presence::Type::Available || !caps || caps->hash != u"sha-1" || presence.from.isNull()
        || (m_versions.size() >= limits::rosterItems && !m_versions.contains(presence.from))) {
        return;
    }
    m_versions.insert(presence.from, caps->version);
    // A question tells that we are there: only those may hear it who see that anyway
    const Jid bare = presence.from.bare();
    if (bare != m_channel.self().bare() && !m_roster.item(bare).seesUs()) {
        return;
    }
    const auto asked = [&caps](const Question &question) { return question.about.version == caps->version; };
    if (!m_known.contains(caps->version) && m_waiting.size() < limits::capsCached
        && std::none_of(m_waiting.cbegin(), m_waiting.cend(), asked)) {
        m_waiting.append({ presence.from, *caps });
        askNext();
    }
}

void Capabilities::askNext()
{
    while (m_inFlight < limits::capsInFlight && !m_waiting.isEmpty()) {
        const Question question = m_waiting.takeFirst();
        if (m_known.contains(question.about.version)) {
            continue;
        }
        ++m_inFlight;
        const auto answer = m_discovery.ask(question.whom, question.about.node + u'#' + question.about.version);
        whenDone(answer, this, [this, question](const Result<Iq> &result) {
            m_inFlight = qMax(0, m_inFlight - 1);
            const auto info = result ? result->payload<DiscoInfo>() : std::nullopt;
            const bool matches = info && capabilitiesHash(*info) == question.about.version;
            if (matches && !info->forms.isEmpty()) {
                // In the fingerprint a form can look like features: others must not be judged by it
                m_personal.insert(question.whom, info->features);
            } else if (matches) {
                m_known.insert(question.about.version, new QStringList(info->features));
            } else if (info) {
                m_channel.refusals().note(QStringLiteral("capabilities"), question.whom.toString(),
                                          QStringLiteral("they do not match their fingerprint"));
            }
            askNext();
        });
    }
}

void Capabilities::sessionEnded()
{
    m_versions.clear();
    m_personal.clear();
    m_waiting.clear();
}

} // namespace natter
