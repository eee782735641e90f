// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xmpp_protocol.h"
#include "wire/xmpp_listener.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace natter;

static void print(FILE *stream, const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stream);
    std::fputc('\n', stream);
}

/// "message from=… to=… type=… body,delay": what the protocol layer makes of a top-level element.
static QByteArray summary(const Element &element)
{
    QByteArray line = element.localName().toUtf8();
    const bool understood = element.is(Message::name) ? Message::read(element).has_value()
        : element.is(Presence::name)                  ? Presence::read(element).has_value()
        : element.is(Iq::name)                        ? Iq::read(element).has_value()
                                                      : element.namespaceUri() == ns::stream;
    for (const QStringView name : { u"from", u"to", u"type" }) {
        const QString value = element.attribute(name);
        const Jid jid = name == u"type" ? Jid() : Jid::orNull(value);
        line += ' ' + name.toUtf8() + '=' + (jid.isNull() ? value : jid.toString()).toUtf8();
    }
    QByteArray payloads;
    for (const Element &child : element.children()) {
        payloads += (payloads.isEmpty() ? "" : ",") + child.localName().toUtf8();
    }
    return line + " payloads=" + payloads + (understood ? "" : " malformed");
}

/// Reads an XML stream from a file through XmppListener and writes back what it understood.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments().mid(1);
    const bool xml = arguments.removeAll(QStringLiteral("--xml")) > 0;
    QFile file(arguments.value(0));
    if (arguments.size() != 1 || !file.open(QIODevice::ReadOnly)) {
        print(stderr, "usage: natter-stanzas [--xml] FILE");
        return 2;
    }
    XmppListener listener;
    listener.setLoggedIn();
    int result = 0;
    QObject::connect(&listener, &XmppListener::elementReceived, &listener, [xml](const Element &element) {
        print(stdout, xml ? element.toXml(ns::client) : summary(element));
    });
    QObject::connect(&listener, &XmppListener::violated, &listener, [&result](const StreamViolation &violation) {
        print(stderr,
              "violation at byte " + QByteArray::number(violation.offset) + ": " + violation.condition.toUtf8() + ": "
                  + violation.detail.toUtf8());
        result = 1;
    });
    while (result == 0 && !file.atEnd()) {
        listener.feed(file.read(64 * 1024));
    }
    return result;
}
