// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/link_reader.h"
#include "support/scripted_names.h"
#include "support/scripted_proxy.h"
#include "support/web_server.h"

#include "base/limits.h"

#include <QtTest>

using namespace natter;

/// Pages that are fetched for a preview, of servers that mean well and of others.
class TestPageFetch : public QObject
{
    Q_OBJECT

    struct Outcome
    {
        std::optional<Page> page;
        std::optional<Error> error;

        QString why() const { return error ? errorKindName(error->kind) + ' ' + error->condition : QString(); }
    };

    static const TestAuthority &authority()
    {
        static const TestAuthority one;
        return one;
    }
    static Identity identityOf(const QStringList &names) { return authority().issue({ "web", names }); }
    static WebWay way()
    {
        WebWay trusting;
        trusting.tls.setCaCertificates(QSslCertificate::fromData(authority().pem()));
        return trusting;
    }
    static WebWay impatientWay()
    {
        WebWay impatient = way();
        impatient.deadline = std::chrono::milliseconds(700);
        return impatient;
    }
    static Outcome fetch(const QUrl &link, const Zone &zone = {}, const WebWay &by = way())
    {
        ScriptedNames names(zone);
        PageFetch fetch(names, by);
        Outcome outcome;
        connect(&fetch, &PageFetch::fetched, &fetch, [&outcome](const Page &page) { outcome.page = page; });
        connect(&fetch, &PageFetch::failed, &fetch, [&outcome](const Error &error) { outcome.error = error; });
        fetch.start(link);
        if (!QTest::qWaitFor([&outcome] { return outcome.page || outcome.error; }, 30'000)) {
            qFatal("it does not end");
        }
        return outcome;
    }

private Q_SLOTS:
    void pageIsFetchedAndLittleIsTold()
    {
        WebServer server(identityOf({ "IP:127.0.0.1" }));
        server.page("/a?b=c", "<title>T</title>");
        const Outcome outcome = fetch(QUrl(server.url("/a?b=c").toString() + "#part"));
        QCOMPARE(outcome.why(), QString());
        QCOMPARE(outcome.page->content, QByteArray("<title>T</title>"));
        QCOMPARE(outcome.page->type, QByteArray("text/html; charset=utf-8"));
        QCOMPARE(server.heads().size(), 1);
        const QByteArray head = server.heads().first();
        QVERIFY2(head.startsWith("GET /a?b=c HTTP/1.1\r\n"), head);
        QVERIFY2(head.contains("\r\nUser-Agent: Natter\r\n"), head);
        QVERIFY2(head.contains("\r\nAccept-Language: *\r\n"), head);
        for (const char *other : { "Cookie", "Referer", "Authorization", "Origin", "gzip", "part" }) {
            QVERIFY2(!head.contains(other), head);
        }
    }

    void cookiesAreNotKept()
    {
        WebServer server(identityOf({ "IP:127.0.0.1" }));
        server.answer("/",
                      { "HTTP/1.1 302 Found\r\nSet-Cookie: a=b; Path=/\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n" });
        server.page("/b", "<title>T</title>");
        QVERIFY(fetch(server.url("/")).page);
        QCOMPARE(server.heads().size(), 2);
        QVERIFY(!server.heads().last().contains("Cookie"));
        QVERIFY(!server.heads().last().contains("Referer"));
    }

    void nameIsProvenThoughItsAddressIsAsked()
    {
        WebServer server(identityOf({ "DNS:localhost" }));
        server.page("/", "<title>T</title>");
        Zone zone;
        zone.addresses["localhost"] = { QHostAddress("127.0.0.1") };
        const Outcome outcome = fetch(server.url("/", "localhost"), zone);
        QCOMPARE(outcome.why(), QString());
        QVERIFY2(
            server.heads().first().contains("\r\nHost: localhost:" + QByteArray::number(server.serverPort()) + "\r\n"),
            server.heads().first());
        QCOMPARE(*zone.questions, 1);
    }

    void otherAddressIsTriedIfOneIsDead()
    {
        WebServer server(identityOf({ "DNS:localhost" }));
        server.page("/", "<title>T</title>");
        Zone zone;
        zone.addresses["localhost"] = { QHostAddress("::1"), QHostAddress("127.0.0.2"), QHostAddress("127.0.0.1") };
        QCOMPARE(fetch(server.url("/", "localhost"), zone).why(), QString());
    }

    void whoCannotProveTheNameIsNotHeard_data()
    {
        QTest::addColumn<bool>("isTrusted");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("unknown authority") << false << QStringList { "IP:127.0.0.1" };
        QTest::newRow("other name") << true << QStringList { "DNS:capulet.lit" };
    }
    void whoCannotProveTheNameIsNotHeard()
    {
        QFETCH(bool, isTrusted);
        QFETCH(QStringList, names);
        WebServer server(identityOf(names));
        server.page("/", "<title>T</title>");
        QCOMPARE(fetch(server.url("/"), {}, isTrusted ? way() : WebWay()).why(), QString("TlsFailed "));
        QVERIFY(server.heads().isEmpty());
    }

    void nothingIsFetchedFromTheOwnNetwork_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address : { "127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fd00::1",
                                     "::ffff:127.0.0.1", "64:ff9b::127.0.0.1" }) {
            QTest::newRow(address) << address;
        }
    }
    void nothingIsFetchedFromTheOwnNetwork()
    {
        QFETCH(QString, address);
        WebServer server(identityOf({ "DNS:inside.lit" }));
        server.page("/", "<title>T</title>");
        Zone zone;
        zone.addresses["inside.lit"] = { QHostAddress("93.184.216.34"), QHostAddress(address) };
        QCOMPARE(fetch(server.url("/", "inside.lit"), zone).why(), QString("InvalidInput own-network"));
        QVERIFY(server.heads().isEmpty());
    }

    void ownHostDoesNotLeadToAnother()
    {
        WebServer other(identityOf({ "IP:127.0.0.2", "IP:127.0.0.1" }));
        WebServer server(identityOf({ "IP:127.0.0.1" }));
        server.redirect("/", other.url("/", "localhost").toEncoded());
        server.redirect("/address", "https://127.0.0.2:" + QByteArray::number(other.serverPort()));
        server.redirect("/metadata", "https://169.254.169.254/latest");
        for (const char *path : { "/", "/address", "/metadata" }) {
            QCOMPARE(fetch(server.url(path)).why(), QString("InvalidInput own-network"));
        }
        QVERIFY(other.heads().isEmpty());
    }

    void whatIsNoLinkOfTheWebIsRefused_data()
    {
        QTest::addColumn<QByteArray>("location");
        for (const char *location : { "file:///etc/passwd", "data:text/html,x", "ftp://127.0.0.1/", "qrc:/sql/x",
                                      "javascript:1", "https://", "https:\\\\127.0.0.1", "//a b/" }) {
            QTest::newRow(location) << QByteArray(location);
        }
    }
    void whatIsNoLinkOfTheWebIsRefused()
    {
        QFETCH(QByteArray, location);
        WebServer server(identityOf({ "IP:127.0.0.1" }));
        server.redirect("/", location);
        QCOMPARE(fetch(server.url("/")).why(), QString("InvalidInput no-page"));
        QCOMPARE(fetch(QUrl::fromEncoded(location)).error->kind, Error::Kind::InvalidInput);
    }

    void redirectionsAreFollowedToALimit()
    {
        WebServer server(identityOf({ "IP:127.0.0.1" }));
        server.page("/0", "<title>T</title>");
        for (int i = 1; i <= limits::pageRedirects + 1; ++i) {
            server.redirect('/' + QByteArray::number(i), QByteArray::number(i - 1));
        }
        server.redirect("/loop", "/loop");
        const auto after = [&server](int count) { return fetch(server.url('/' + QByteArray::number(count))).why(); };
        QCOMPARE(after(limits::pageRedirects - 1), QString());
        QCOMPARE(after(limits::pageRedirects), QString());
        QCOMPARE(after(limits::pageRedirects + 1), QString("InvalidInput redirections"));
        QCOMPARE(fetch(server.url("/loop")).why(), QString("InvalidInput redirections"));
    }

    void withoutTlsNothingIsHeardButWhereToGo()
    {
        WebServer plain; // of this computer, which the link names: that may be without
        plain.page("/", "<title>T</title>");
        QVERIFY(fetch(plain.url("/")).page);
        ScriptedProxy proxy(ScriptedProxy::Kind::Socks5, plain.serverPort());
        WebWay through = way();
        through.proxy = QNetworkProxy(QNetworkProxy::Socks5Proxy, "127.0.0.1", proxy.serverPort());
        QCOMPARE(fetch(QUrl("http://capulet.lit/"), {}, through).why(), QString("InvalidInput no-tls"));
        plain.redirect("/", "http://capulet.lit/again");
        QCOMPARE(fetch(QUrl("http://capulet.lit/"), {}, through).why(), QString("InvalidInput no-tls"));
    }

    void proxyIsAskedForTheNameAndNobodyElse()
    {
        WebServer server(identityOf({ "DNS:capulet.lit" }));
        server.page("/", "<title>T</title>");
        Zone zone;
        for (const auto kind : { ScriptedProxy::Kind::Socks5, ScriptedProxy::Kind::Http }) {
            ScriptedProxy proxy(kind, server.serverPort());
            proxy.demand("romeo", "pencil");
            WebWay through = way();
            through.proxy =
                QNetworkProxy(kind == ScriptedProxy::Kind::Http ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy,
                              "127.0.0.1", proxy.serverPort(), "romeo", "pencil");
            QCOMPARE(fetch(QUrl("https://capulet.lit/"), zone, through).why(), QString());
            QCOMPARE(proxy.asked(), QStringList("capulet.lit:443"));
            for (const char *own : { "https://127.0.0.1/", "https://localhost/", "https://[::1]/" }) {
                QCOMPARE(fetch(QUrl(own), zone, through).why(), QString("InvalidInput own-network"));
            }
            QCOMPARE(proxy.asked().size(), 1);
        }
        QCOMPARE(*zone.questions, 0);
    }

    void deadProxyIsNotGoneAround()
    {
        WebServer server(identityOf({ "DNS:capulet.lit" }));
        Zone zone;
        zone.addresses["capulet.lit"] = { QHostAddress("127.0.0.1") };
        WebWay through = way();
        quint16 port = 0;
        {
            QTcpServer gone;
            QVERIFY(gone.listen(QHostAddress::LocalHost));
            port = gone.serverPort();
        }
        through.proxy = QNetworkProxy(QNetworkProxy::Socks5Proxy, "127.0.0.1", port);
        QCOMPARE(fetch(QUrl("https://capulet.lit/"), zone, through).why(), QString("UnreachableThroughProxy "));
        QCOMPARE(*zone.questions, 0);
    }

    void onlyHtmlIsRead_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<bool>("isRead");
        QTest::newRow("HTML") << QByteArray("200 OK\r\nContent-Type: Text/HTML") << true;
        QTest::newRow("XHTML") << QByteArray("200 OK\r\nContent-Type: application/xhtml+xml;charset=x") << true;
        QTest::newRow("picture") << QByteArray("200 OK\r\nContent-Type: image/png") << false;
        QTest::newRow("no type") << QByteArray("200 OK\r\nX: y") << false;
        QTest::newRow("not found") << QByteArray("404 Not Found\r\nContent-Type: text/html") << false;
        QTest::newRow("asks for a password")
            << QByteArray("401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Type: text/html") << false;
        QTest::newRow("part") << QByteArray("206 Part\r\nContent-Type: text/html") << false;
        QTest::newRow("packed, though nobody asked for that")
            << QByteArray("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip") << false;
    }
    void onlyHtmlIsRead()
    {
        QFETCH(QByteArray, head);
        QFETCH(bool, isRead);
        WebServer server(identityOf({ "IP:127.0.0.1" }));
        server.answer("/", { "HTTP/1.1 " + head + "\r\n\r\n<title>T</title>" });
        QCOMPARE(fetch(server.url("/")).why(), isRead ? QString() : QString("InvalidInput no-page"));
    }

    void endlessPageIsReadToALimit()
    {
        WebServer server(identityOf({ "IP:127.0.0.1" }));
        server.answer("/", { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", QByteArray(100'000, 'x') });
        const Outcome outcome = fetch(server.url("/"));
        QCOMPARE(outcome.why(), QString());
        QCOMPARE(outcome.page->content.size(), limits::pageBytes);
        QVERIFY(server.bytesSaid() < 16 * limits::pageBytes);
    }

    void endlessHeadIsNotReadForLong_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::newRow("headers") << QByteArray("X: y\r\n").repeated(1000);
        QTest::newRow("a long one") << QByteArray(10'000, 'x');
        QTest::newRow("answers before the answer") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(300);
    }
    void endlessHeadIsNotReadForLong()
    {
        QFETCH(QByteArray, piece);
        WebServer server(identityOf({ "IP:127.0.0.1" }));
        const QByteArray start = piece.startsWith("HTTP") ? QByteArray() : QByteArray("HTTP/1.1 200 OK\r\nA: b");
        server.answer("/", { start, piece });
        QCOMPARE(fetch(server.url("/"), {}, impatientWay()).why(), QString("Timeout "));
        QVERIFY(server.bytesSaid() > piece.size());
    }

    void pageThatIsCutIsReadAsFarAsItGoes()
    {
        WebServer server(identityOf({ "IP:127.0.0.1" }));
        server.answer("/", { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<title>T" });
        QCOMPARE(fetch(server.url("/")).page->content, QByteArray("<title>T"));
    }

    void whoeverTakesTooLongIsNotWaitedFor_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
        QTest::newRow("head alone") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>T");
    }
    void whoeverTakesTooLongIsNotWaitedFor()
    {
        QFETCH(QByteArray, said);
        WebServer server(identityOf({ "IP:127.0.0.1" }));
        server.answer("/", { said, {}, false });
        QCOMPARE(WebWay().deadline, std::chrono::milliseconds(limits::pageDeadline));
        QCOMPARE(fetch(server.url("/"), {}, impatientWay()).why(), QString("Timeout "));
    }

    void namesThatAreNotAnsweredAreNotWaitedFor()
    {
        Zone zone;
        zone.silent = { "capulet.lit" };
        QCOMPARE(fetch(QUrl("https://capulet.lit/"), zone, impatientWay()).why(), QString("Timeout "));
        QCOMPARE(fetch(QUrl("https://nowhere.lit/"), zone).why(), QString("HostNotFound "));
    }

    void cardIsMadeOfThePage()
    {
        WebServer server(identityOf({ "DNS:localhost" }));
        server.page("/", "<meta property='og:title' content='The ball'>");
        Zone zone;
        zone.addresses["localhost"] = { QHostAddress("127.0.0.1") };
        LinkReader reader(std::make_unique<ScriptedNames>(zone));
        QList<LinkCard> cards;
        QList<Error> errors;
        connect(&reader, &LinkReader::made, this, [&cards](const LinkCard &card) { cards.append(card); });
        connect(&reader, &LinkReader::failed, this, [&errors](const Error &error) { errors.append(error); });
        const QString link = server.url("/", "localhost").toString();
        reader.read(link + "none", way()); // is not wanted any more
        reader.read(link, way());
        QTRY_COMPARE(cards, (QList { LinkCard { link, "The ball" } }));
        reader.read(link + "none", way());
        QTRY_COMPARE(errors.size(), 1);
        reader.read(link, way());
        reader.cancel();
        reader.read(link + "none", way());
        QTRY_COMPARE(errors.size(), 2);
        QCOMPARE(cards.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestPageFetch)
#include "tst_page_fetch.moc"
