// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "base/log.h"
#include "base/random_id.h"
#include "protocol/xmpp_protocol.h"
#include "stanza/xml_writer.h"
#include "wire/xmpp_listener.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>

#include <cstdio>

using namespace natter;

static void print(FILE *stream, const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stream);
    std::fputc('\n', stream);
}

/// Whether the protocol layer takes a top-level element. It receives them as whom the first one is addressed to.
static bool isTaken(XmppProtocol &protocol, const Element &element)
{
    if (element.namespaceUri() == ns::stream) {
        return true;
    }
    if (!protocol.channel().isOpen()) {
        const Jid to = Jid::orNull(element.attribute(u"to"));
        const Jid self = to.hasLocal() ? to : Jid::orNull(u"romeo@montague.lit");
        protocol.startSession(self.isBare() ? self.withResource(u"stanzas") : self, {});
    }
    const int dropped = protocol.droppedCount();
    protocol.receive({ element });
    return protocol.droppedCount() == dropped;
}

/// "message from=… to=… type=… payloads=body,delay": what was understood of a top-level element.
static QByteArray summary(const Element &element, bool taken)
{
    QByteArray line = element.localName().toUtf8();
    for (const QStringView name : { u"from", u"to", u"type" }) {
        const QString value = element.attribute(name);
        const Jid jid = name == u"type" ? Jid() : Jid::orNull(value);
        line += ' ' + name.toUtf8() + '=' + forLog(jid.isNull() ? value : jid.toString()).toUtf8();
    }
    QByteArray payloads;
    for (const Element &child : element.children()) {
        payloads += (payloads.isEmpty() ? "" : ",") + child.localName().toUtf8();
    }
    return line + " payloads=" + payloads + (taken ? "" : " dropped");
}

static QByteArray canonical(const Element &element)
{
    XmlWriter writer(ns::client, XmlWriter::Attributes::Sorted);
    writer.write(element);
    return writer.take();
}

static constexpr auto usage =
    "usage: natter-stanzas [--xml] FILE\n"
    "    Reads an XML stream from FILE, and prints a line for each stanza, or, with --xml, the\n"
    "    stanza itself as canonical XML. Exit code 1: the stream is not what a server may send.";

/// Prints what the file has in it; the exit code.
static int read(QFile &file, bool xml)
{
    QLoggingCategory::setFilterRules(QStringLiteral("natter.*=false")); // what is wrong is said here
    const SystemClock clock;
    RandomId random;
    XmppProtocol protocol(clock, random);
    XmppListener listener;
    listener.setLoggedIn();
    int result = 0;
    bool opened = false;
    QObject::connect(&listener, &XmppListener::streamOpened, &listener, [&opened] { opened = true; });
    QObject::connect(&listener, &XmppListener::elementReceived, &listener, [&, xml](const Element &element) {
        if (listener.leftOut() > 0) {
            return; // no more than its head
        }
        const bool taken = isTaken(protocol, element);
        print(stdout, xml ? canonical(element) : summary(element, taken));
    });
    QObject::connect(&listener, &XmppListener::violated, &listener, [&result](const StreamViolation &violation) {
        print(stderr,
              "violation at byte " + QByteArray::number(violation.offset) + ": " + violation.condition.toUtf8() + ": "
                  + violation.detail.toUtf8());
        result = 1;
    });
    while (result == 0 && !file.atEnd()) {
        const qint64 before = file.pos();
        const QByteArray bytes = file.read(64 * 1024);
        for (qsizetype from = 0, to = 0; result == 0 && from < bytes.size(); from = to) {
            to = bytes.indexOf('>', from) + 1; // tag by tag, or what the parser finds would be said of the end
            to = to > 0 ? to : bytes.size();
            listener.feed(QByteArrayView(bytes).sliced(from, to - from));
            if (listener.leftOut() > 0) { // a client goes on without it
                print(stderr,
                      "violation at byte " + QByteArray::number(before + from)
                          + ": policy-violation: a stanza beyond the limits");
                result = 1;
            }
        }
    }
    if (result == 0 && (!opened || listener.isInsideStanza())) {
        print(stderr, "violation at byte " + QByteArray::number(file.size()) + ": the stream ends in the middle");
        return 1;
    }
    return result;
}

/// Reads an XML stream from a file through XmppListener and XmppProtocol, and writes back what they understood.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments().mid(1);
    const bool xml = arguments.removeAll(QStringLiteral("--xml")) > 0;
    if (arguments.contains(QStringLiteral("--help")) || arguments.contains(QStringLiteral("-h"))) {
        print(stdout, usage);
        return 0;
    }
    if (arguments.size() != 1 || arguments.first().startsWith(u"--")) {
        print(stderr, usage);
        return 2;
    }
    QFile file(arguments.first());
    if (!file.open(QIODevice::ReadOnly)) {
        print(stderr, (file.fileName() + u": " + file.errorString()).toLocal8Bit());
        return 2;
    }
    return read(file, xml);
}
