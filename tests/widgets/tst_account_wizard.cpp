// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/browser.h"
#include "support/scripted_server.h"
#include "support/window_world.h"

#include "widgets/account_wizard.h"
#include "widgets/certificate_dialog.h"
#include "widgets/error_text.h"
#include "widgets/page_area.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTcpServer>
#include <QToolButton>

using namespace natter;

/// Adding an account: what cannot work is said at once, and nothing half-made stays behind.
class TestAccountWizard : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            wizard.show();
            wizard.activateWindow();
            until([this] { return wizard.isActiveWindow(); });
        }
        template <typename T> T &child(const char *name)
        {
            auto *found = wizard.findChild<T *>(QString::fromLatin1(name));
            if (!found) {
                qFatal("there is no %s", name);
            }
            return *found;
        }
        QString page() { return child<QStackedWidget>("pages").currentWidget()->objectName(); }
        QString problem()
        {
            const QLabel &label = child<QLabel>("problem");
            return label.isVisible() ? label.text() : QString();
        }
        bool offersDetails() { return child<QPushButton>("copyDetails").isVisible(); }
        void beginLogin() { QTest::keyClick(&child<QPushButton>("chooseLogin"), Qt::Key_Space); }
        void logIn(const QString &address, const QString &password)
        {
            child<QLineEdit>("address").clear();
            child<QLineEdit>("password").clear();
            QTest::keyClicks(&child<QLineEdit>("address"), address);
            QTest::keyClicks(&child<QLineEdit>("password"), password);
            QTest::keyClick(&child<QLineEdit>("password"), Qt::Key_Return);
        }
        void trust()
        {
            until([this] { return wizard.findChild<CertificateDialog *>() != nullptr; });
            QTest::keyClick(wizard.findChild<CertificateDialog *>()->findChild<QPushButton *>("trust"), Qt::Key_Space);
        }
        QMessageBox *question()
        {
            until([this] { return wizard.findChild<QMessageBox *>() != nullptr; });
            return wizard.findChild<QMessageBox *>();
        }
        void acceptWeakLogin()
        {
            for (auto *button : question()->buttons()) {
                if (question()->buttonRole(button) == QMessageBox::AcceptRole) {
                    QTest::mouseClick(button, Qt::LeftButton);
                    return;
                }
            }
        }
        void useServer(quint16 port)
        {
            child<QLineEdit>("host").setText("127.0.0.1");
            child<QSpinBox>("port").setValue(port);
        }
        /// Logs in at a server that never answers, until the account is there.
        void waitForSilentServer()
        {
            QVERIFY(silent.listen(QHostAddress::LocalHost));
            beginLogin();
            useServer(silent.serverPort());
            logIn("romeo@montague.lit", "pencil");
            until([this] { return !accounts.isEmpty(); });
        }
        QTcpServer silent;
        Dialogs dialogs;
        AccountWizard wizard { services, dialogs };
    };

    /// A port where nothing listens.
    static quint16 closedPort()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        return server.serverPort();
    }

    /// A server, or somebody in between, that binds logins only to what Natter does not know.
    static Script offersForeignBinding()
    {
        return Script().encrypted().header().features(
            "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-256</mechanism>"
            "<mechanism>SCRAM-SHA-256-PLUS</mechanism></mechanisms><sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>"
            "<channel-binding type='tls-exporter'/></sasl-channel-binding>");
    }

private Q_SLOTS:
    void beginsWithAChoice()
    {
        Fixture f;
        QCOMPARE(f.page(), QString("welcomePage"));
        f.beginLogin();
        QCOMPARE(f.page(), QString("loginPage"));
        QVERIFY(f.child<QLineEdit>("address").hasFocus());
        QCOMPARE(f.child<QLineEdit>("password").echoMode(), QLineEdit::Password);
    }

    void malformedAddressIsRefused_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address :
             { "", "romeo", "montague.lit", "@montague.lit", "romeo@", "ro meo@montague.lit", "a@b@c" }) {
            QTest::newRow(address) << QString::fromLatin1(address);
        }
    }

    void malformedAddressIsRefused()
    {
        QFETCH(QString, address);
        Fixture f;
        f.beginLogin();
        f.logIn(address, "pencil");
        QCOMPARE(f.page(), QString("loginPage"));
        QCOMPARE(f.problem(), QString("This is not an address. An address looks like name@server."));
        QVERIFY(f.offersDetails());
        QVERIFY(f.child<QLineEdit>("address").hasFocus());
        QVERIFY(f.accounts.isEmpty());
    }

    void addressMayBePastedAsALink()
    {
        Fixture f;
        f.beginLogin();
        f.useServer(closedPort());
        f.logIn("xmpp:romeo@montague.lit?message", "pencil");
        f.until([&f] { return f.page() == u"progressPage" || !f.problem().isEmpty(); });
        QVERIFY2(!f.problem().contains("not an address"), qPrintable(f.problem()));
        f.until([&f] { return !f.problem().isEmpty(); });
    }

    void problemStandsAboveTheFields()
    {
        Fixture f;
        f.beginLogin();
        f.logIn("romeo", "pencil");
        const auto topOf = [&f](QWidget &widget) { return widget.mapTo(&f.wizard, QPoint()).y(); };
        f.settle();
        QVERIFY(topOf(f.child<QLabel>("problem")) < topOf(f.child<QLineEdit>("address")));
        QVERIFY(topOf(f.child<QLabel>("problem")) > topOf(f.child<QLabel>("loginTitle")));
    }

    void portMeansNothingWithoutAServer()
    {
        Fixture f;
        f.beginLogin();
        QVERIFY(!f.child<QSpinBox>("port").isEnabled() && !f.child<QComboBox>("tls").isEnabled());
        f.child<QLineEdit>("host").setText("chat.montague.lit");
        QVERIFY(f.child<QSpinBox>("port").isEnabled() && f.child<QComboBox>("tls").isEnabled());
        f.child<QLineEdit>("host").setText(" ");
        QVERIFY(!f.child<QSpinBox>("port").isEnabled() && !f.child<QComboBox>("tls").isEnabled());
    }

    void advancedPartScrollsWhereTheScreenIsSmall()
    {
        Fixture f;
        f.beginLogin();
        f.child<QToolButton>("advancedToggle").click();
        f.settle();
        QVERIFY(f.child<QPushButton>("chooseAuthority").isVisible());
        QVERIFY(f.wizard.height() <= f.wizard.screen()->availableSize().height());
        f.wizard.resize(f.wizard.width(), 400);
        f.settle();
        QCOMPARE(f.wizard.height(), 400); // else a small screen would cut the buttons off
        QVERIFY(f.child<QPushButton>("next").isVisible());
        const auto *area = f.wizard.findChild<PageArea *>();
        QVERIFY(area->verticalScrollBar()->maximum() > 0);
        QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
    }

    void passwordIsAskedFor()
    {
        Fixture f;
        f.beginLogin();
        f.logIn("romeo@montague.lit", {});
        QCOMPARE(f.problem(), QString("Enter the password as well."));
        QVERIFY(f.child<QLineEdit>("password").hasFocus());
        QVERIFY(f.accounts.isEmpty());
    }

    void accountThatExistsIsNotAddedAgain()
    {
        Fixture f;
        const Account *account = f.addRomeo();
        const AccountSettings before = account->settings();
        f.beginLogin();
        f.logIn(" Romeo@Montague.lit/orchard ", "pencil");
        QCOMPARE(f.problem(), QString("This account is already set up."));
        f.wizard.reject();
        QCOMPARE(f.accounts.all().size(), size_t(1));
        QCOMPARE(account->settings(), before);
        QVERIFY(f.vault.passwords.isEmpty());
    }

    void refusedPortIsSaidAndTheAccountTakenBack()
    {
        Fixture f;
        f.beginLogin();
        f.useServer(closedPort());
        f.logIn("romeo@montague.lit", "pencil");
        QCOMPARE(f.page(), QString("progressPage"));
        f.until([&] { return !f.problem().isEmpty(); });
        f.settle();
        QCOMPARE(f.page(), QString("loginPage"));
        QCOMPARE(f.problem(), errorText({ Error::Kind::ConnectionRefused, {}, {}, {} }, WhoRetries::Person));
        QVERIFY(f.accounts.isEmpty());
        QVERIFY(f.book.accounts().isEmpty());
        QVERIFY(f.vault.passwords.isEmpty());
        QVERIFY(f.child<QPushButton>("copyDetails").isVisible());
        QCOMPARE(f.child<QLineEdit>("address").text(), QString("romeo@montague.lit"));
    }

    void failedLoginCanBeTriedAgain()
    {
        Fixture f;
        f.beginLogin();
        f.useServer(closedPort());
        for (int round = 0; round < 3; ++round) {
            f.logIn("romeo@montague.lit", "pencil");
            QVERIFY(f.problem().isEmpty());
            f.until([&] { return !f.problem().isEmpty(); });
            f.settle();
        }
        QVERIFY(f.accounts.isEmpty());
    }

    void everybodyElseSeesALiveAccountWhenItIsTakenBack()
    {
        Fixture f;
        int seen = 0;
        connect(&f.accounts, &Accounts::statusChanged, &f.wizard, [&](Account *account) {
            const auto all = f.accounts.all(); // connected after the wizard, as a window opened later would be
            seen += std::find(all.begin(), all.end(), account) == all.end() ? 1 : 0;
        });
        f.beginLogin();
        f.useServer(closedPort());
        f.logIn("romeo@montague.lit", "pencil");
        f.until([&] { return !f.problem().isEmpty(); });
        f.settle();
        QCOMPARE(seen, 0);
    }

    void stoppingTakesTheAccountBack()
    {
        Fixture f;
        f.waitForSilentServer();
        QTest::keyClick(&f.child<QPushButton>("back"), Qt::Key_Space);
        QCOMPARE(f.page(), QString("loginPage"));
        QVERIFY(f.accounts.isEmpty());
        QVERIFY(f.book.accounts().isEmpty());
    }

    void escapeTakesTheAccountBack()
    {
        Fixture f;
        f.waitForSilentServer();
        QTest::keyClick(&f.wizard, Qt::Key_Escape);
        QVERIFY(f.accounts.isEmpty());
        QVERIFY(!f.wizard.isVisible());
    }

    void anotherAddressTakesTheFirstBack()
    {
        Fixture f;
        const TestAuthority authority;
        ScriptedServer server(
            Script().encrypted(),
            authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } }));
        f.beginLogin();
        f.useServer(server.serverPort());
        f.logIn("romeo@montague.lit", "pencil");
        f.until([&] { return f.wizard.findChild<CertificateDialog *>() != nullptr; });
        QVERIFY2(f.problem().isEmpty(), qPrintable(f.problem())); // the question says it
        QTest::keyClick(f.wizard.findChild<CertificateDialog *>(), Qt::Key_Escape);
        QVERIFY(!f.problem().isEmpty());
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        f.useServer(silent.serverPort());
        f.logIn("benvolio@montague.lit", "pencil");
        f.until([&] { return f.accounts.find(Jid::orNull(u"benvolio@montague.lit")); });
        QVERIFY(!f.accounts.find(Jid::orNull(u"romeo@montague.lit")));
        QCOMPARE(f.book.accounts().size(), 1);
    }

    /// The certificate was looked at and accepted: a mistyped password does not make it another one.
    void acceptedCertificateOutlivesAWrongPassword()
    {
        Fixture f;
        const TestAuthority authority;
        ScriptedServer server(
            Script().offersLogin().authenticate(Script::Login::Refused),
            authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } }));
        f.beginLogin();
        f.useServer(server.serverPort());
        f.logIn("romeo@montague.lit", "pensil");
        f.until([&] { return f.wizard.findChild<CertificateDialog *>() != nullptr; });
        QTest::keyClick(f.wizard.findChild<CertificateDialog *>()->findChild<QPushButton *>("trust"), Qt::Key_Space);
        f.until([&] { return f.problem().contains(u"address and password"); });
        f.until([&] { return f.accounts.isEmpty(); });
        const int before = server.connections();
        server.setScript(Script().bound());
        f.logIn("romeo@montague.lit", "pencil");
        f.until([&] { return !f.wizard.isVisible(); }); // that is all that is asked
        QVERIFY(server.connections() > before);
        QVERIFY(!f.accounts.find(f.romeo())->settings().pinnedCertificate.isEmpty());
    }

    /// Many servers cannot do what all should: the person decides, once.
    void loginThatMayHaveBeenWeakenedIsThePersonsToAccept()
    {
        Fixture f;
        const TestAuthority authority;
        Script whole = offersForeignBinding();
        whole.authenticate().header().features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>").binds();
        ScriptedServer server(
            whole, authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } }));
        f.beginLogin();
        f.useServer(server.serverPort());
        f.logIn("romeo@montague.lit", "pencil");
        f.trust();
        const QMessageBox *question = f.question();
        QCOMPARE(f.page(), QString("loginPage"));
        QVERIFY2(question->text().contains("romeo@montague.lit"), qPrintable(question->text()));
        QVERIFY(!server.received().contains("<response"));
        QCOMPARE(question->defaultButton(), question->button(QMessageBox::Cancel));
        f.acceptWeakLogin();
        f.until([&] { return !f.wizard.isVisible(); });
        QCOMPARE(f.accounts.find(f.romeo())->settings().strongest.binding, LoginRecord::Binding::Waived);
        QCOMPARE(f.book.accounts().first().strongest.binding, LoginRecord::Binding::Waived);
    }

    void whatWasAcceptedForOneAddressIsNotForAnother()
    {
        Fixture f;
        const TestAuthority authority;
        ScriptedServer server(
            offersForeignBinding().authenticate(Script::Login::Refused),
            authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } }));
        f.beginLogin();
        f.useServer(server.serverPort());
        f.logIn("romeo@montague.lit", "pensil");
        f.trust();
        f.acceptWeakLogin();
        f.until([&] { return f.problem().contains(u"address and password"); });
        f.until([&] { return f.accounts.isEmpty() && !f.wizard.findChild<QDialog *>(); });
        f.logIn("benvolio@montague.lit", "pencil");
        f.trust();
        QVERIFY(f.question()->text().contains("benvolio@montague.lit"));
    }

    void stoppedAttemptDoesNotDisturbTheNext()
    {
        Fixture f;
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        f.beginLogin();
        f.useServer(silent.serverPort());
        f.logIn("romeo@montague.lit", "pencil");
        QTest::keyClick(&f.child<QPushButton>("back"), Qt::Key_Space); // before the password is stored
        f.logIn("romeo@montague.lit", "pencil");
        f.until([&] { return !f.accounts.isEmpty(); });
        f.settle();
        QCOMPARE(f.page(), QString("progressPage"));
        QVERIFY(f.problem().isEmpty());
        QTest::keyClick(&f.wizard, Qt::Key_Escape);
        QVERIFY(f.accounts.isEmpty());
    }

    void newAccountNeedsAServer()
    {
        Fixture f;
        QTest::keyClick(&f.child<QPushButton>("chooseRegister"), Qt::Key_Space);
        QCOMPARE(f.page(), QString("serverPage"));
        QTest::keyClicks(&f.child<QLineEdit>("server"), "romeo@montague.lit");
        QTest::keyClick(&f.child<QLineEdit>("server"), Qt::Key_Return);
        QVERIFY(!f.problem().isEmpty());
        QCOMPARE(f.page(), QString("serverPage"));
    }

    void registrationAtARefusedPortIsSaid_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("IPv4") << "127.0.0.1:" + QString::number(closedPort());
        QTest::newRow("IPv6") << "[::1]:" + QString::number(closedPort());
    }
    void registrationAtARefusedPortIsSaid()
    {
        QFETCH(QString, host);
        Fixture f;
        QTest::keyClick(&f.child<QPushButton>("chooseRegister"), Qt::Key_Space);
        QTest::keyClicks(&f.child<QLineEdit>("server"), "montague.lit");
        f.child<QLineEdit>("registerHost").setText(host);
        QTest::keyClick(&f.child<QLineEdit>("server"), Qt::Key_Return);
        f.until([&] { return !f.problem().isEmpty(); });
        QVERIFY2(!f.problem().contains("not a host"), qPrintable(f.problem()));
        QCOMPARE(f.page(), QString("serverPage"));
        QVERIFY(f.accounts.isEmpty());
    }

    void registrationOnAWebsiteIsOneClickAway_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<bool>("opens");
        QTest::newRow("website") << QByteArray("https://montague.lit/register?from=chat") << true;
        QTest::newRow("file") << QByteArray("file:///etc/passwd") << false;
        QTest::newRow("script") << QByteArray("javascript:alert(1)") << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }
    void registrationOnAWebsiteIsOneClickAway()
    {
        QFETCH(QByteArray, page);
        QFETCH(bool, opens);
        Fixture f;
        const TestAuthority authority;
        ScriptedServer server(
            Script()
                .encrypted()
                .header()
                .features("<register xmlns='http://jabber.org/features/iq-register'/>")
                .expect("</iq>")
                .send("<iq type='result' id='register-form'><query xmlns='jabber:iq:register'><instructions>Not "
                      "here.</instructions>"
                      "<x xmlns='jabber:x:oob'><url>"
                      + page + "</url></x></query></iq>"),
            authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } }));
        const Browser browser;
        QTest::keyClick(&f.child<QPushButton>("chooseRegister"), Qt::Key_Space);
        QTest::keyClicks(&f.child<QLineEdit>("server"), "montague.lit");
        f.child<QLineEdit>("registerHost").setText("127.0.0.1:" + QString::number(server.serverPort()));
        QTest::keyClick(&f.child<QLineEdit>("server"), Qt::Key_Return);
        f.trust();
        f.until([&] { return f.page() == u"formPage"; });
        auto &button = f.child<QPushButton>("formWebPage");
        QCOMPARE(button.isVisible(), opens);
        QTest::mouseClick(&button, Qt::LeftButton);
        QCOMPARE(browser.opened, opens ? QList<QUrl> { QUrl(QString::fromLatin1(page)) } : QList<QUrl>());
    }

    void hostThatIsNoneIsSaid()
    {
        Fixture f;
        QTest::keyClick(&f.child<QPushButton>("chooseRegister"), Qt::Key_Space);
        QTest::keyClicks(&f.child<QLineEdit>("server"), "montague.lit");
        for (const char *host : { "chat.montague.lit:port", "chat.montague.lit:70000", "a b", "romeo@chat.montague.lit",
                                  "chat.montague.lit/x", "[::1" }) {
            f.child<QLineEdit>("registerHost").setText(QLatin1String(host));
            QTest::keyClick(&f.child<QLineEdit>("server"), Qt::Key_Return);
            QVERIFY2(f.problem().contains("not a host"), host);
            QCOMPARE(f.page(), QString("serverPage"));
        }
    }
};

QTEST_MAIN(TestAccountWizard)
#include "tst_account_wizard.moc"
