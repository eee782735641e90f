// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/stanza.h"
#include "stanza/xml_writer.h"
#include "wire/xmpp_listener.h"

#include <cstdint>
#include <cstring>

using namespace natter;

static const QByteArray header("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                               "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");
static constexpr ElementName name { u"urn:example:any", u"any" };

static void require(bool holds)
{
    if (!holds) {
        __builtin_trap();
    }
}

/// Whatever text a person or another program has us send, what is read at the other end is that text without the
/// characters that XML forbids, and the stream goes on.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 4000) {
        return 0; // what is too long for an attribute is another matter
    }
    QString text(static_cast<qsizetype>(size / sizeof(char16_t)), Qt::Uninitialized); // halves of pairs as well
    std::memcpy(text.data(), data, static_cast<size_t>(text.size()) * sizeof(char16_t));
    if (size % 2 != 0) {
        text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    }
    Message message;
    message.id = text;
    message.setBody(text);
    message.addChild(ElementBuilder(name).attribute(u"any", text).text(text).build());

    XmppListener listener;
    listener.setLoggedIn();
    QList<Element> read;
    bool broken = false;
    QObject::connect(&listener, &XmppListener::elementReceived, &listener,
                     [&read](const Element &element) { read.append(element); });
    QObject::connect(&listener, &XmppListener::violated, &listener, [&broken] { broken = true; });
    listener.feed(header + message.write().toXml(u"jabber:client") + "<presence xmlns='jabber:client'/>");

    const QString expected = withoutForbiddenCharacters(text);
    require(!broken && read.size() == 2 && read.last().localName() == u"presence");
    const auto again = Message::read(read.first());
    require(again.has_value() && again->id == expected && again->body() == expected);
    const Element any = again->child(name);
    require(any.attribute(u"any") == expected && any.text() == expected);
    require(withoutForbiddenCharacters(expected) == expected);
    return 0;
}
