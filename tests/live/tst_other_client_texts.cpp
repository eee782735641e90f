// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/other_pair.h"

#include "models/forwarded_text.h"

#include <QtTest>

using namespace natter;

/// What a text is besides its words, between us and a client that is not ours.
class TestOtherClientTexts : public QObject
{
    Q_OBJECT

    static constexpr int patience = OtherPair::patience;
    LiveServers m_servers;
    std::unique_ptr<OtherPair> m_pair;

    OtherPair &pair() { return *m_pair; }
    QJsonObject say(const ChatMessage &message)
    {
        pair().outbox().submit(message);
        return pair().heard(message.body);
    }
    ChatMessage saying(const QString &text) { return natter::saying(pair().chat(), text).value(); }

private Q_SLOTS:
    void initTestCase()
    {
        m_pair = std::make_unique<OtherPair>(m_servers);
        QVERIFY2(pair().begins(), qPrintable(pair().juliet.errors()));
    }
    void cleanupTestCase() { m_pair.reset(); }

    void actions() // XEP-0245
    {
        QCOMPARE(say(saying("/me climbs the wall"))["body"].toString(), QString("/me climbs the wall"));
        const ChatMessage theirs = pair().hear("a1", "/me leans her cheek upon her hand");
        QCOMPARE(theirs.body, QString("/me leans her cheek upon her hand"));
        QVERIFY(!theirs.isAbout());
    }

    void spoilers() // XEP-0382
    {
        const QString name = QStringLiteral("{urn:xmpp:spoiler:0}spoiler");
        ChatMessage ours = saying("They both die");
        ours.spoiler = QStringLiteral("the end");
        QCOMPARE(OtherClient::element(say(ours), name)["text"].toString(), QString("the end"));
        ours = saying("And the others too");
        ours.spoiler = QString();
        const QJsonObject unnamed = OtherClient::element(say(ours), name);
        QVERIFY(!unnamed.isEmpty() && unnamed["text"].toString().isEmpty());
        QVERIFY(OtherClient::element(say(saying("nothing to hide")), name).isEmpty());

        const QString hint = QStringLiteral("<spoiler xmlns='urn:xmpp:spoiler:0'>the end</spoiler>");
        QCOMPARE(pair().hear("s1", "It is the lark", { hint }).spoiler, std::optional(QString("the end")));
        const QString none = QStringLiteral("<spoiler xmlns='urn:xmpp:spoiler:0'/>");
        QCOMPARE(pair().hear("s2", "It was the nightingale", { none }).spoiler, std::optional(QString()));
        QVERIFY(!pair().hear("s3", "More light and light").spoiler);
    }

    void styling() // XEP-0393: nothing but the text goes over the wire
    {
        const QJsonObject said = say(saying("*Juliet* is the `sun`"));
        QCOMPARE(said["body"].toString(), QString("*Juliet* is the `sun`"));
        QVERIFY(OtherClient::element(said, "{urn:xmpp:styling:0}unstyled").isEmpty());
        const ChatMessage styled = pair().hear("u1", "*Deny* thy father");
        QVERIFY(!styled.isUnstyled);
        QCOMPARE(styled.body, QString("*Deny* thy father"));
        const ChatMessage plain =
            pair().hear("u2", "*Refuse* thy name", { QStringLiteral("<unstyled xmlns='urn:xmpp:styling:0'/>") });
        QVERIFY(plain.isUnstyled);
        QCOMPARE(plain.body, QString("*Refuse* thy name"));
    }

    void linkCards() // XEP-0511
    {
        const QString rdf = QStringLiteral("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}");
        ChatMessage ours = saying("See https://capulet.lit/ball");
        const LinkCard card { "https://capulet.lit/ball", "The ball", "All are welcome", "Capulets" };
        ours.cards = { card };
        const QJsonObject description = OtherClient::element(say(ours), rdf + "Description");
        QCOMPARE(OtherClient::attribute(description, rdf + "about"), card.link);
        const auto told = [&description](const char *name) {
            const QString whole = QStringLiteral("{https://ogp.me/ns#}%1").arg(QLatin1String(name));
            return OtherClient::element(description, whole)["text"].toString();
        };
        QCOMPARE(told("title"), card.title);
        QCOMPARE(told("description"), card.description);
        QCOMPARE(told("site_name"), card.site);

        const QString payload = QStringLiteral(
            "<rdf:Description xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:og='https://ogp.me/ns#' "
            "rdf:about='%1'><og:title>The ball</og:title><og:description>All are welcome</og:description>"
            "<og:site_name>Capulets</og:site_name></rdf:Description>");
        const ChatMessage theirs = pair().hear("l1", "Look: https://capulet.lit/ball", { payload.arg(card.link) });
        QCOMPARE(theirs.cards, QList { card });
        const QString other = payload.arg("https://montague.lit/");
        QVERIFY(pair().hear("l2", "Another: https://capulet.lit/", { other }).cards.isEmpty()); // which is not written
    }

    void whatIsForwardedArrivesAsAQuotation()
    {
        const ChatMessage original = pair().hear("f1", "What's in a name?\nThat which we call a rose");
        const QString text = forwardedText({ original }, [](const ChatMessage &) { return QStringLiteral("Juliet"); });
        const QStringList lines = say(saying(text))["body"].toString().split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].startsWith("Juliet, "), qPrintable(lines[0]));
        QCOMPARE(lines.mid(1), QStringList({ "> What's in a name?", "> That which we call a rose" }));
        QCOMPARE(say(saying(forwardedText({ original })))["body"].toString(), original.body);
    }
};

QTEST_GUILESS_MAIN(TestOtherClientTexts)
#include "tst_other_client_texts.moc"
