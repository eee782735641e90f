// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/scripted_names.h"
#include "support/watched_client.h"

#include <QDataStream>

using namespace natter;

/// What a client says first over TLS, in the clear (RFC 8446, 4.1.2).
struct ClientHello
{
    QHash<int, QByteArray> extensions;

    static QByteArray taken(QDataStream &in, int lengthBytes)
    {
        quint32 length = 0;
        for (int i = 0; i < lengthBytes; ++i) {
            quint8 byte = 0;
            in >> byte;
            length = length << 8 | byte;
        }
        QByteArray bytes(static_cast<qsizetype>(length), '\0');
        return in.readRawData(bytes.data(), static_cast<int>(length)) == bytes.size() ? bytes : QByteArray();
    }
    /// Nothing, as long as it is not whole.
    static std::optional<ClientHello> parse(const QByteArray &record)
    {
        QDataStream in(record);
        in.skipRawData(3); // a record of the handshake, and its version
        const QByteArray handshake = taken(in, 2);
        if (!record.startsWith("\x16\x03") || !handshake.startsWith('\x01')) {
            return std::nullopt;
        }
        QDataStream hello(handshake);
        hello.skipRawData(1 + 3 + 2 + 32); // type, length, version, random
        taken(hello, 1); // session
        taken(hello, 2); // ciphers
        taken(hello, 1); // compression
        const QByteArray all = taken(hello, 2);
        ClientHello result;
        for (QDataStream list(all); !list.atEnd();) {
            quint16 type = 0;
            list >> type;
            result.extensions.insert(type, taken(list, 2));
        }
        return result;
    }
    /// Of RFC 6066, 3; nothing, if it is not there.
    QByteArray serverName() const
    {
        const QByteArray extension = extensions.value(0);
        QDataStream in(extension);
        in.skipRawData(2 + 1); // length of the list, kind: a host's name
        return taken(in, 2);
    }
    /// Of RFC 7301, 3.1.
    QList<QByteArray> protocols() const
    {
        const QByteArray extension = extensions.value(16);
        QDataStream in(extension);
        in.skipRawData(2); // length of the list
        QList<QByteArray> names;
        while (!in.atEnd()) {
            names.append(taken(in, 1));
        }
        return names;
    }
};

/// The server that answers for many domains learns from the first bytes whom we want, and that we speak XMPP
/// (XEP-0368): the account's domain, wherever the way to its server led.
class TestClientHello : public QObject
{
    Q_OBJECT

    static constexpr QLatin1String otherHost { "xmpp.verona.lit" };

    /// Up to where TLS begins, which never does here: what the client says then arrives as it is.
    static Script untilTls(TlsMode tls)
    {
        return tls == TlsMode::Direct ? Script()
                                      : Script()
                                            .header()
                                            .features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                                            .expect("<starttls")
                                            .expect("/>")
                                            .send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    }
    static std::optional<ClientHello> helloTo(const ScriptedServer &server)
    {
        const QByteArray all = server.received();
        const qsizetype start = all.indexOf("\x16\x03");
        return start < 0 ? std::nullopt : ClientHello::parse(all.mid(start));
    }

private Q_SLOTS:
    void itNamesTheDomainAndNotTheHost_data()
    {
        QTest::addColumn<TlsMode>("tls");
        QTest::addColumn<bool>("byHand");
        QTest::addColumn<QString>("domain");
        QTest::addColumn<QByteArray>("name");
        const QString ascii = QStringLiteral("montague.lit");
        const QString german = QStringLiteral("m\u00f6ntague.lit");
        for (const TlsMode tls : { TlsMode::Direct, TlsMode::StartTls }) {
            const char *way = tls == TlsMode::Direct ? "direct TLS" : "STARTTLS";
            QTest::addRow("%s, host from DNS", way) << tls << false << ascii << QByteArray("montague.lit");
            QTest::addRow("%s, host by hand", way) << tls << true << ascii << QByteArray("montague.lit");
            QTest::addRow("%s, name beyond ASCII", way) << tls << false << german << QByteArray("xn--mntague-90a.lit");
        }
    }
    void itNamesTheDomainAndNotTheHost()
    {
        QFETCH(TlsMode, tls);
        QFETCH(bool, byHand);
        QFETCH(QString, domain);
        QFETCH(QByteArray, name);
        ScriptedServer server(untilTls(tls));
        const Endpoint endpoint { otherHost, server.serverPort(), tls };
        Zone zone;
        zone.addresses[endpoint.host] = { QHostAddress(QHostAddress::LocalHost) };
        const QString service =
            tls == TlsMode::Direct ? QStringLiteral("_xmpps-client") : QStringLiteral("_xmpp-client");
        zone.services[service + QStringLiteral("._tcp.") + QString::fromLatin1(name)] = { { endpoint, 0, 0 } };
        ConnectSettings settings;
        settings.account = Jid::orNull(QStringLiteral("romeo@") + domain);
        settings.password = Secret(QStringLiteral("pencil"));
        settings.endpoints = byHand ? QList<Endpoint> { endpoint } : QList<Endpoint>();
        WatchedClient client(ScriptedNames::of(zone));
        client.open(settings);
        QTRY_VERIFY2(helloTo(server), qPrintable(client.end()));
        QCOMPARE(helloTo(server)->serverName(), name);
        QVERIFY2(!server.received().contains(otherHost.data()), "the host's name is nobody's business");
        if (tls == TlsMode::Direct) {
            QCOMPARE(helloTo(server)->protocols(), QList<QByteArray> { "xmpp-client" });
            QVERIFY2(server.received().startsWith("\x16\x03"), "something came before TLS");
        }
    }

    void domainThatIsAnAddressIsNoName() // RFC 6066, 3
    {
        ScriptedServer server(untilTls(TlsMode::Direct));
        ConnectSettings settings = WatchedClient::settingsFor(server, {}, TlsMode::Direct);
        settings.account = Jid::orNull(u"romeo@127.0.0.1");
        WatchedClient client;
        client.open(settings);
        QTRY_VERIFY2(helloTo(server), qPrintable(client.end()));
        QVERIFY(!helloTo(server)->extensions.contains(0));
        QCOMPARE(helloTo(server)->protocols(), QList<QByteArray> { "xmpp-client" });
    }
};

QTEST_GUILESS_MAIN(TestClientHello)
#include "tst_client_hello.moc"
