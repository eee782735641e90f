// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/xmpp_listener.h"

#include <QElapsedTimer>
#include <QXmlStreamReader>

#include <gloox/parser.h>
#include <gloox/tag.h>
#include <gloox/taghandler.h>

#include <algorithm>
#include <cstdio>

using namespace natter;

static constexpr qsizetype streamSize = 25 * 1000 * 1000;
static constexpr int rounds = 15;

/// A stream as a busy account sees it: messages with the usual payloads, presence, results.
static QByteArray makeStream()
{
    QByteArray stream = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                        "xmlns:stream='http://etherx.jabber.org/streams' id='s' version='1.0'>";
    for (int i = 0; stream.size() < streamSize; ++i) {
        const QByteArray n = QByteArray::number(i);
        stream += "<message from='juliet" + n
            + "@capulet.lit/balcony' to='romeo@montague.lit/orchard' type='chat' id='m" + n
            + "'><body>What's in a name? That which we call a rose by any other word would smell as sweet. "
              "\xE2\x9D\xA4 "
            + n
            + "</body><active xmlns='http://jabber.org/protocol/chatstates'/><request xmlns='urn:xmpp:receipts'/>"
              "<origin-id xmlns='urn:xmpp:sid:0' id='o"
            + n
            + "'/><stanza-id xmlns='urn:xmpp:sid:0' "
              "by='romeo@montague.lit' id='s"
            + n + "'/></message>";
        stream += "<presence from='nurse@capulet.lit/" + n
            + "'><show>away</show><status>in the house &amp; busy</status>"
              "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:example' ver='"
            + n + "='/></presence>";
        if (i % 10 == 0) {
            stream +=
                "<iq type='result' id='q" + n + "' to='romeo@montague.lit/orchard'><query xmlns='jabber:iq:roster'>";
            for (int j = 0; j < 8; ++j) {
                stream += "<item jid='friend" + QByteArray::number(j)
                    + "@verona.lit' name='Friend' subscription='both'>"
                      "<group>Verona</group></item>";
            }
            stream += "</query></iq>";
        }
    }
    return stream;
}

static double bareReader(const QByteArray &stream, qsizetype chunk)
{
    QElapsedTimer timer;
    timer.start();
    QXmlStreamReader reader;
    qint64 tokens = 0;
    for (qsizetype at = 0; at < stream.size(); at += chunk) {
        reader.addData(stream.mid(at, chunk));
        while (reader.readNext() != QXmlStreamReader::Invalid) {
            ++tokens;
        }
        if (reader.error() != QXmlStreamReader::PrematureEndOfDocumentError) {
            qFatal("the bare reader failed");
        }
    }
    return tokens > 0 ? static_cast<double>(timer.nsecsElapsed()) : 0;
}

static double listener(const QByteArray &stream, qsizetype chunk)
{
    QElapsedTimer timer;
    timer.start();
    XmppListener listener;
    listener.setLoggedIn();
    qint64 elements = 0;
    QObject::connect(&listener, &XmppListener::elementReceived, &listener,
                     [&elements](const Element &) { ++elements; });
    for (qsizetype at = 0; at < stream.size(); at += chunk) {
        listener.feed(QByteArrayView(stream).sliced(at, std::min(chunk, stream.size() - at)));
    }
    if (elements < 10'000) {
        qFatal("the listener delivered %lld elements", static_cast<long long>(elements));
    }
    return static_cast<double>(timer.nsecsElapsed());
}

class Counter final : public gloox::TagHandler
{
public:
    void handleTag(gloox::Tag *) override { ++tags; }
    qint64 tags = 0;
};

static double glooxParser(const QByteArray &stream, qsizetype chunk)
{
    QElapsedTimer timer;
    timer.start();
    Counter counter;
    gloox::Parser parser(&counter);
    for (qsizetype at = 0; at < stream.size(); at += chunk) {
        const QByteArray part = stream.mid(at, chunk);
        std::string data(part.constData(), static_cast<size_t>(part.size()));
        if (parser.feed(data) >= 0) {
            qFatal("gloox failed");
        }
    }
    if (counter.tags < 10'000) {
        qFatal("gloox delivered %lld tags", static_cast<long long>(counter.tags));
    }
    return static_cast<double>(timer.nsecsElapsed());
}

static constexpr double bound = 0.75;

static double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Throughput of the listener and of gloox's parser as a ratio to bare tokenising of the same bytes in the same run.
int main()
{
    const QByteArray stream = makeStream();
    bool fast = true;
    std::printf("| chunk | bare QXmlStreamReader, MB/s | XmppListener ÷ bare | gloox ÷ bare |\n|---|---|---|---|\n");
    for (const qsizetype chunk : { qsizetype(1460), qsizetype(4096), qsizetype(65536) }) {
        std::vector<double> speeds;
        std::vector<double> ours;
        std::vector<double> theirs;
        for (int round = 0; round < rounds; ++round) {
            const double bare = bareReader(stream, chunk);
            ours.push_back(bare / listener(stream, chunk));
            theirs.push_back(bare / glooxParser(stream, chunk));
            speeds.push_back(static_cast<double>(stream.size()) * 1000 / bare);
        }
        std::printf("| %lld B | %.0f | %.2f | %.2f |\n", static_cast<long long>(chunk), median(speeds), median(ours),
                    median(theirs));
        std::fflush(stdout);
        fast = fast && median(ours) >= bound;
    }
    std::printf("The bound is %.2f of bare tokenising: %s\n", bound, fast ? "kept" : "MISSED");
    return fast ? 0 : 1;
}
