// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/stanza.h"

#include "base/limits.h"
#include "base/text.h"

#include <array>

namespace natter {

static constexpr std::array messageTypes { u"normal", u"chat", u"groupchat", u"headline", u"error" };
static constexpr std::array presenceTypes { u"",           u"unavailable", u"subscribe",
                                            u"subscribed", u"unsubscribe", u"unsubscribed",
                                            u"probe",      u"error" };
static constexpr std::array showNames { u"", u"chat", u"away", u"xa", u"dnd" };
static constexpr std::array iqTypes { u"get", u"set", u"result", u"error" };
static constexpr ElementName bodyName { ns::client, u"body" };

template <typename Enum, size_t N>
static std::optional<Enum> enumOf(const std::array<const char16_t *, N> &names, QStringView text)
{
    for (size_t i = 0; i < N; ++i) {
        if (text == QStringView(names[i])) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

template <typename Enum, size_t N> static QString nameOf(const std::array<const char16_t *, N> &names, Enum value)
{
    const QStringView text(names[static_cast<size_t>(value)]);
    return text.isEmpty() ? QString() : text.toString();
}

Element Stanza::child(ElementName name) const
{
    for (const Element &candidate : m_children) {
        if (candidate.is(name)) {
            return candidate;
        }
    }
    return {};
}

bool Stanza::readCommon(const Element &element)
{
    for (const auto &[attribute, jid] : { std::pair(u"from", &from), std::pair(u"to", &to) }) {
        const QString text = element.attribute(attribute);
        if (!text.isEmpty()) {
            const auto parsed = Jid::parse(text);
            if (!parsed) {
                return false;
            }
            *jid = *parsed;
        }
    }
    id = element.attribute(u"id");
    for (const Element &child : element.children()) {
        m_children.append(child);
    }
    return true;
}

ElementBuilder Stanza::startElement(QStringView name, const QString &type) const
{
    ElementBuilder builder(ElementName { ns::client, name });
    if (!from.isNull()) {
        builder.attribute(u"from", from.toString());
    }
    if (!to.isNull()) {
        builder.attribute(u"to", to.toString());
    }
    builder.attribute(u"id", id.isEmpty() ? QString() : id).attribute(u"type", type);
    return builder;
}

Element Stanza::finish(ElementBuilder builder) const
{
    for (const Element &child : m_children) {
        builder.child(child);
    }
    return builder.build();
}

std::optional<Message> Message::read(const Element &element)
{
    Message message;
    if (!element.is(name) || !message.readCommon(element)) {
        return std::nullopt;
    }
    // RFC 6121, 5.2.2: an unknown type is "normal"
    message.type = enumOf<Type>(messageTypes, element.attribute(u"type")).value_or(Type::Normal);
    return message;
}

Element Message::write() const
{
    return finish(startElement(u"message", type == Type::Normal ? QString() : nameOf(messageTypes, type)));
}

QString Message::body() const
{
    QString result;
    for (const Element &child : m_children) {
        if (child.is(bodyName)) {
            if (child.attribute(ns::xml, u"lang").isEmpty()) {
                return child.text();
            }
            if (result.isNull()) {
                result = child.text();
            }
        }
    }
    return result;
}

void Message::setBody(const QString &text) { m_children.prepend(ElementBuilder(bodyName).text(text).build()); }

std::optional<Presence> Presence::read(const Element &element)
{
    Presence presence;
    if (!element.is(name) || !presence.readCommon(element)) {
        return std::nullopt;
    }
    const auto type = enumOf<Type>(presenceTypes, element.attribute(u"type"));
    if (!type) {
        return std::nullopt;
    }
    presence.type = *type;
    const QString show = presence.child({ ns::client, u"show" }).text().trimmed();
    presence.show = enumOf<Show>(showNames, show).value_or(Show::Online);
    presence.status = cut(presence.child({ ns::client, u"status" }).text(), limits::statusChars);
    presence.priority = qBound(-128, presence.child({ ns::client, u"priority" }).text().trimmed().toInt(), 127);
    // From here on they are members, and write() adds them again
    presence.m_children.removeIf([](const Element &child) {
        return child.is({ ns::client, u"show" }) || child.is({ ns::client, u"status" })
            || child.is({ ns::client, u"priority" });
    });
    return presence;
}

Element Presence::write() const
{
    ElementBuilder builder = startElement(u"presence", nameOf(presenceTypes, type));
    if (show != Show::Online) {
        builder.textChild({ ns::client, u"show" }, nameOf(showNames, show));
    }
    if (!status.isEmpty()) {
        builder.textChild({ ns::client, u"status" }, status);
    }
    if (priority != 0) {
        builder.textChild({ ns::client, u"priority" }, QString::number(priority));
    }
    return finish(std::move(builder));
}

std::optional<Iq> Iq::read(const Element &element)
{
    Iq iq;
    if (!element.is(name) || !iq.readCommon(element) || iq.id.isEmpty()) {
        return std::nullopt;
    }
    const auto type = enumOf<Type>(iqTypes, element.attribute(u"type"));
    if (!type) {
        return std::nullopt;
    }
    iq.type = *type;
    return iq;
}

Element Iq::write() const { return finish(startElement(u"iq", nameOf(iqTypes, type))); }

Iq Iq::resultFor() const
{
    Iq answer;
    answer.type = Type::Result;
    answer.to = from;
    answer.id = id;
    return answer;
}

Iq Iq::errorFor(StanzaError::Type errorType, const QString &condition) const
{
    Iq answer = resultFor();
    answer.type = Type::Error;
    answer.add(StanzaError { errorType, condition, {} });
    return answer;
}

StanzaError Iq::error() const
{
    return payload<StanzaError>().value_or(
        StanzaError { StanzaError::Type::Cancel, QStringLiteral("undefined-condition"), {} });
}

bool isStanza(const Element &element)
{
    return element.is(Message::name) || element.is(Presence::name) || element.is(Iq::name);
}

} // namespace natter
