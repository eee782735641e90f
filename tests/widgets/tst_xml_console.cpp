// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_server.h"
#include "support/test_authority.h"
#include "support/window_world.h"

#include "stanza/element_reader.h"
#include "widgets/xml_console.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace natter;

/// The console shows what goes over the wire, but not what people wrote unless asked for.
class TestXmlConsole : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            account = addRomeo();
            console = new XmlConsole(accounts);
            static_cast<QWidget *>(console)->show();
        }
        ~Fixture() { delete console; }
        QString log() { return console->findChild<QPlainTextEdit *>("log")->toPlainText(); }
        void trace(const QByteArray &xml, bool sent) { Q_EMIT account->elementTraced(*parseElement(xml), sent); }
        void send(const QString &xml)
        {
            auto *input = console->findChild<QLineEdit *>("input");
            input->setText(xml);
            QTest::keyClick(input, Qt::Key_Return);
        }
        QString problem()
        {
            const auto *label = console->findChild<QLabel *>("problem");
            return label->isVisible() ? label->text() : QString();
        }
        Account *account = nullptr;
        XmlConsole *console = nullptr;
    };

    static QString hidden(const QByteArray &xml)
    {
        const auto element = parseElement(xml);
        return element ? QString::fromUtf8(withoutContents(*element).toXml()) : QString();
    }

private Q_SLOTS:
    void contentsAreHidden_data()
    {
        QTest::addColumn<QByteArray>("xml");
        const auto add = [](const char *name, const QByteArray &content) {
            QTest::newRow(name) << "<message xmlns='jabber:client' id='m1' to='juliet@capulet.lit'>" + content
                    + "</message>";
        };
        add("body", "<body>canary</body>");
        add("subject", "<subject>canary</subject>");
        add("html",
            "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>"
            "<p>canary</p></body></html>");
        add("markup in a body", "<body><b>canary</b></body>");
        add("carbon",
            "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'>"
            "<body>canary</body></message></forwarded></sent>");
        add("encrypted", "<encrypted xmlns='eu.siacs.conversations.axolotl'><payload>canary</payload></encrypted>");
        add("form", "<x xmlns='jabber:x:data'><field var='password'><value>canary</value></field></x>");
        add("register", "<query xmlns='jabber:iq:register'><password>canary</password></query>");
        add("attribute", "<y xmlns='x:y' password='canary'/>");
    }

    void contentsAreHidden()
    {
        QFETCH(QByteArray, xml);
        const QString shown = hidden(xml);
        QVERIFY(shown.contains("m1"));
        QVERIFY2(!shown.contains("canary"), qPrintable(shown));
    }

    void whatMattersForTheProtocolStays()
    {
        const QString shown = hidden("<iq xmlns='jabber:client' type='get' id='q1' from='a@b'><query "
                                     "xmlns='http://jabber.org/protocol/disco#info' node='n'/></iq>");
        for (const char *part : { "q1", "get", "a@b", "disco#info", "node" }) {
            QVERIFY2(shown.contains(QLatin1String(part)), part);
        }
    }

    void countsOfTheStreamAreShown()
    {
        QVERIFY(hidden("<a xmlns='urn:xmpp:sm:3' h='42'/>").contains("h=\"42\"")
                || hidden("<a xmlns='urn:xmpp:sm:3' h='42'/>").contains("h='42'"));
    }

    void deepElementsAreCutShort()
    {
        QByteArray xml = "<message xmlns='jabber:client' id='m1'>";
        xml += QByteArray("<a>").repeated(40) + "canary" + QByteArray("</a>").repeated(40) + "</message>";
        QVERIFY(!hidden(xml).contains("canary"));
    }

    void bodiesAreShownOnlyIfAskedFor()
    {
        Fixture f;
        f.trace("<message xmlns='jabber:client' id='m1'><body>canary</body></message>", false);
        QVERIFY(f.log().contains("m1"));
        QVERIFY(!f.log().contains("canary"));
        f.console->findChild<QCheckBox *>("showBodies")->setChecked(true);
        f.trace("<message xmlns='jabber:client' id='m2'><body>canary</body></message>", true);
        QVERIFY(f.log().contains("canary"));
    }

    void markupOfOthersIsText()
    {
        Fixture f;
        f.trace("<message xmlns='jabber:client' id='&lt;b&gt;'><img src='file:///x'/></message>", false);
        QVERIFY(f.log().contains("<img"));
    }

    void loginDataNeverGetsHere()
    {
        TestAuthority authority;
        ScriptedServer server(Script().bound(), authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        Fixture f;
        f.console->findChild<QCheckBox *>("showBodies")->setChecked(true);
        AccountSettings settings = f.account->settings();
        settings.server = AccountSettings::Server { "127.0.0.1", server.serverPort(), AccountSettings::Tls::StartTls };
        settings.extraAuthority = authority.pem();
        QVERIFY(f.accounts.change(settings));
        f.account->providePassword(Secret(QStringLiteral("pencil")));
        f.until([&] { return f.account->status().phase == AccountStatus::Phase::Online; });
        f.until([&] { return f.log().contains("<presence") || f.log().contains("jabber:iq:roster"); });
        QVERIFY(f.log().contains("xmpp-sasl"));
        for (const QString &secret :
             { QString("pencil"), QString::fromLatin1(QByteArray("n,,n=romeo").toBase64().left(12)),
               QString::fromLatin1(QByteArray("c=biws,r=").toBase64()) }) {
            QVERIFY2(!f.log().contains(secret), qPrintable(f.log()));
        }
    }

    void whatIsNoStanzaIsNotSent_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        const QString broken = "not complete";
        QTest::newRow("cut") << "<message" << broken;
        QTest::newRow("not closed") << "<message><body>" << broken;
        QTest::newRow("closed by another") << "<a></b>" << broken;
        QTest::newRow("closes what is around it") << "</x><message/>" << broken;
        QTest::newRow("bare &") << "<message><body>a & b</body></message>" << broken;
        QTest::newRow("text") << "hello"
                              << "plain text";
        QTest::newRow("text that is no XML") << "a & b"
                                             << "plain text";
        QTest::newRow("text beside a stanza") << "hello <presence/>"
                                              << "plain text";
        QTest::newRow("two") << "<presence/><presence/>"
                             << "more than one";
        QTest::newRow("another element") << "<body>hello</body>"
                                         << "“body” is no stanza";
        QTest::newRow("text behind a stanza") << "<presence/> hello"
                                              << "plain text";
    }
    /// In words that need no knowledge of parsers, and with what to do.
    void whatIsNoStanzaIsNotSent()
    {
        QFETCH(QString, text);
        QFETCH(QString, problem);
        Fixture f;
        f.send(text);
        QVERIFY2(f.problem().contains(problem), qPrintable(f.problem()));
        QVERIFY2(f.problem().contains("Enter one complete stanza: <message>, <presence> or <iq>"),
                 qPrintable(f.problem()));
        QVERIFY2(!f.problem().contains("expected", Qt::CaseInsensitive), qPrintable(f.problem()));
        QCOMPARE(f.console->findChild<QLineEdit *>("input")->text(), text);
    }

    void nothingIsNotSent()
    {
        Fixture f;
        f.send("  ");
        QCOMPARE(f.problem(), QString("There is nothing to send."));
    }

    void whatCannotBeSentStaysInTheLine()
    {
        Fixture f; // nobody entered a password
        f.send("<presence/>");
        QVERIFY(f.problem().contains("not online"));
        QCOMPARE(f.console->findChild<QLineEdit *>("input")->text(), QString("<presence/>"));
    }

    void accountsComeAndGo()
    {
        Fixture f;
        const auto *list = f.console->findChild<QComboBox *>("account");
        AccountSettings settings;
        settings.jid = Jid::orNull(QStringLiteral("nurse@capulet.lit"));
        settings.enabled = false;
        settings.passwordPlace = AccountSettings::PasswordPlace::Keychain;
        QVERIFY(f.awaited(f.accounts.add(settings, {})));
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->itemText(1), settings.jid.toString());
        QVERIFY(f.accounts.remove(f.romeo()));
        QCOMPARE(list->count(), 1);
        QCOMPARE(list->currentText(), settings.jid.toString());
    }

    void itSurvivesTheAccountItWatches()
    {
        Fixture f;
        QVERIFY(f.accounts.remove(f.romeo()));
        f.settle();
        f.send("<presence/>");
        QVERIFY(!f.problem().isEmpty());
    }
};

QTEST_MAIN(TestXmlConsole)
#include "tst_xml_console.moc"
