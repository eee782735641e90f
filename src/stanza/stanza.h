// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element_builder.h"
#include "stanza/jid.h"
#include "stanza/namespaces.h"
#include "stanza/stanza_error.h"

#include <QList>
#include <QMetaType>

#include <optional>

namespace natter {

/// What messages, presence and IQs have in common: addresses, id, and payloads that are asked for by type.
/// A payload type has `static constexpr ElementName name`, `static std::optional<T> read(const Element &)` and
/// `Element write() const`.
class Stanza
{
public:
    Jid from; ///< null if the stanza has none
    Jid to; ///< null if the stanza has none
    QString id;

    /// The first payload of that type that can be read.
    template <typename T> std::optional<T> payload() const
    {
        for (const Element &child : m_children) {
            if (child.is(T::name)) {
                if (auto found = T::read(child)) {
                    return found;
                }
            }
        }
        return std::nullopt;
    }
    template <typename T> bool has() const { return !child(T::name).isNull(); }
    template <typename T> void add(const T &payload) { m_children.append(payload.write()); }

    void addChild(const Element &element) { m_children.append(element); }
    Element child(ElementName name) const;
    const QList<Element> &children() const { return m_children; }

protected:
    /// Takes over addresses and children; false if an address is present but not valid.
    bool readCommon(const Element &element);
    ElementBuilder startElement(QStringView name, const QString &type) const;
    Element finish(ElementBuilder builder) const;

    QList<Element> m_children;
};

/// RFC 6121, 5.
class Message : public Stanza
{
public:
    enum class Type { Normal, Chat, Groupchat, Headline, Error };
    static constexpr ElementName name { ns::client, u"message" };

    Type type = Type::Chat;

    /// Null if `element` is no message or has a malformed address.
    static std::optional<Message> read(const Element &element);
    Element write() const;

    /// The text: the first body without xml:lang, else the first body; null if there is none.
    QString body() const;
    void setBody(const QString &text);
    std::optional<StanzaError> error() const { return payload<StanzaError>(); }
};

/// RFC 6121, 4.
class Presence : public Stanza
{
public:
    enum class Type { Available, Unavailable, Subscribe, Subscribed, Unsubscribe, Unsubscribed, Probe, Error };
    enum class Show { Online, Chat, Away, ExtendedAway, DoNotDisturb };
    static constexpr ElementName name { ns::client, u"presence" };

    Type type = Type::Available;
    Show show = Show::Online;
    QString status;
    int priority = 0;

    /// Null if `element` is no presence, has a malformed address or an unknown type.
    static std::optional<Presence> read(const Element &element);
    Element write() const;
    std::optional<StanzaError> error() const { return payload<StanzaError>(); }
};

/// RFC 6120, 8.2.3.
class Iq : public Stanza
{
public:
    enum class Type { Get, Set, Result, Error };
    static constexpr ElementName name { ns::client, u"iq" };

    Type type = Type::Get;

    /// Null if `element` is no IQ, has no id, a malformed address or an unknown type.
    static std::optional<Iq> read(const Element &element);
    Element write() const;

    bool isRequest() const { return type == Type::Get || type == Type::Set; }
    /// The one child of a request, the first of a result; null if there is none.
    Element payloadElement() const { return m_children.isEmpty() ? Element() : m_children.first(); }
    /// An empty answer to this request.
    Iq resultFor() const;
    Iq errorFor(StanzaError::Type errorType, const QString &condition) const;
    /// For type Error.
    StanzaError error() const;
};

/// A message, presence or IQ, and none of the other elements of a stream.
bool isStanza(const Element &element);

} // namespace natter

Q_DECLARE_METATYPE(natter::Message)
Q_DECLARE_METATYPE(natter::Presence)
Q_DECLARE_METATYPE(natter::Iq)
