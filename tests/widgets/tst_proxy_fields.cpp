// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_proxy.h"
#include "support/scripted_server.h"
#include "support/window_world.h"

#include "widgets/account_wizard.h"
#include "widgets/certificate_field.h"
#include "widgets/error_text.h"
#include "widgets/settings_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

using namespace natter;

using Proxy = AccountSettings::Proxy;

/// Whatever a person opens and answers, they answer as the test says.
class ScriptedDialogs final : public Dialogs
{
public:
    QString file;
    QStringList passphrases; ///< one for each question

    QString fileToOpen(QWidget *, const QString &, const QString &) override { return file; }
    Secret passphrase(QWidget *, const QString &, const QString &) override
    {
        return passphrases.isEmpty() ? Secret() : Secret(passphrases.takeFirst());
    }
};

/// How people say which proxy and which certificate of their own an account uses.
class TestProxyFields : public QObject
{
    Q_OBJECT

    enum Kind { None, Tor, Socks5, Http };

    template <typename T> static T &child(const QWidget &parent, const char *name)
    {
        auto *found = parent.findChild<T *>(QString::fromLatin1(name));
        if (!found) {
            qFatal("there is no %s", name);
        }
        return *found;
    }
    /// As a person does with the arrow keys.
    static void choose(QComboBox &box, int index)
    {
        box.setFocus();
        QTest::keyClick(&box, Qt::Key_Home);
        for (int i = 0; i < index; ++i) {
            QTest::keyClick(&box, Qt::Key_Down);
        }
    }
    static void type(QLineEdit &field, const QString &text)
    {
        field.setFocus();
        field.selectAll();
        QTest::keyClicks(&field, text);
        QTest::keyClick(&field, Qt::Key_Tab);
    }

    static void submit(QLineEdit &field)
    {
        field.setFocus();
        QTest::keyClick(&field, Qt::Key_Return);
    }

    struct Settings : WindowWorld
    {
        Account *account = addRomeo();
        ScriptedDialogs dialogs;
        SettingsDialog *dialog = new SettingsDialog(services, dialogs);

        Settings()
        {
            dialog->setAttribute(Qt::WA_DeleteOnClose, false);
            dialog->show();
            dialog->activateWindow();
            until([this] { return dialog->isActiveWindow(); });
        }
        ~Settings() { delete dialog; }
        Q_DISABLE_COPY_MOVE(Settings)

        QComboBox &kind() { return child<QComboBox>(*dialog, "proxyKind"); }
        QLineEdit &field(const char *name) { return child<QLineEdit>(*dialog, name); }
        CertificateField &certificateRow() { return child<CertificateField>(*dialog, "clientCertificate"); }
        QString certificateName() { return certificateRow().findChild<QLabel *>()->text(); }
        QString problem()
        {
            const auto &label = child<QLabel>(*dialog, "problem");
            return label.isVisible() ? label.text() : QString();
        }
    };

    /// A certificate of Romeo's own in a file.
    static QString certificateFile(const QTemporaryDir &folder, const QByteArray &passphrase)
    {
        const Identity own = TestAuthority::selfSigned({ QStringLiteral("Romeo"), {}, -1, 30, "clientAuth" });
        QFile file(folder.filePath("own.pem"));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("no file");
        }
        file.write(own.certificate.toPem() + own.key.toPem(passphrase));
        return file.fileName();
    }

    static Secret certificateIn(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? Secret(QString::fromLatin1(file.readAll())) : Secret();
    }

private Q_SLOTS:
    void rowsAppearWithTheKind()
    {
        Settings f;
        QVERIFY(!f.field("proxyHost").isVisible());
        choose(f.kind(), Tor);
        QVERIFY(!f.field("proxyHost").isVisible());
        choose(f.kind(), Socks5);
        for (const char *name : { "proxyHost", "proxyUser", "proxyPassword" }) {
            QVERIFY2(f.field(name).isVisible(), name);
        }
        QCOMPARE(f.field("proxyPassword").echoMode(), QLineEdit::Password);
        choose(f.kind(), None);
        QVERIFY(!f.field("proxyUser").isVisible());
    }

    void torIsOneChoice()
    {
        Settings f;
        choose(f.kind(), Tor);
        QCOMPARE(f.account->settings().proxy, std::optional(Proxy::tor()));
        QCOMPARE(f.book.find(WindowWorld::romeo())->proxy, std::optional(Proxy::tor()));
        SettingsDialog again(f.services, f.dialogs);
        again.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(child<QComboBox>(again, "proxyKind").currentIndex(), int(Tor));
        choose(f.kind(), None);
        QVERIFY(!f.account->settings().proxy);
    }

    void halfAProxyChangesNothing()
    {
        Settings f;
        choose(f.kind(), Tor);
        choose(f.kind(), Socks5); // passes over none
        const auto before = f.account->settings();
        QVERIFY(!f.problem().isEmpty());
        type(f.field("host"), "xmpp.montague.lit"); // nor does anything else meanwhile
        QCOMPARE(f.account->settings(), before);
        QCOMPARE(f.kind().currentIndex(), int(Socks5));
        type(f.field("proxyHost"), "proxy.montague.lit");
        QVERIFY(f.problem().isEmpty());
        QCOMPARE(f.account->settings().proxy,
                 std::optional(Proxy { Proxy::Kind::Socks5, "proxy.montague.lit", 1080, {} }));
        QCOMPARE(f.account->settings().server->host, QString("xmpp.montague.lit"));
    }

    void passwordIsKeptInTheVaultAlone()
    {
        Settings f;
        choose(f.kind(), Http);
        type(f.field("proxyHost"), "proxy.montague.lit");
        type(f.field("proxyUser"), "ali");
        type(f.field("proxyPassword"), "sesame");
        QCOMPARE(f.account->settings().proxy,
                 std::optional(Proxy { Proxy::Kind::Http, "proxy.montague.lit", 8080, "ali" }));
        f.until([&] { return f.vault.proxyPasswords.contains(WindowWorld::romeo()); });
        QCOMPARE(f.vault.proxyPasswords.value(WindowWorld::romeo()).reveal(), QString("sesame"));
        QFile file(f.folder.filePath("accounts.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        QVERIFY(written.contains("proxy.montague.lit"));
        QVERIFY(!written.contains("sesame"));
    }

    void everyFieldIsReachedWithTheKeyboardInOrder()
    {
        Settings f;
        choose(f.kind(), Socks5);
        child<QLineEdit>(*f.dialog, "host").setText("chat.montague.lit");
        child<QComboBox>(*f.dialog, "tls").setFocus();
        for (const char *name : { "proxyKind", "proxyHost", "proxyPort", "proxyUser", "proxyPassword", "allowPlain",
                                  "chooseClientCertificate" }) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QCOMPARE(QApplication::focusWidget()->objectName(), QString::fromLatin1(name));
        }
    }

    void ownCertificateIsTakenAndRemoved_data()
    {
        QTest::addColumn<QByteArray>("passphrase");
        QTest::newRow("open") << QByteArray();
        QTest::newRow("protected") << QByteArray("rosemary");
    }
    void ownCertificateIsTakenAndRemoved()
    {
        QFETCH(QByteArray, passphrase);
        Settings f;
        f.dialogs.file = certificateFile(f.folder, passphrase);
        f.dialogs.passphrases = { QString::fromLatin1(passphrase) };
        QTest::keyClick(&child<QPushButton>(*f.dialog, "chooseClientCertificate"), Qt::Key_Space);
        f.until([&f] { return !f.account->settings().clientCertificate.isEmpty(); });
        QVERIFY2(f.problem().isEmpty(), qPrintable(f.problem()));
        QVERIFY(!f.account->settings().clientCertificate.contains("PRIVATE KEY"));
        const QString kept = f.vault.certificates.value(WindowWorld::romeo()).reveal();
        QVERIFY(kept.contains("PRIVATE KEY") && !kept.contains("ENCRYPTED"));
        f.until([&f] { return f.certificateRow().isEnabled(); });
        QTest::keyClick(&child<QPushButton>(*f.dialog, "removeClientCertificate"), Qt::Key_Space);
        f.until([&f] { return f.account->settings().clientCertificate.isEmpty(); });
        QVERIFY(f.vault.certificates.value(WindowWorld::romeo()).isEmpty());
    }

    void ownCertificateSaysHowLongItLasts()
    {
        Settings f;
        const auto nowhere = AccountSettings::PasswordPlace::AskEachTime;
        QVERIFY(f.awaited(f.accounts.setPasswordPlace(WindowWorld::romeo(), nowhere)));
        f.dialogs.file = certificateFile(f.folder, {});
        QTest::keyClick(&child<QPushButton>(*f.dialog, "chooseClientCertificate"), Qt::Key_Space);
        f.until([&f] { return f.certificateName() == "Romeo (until Natter ends)"; });
        f.account->provideCertificate({}); // as in the next run
        const AccountSettings settings = f.account->settings();
        QVERIFY(f.accounts.change(settings));
        QCOMPARE(f.certificateName(), QString("Romeo (choose the file again)"));
        QVERIFY(f.awaited(f.accounts.setClientCertificate(WindowWorld::romeo(), certificateIn(f.dialogs.file))));
        QVERIFY(f.awaited(f.accounts.setPasswordPlace(WindowWorld::romeo(), AccountSettings::PasswordPlace::Keychain)));
        QCOMPARE(f.certificateName(), QString("Romeo"));
    }

    void unusableCertificateIsSaid()
    {
        Settings f;
        f.dialogs.file = certificateFile(f.folder, "rosemary");
        f.dialogs.passphrases = { "rue" };
        QTest::keyClick(&child<QPushButton>(*f.dialog, "chooseClientCertificate"), Qt::Key_Space);
        QCOMPARE(f.problem(), QString("The password does not open the file."));
        f.dialogs.file = f.folder.filePath("accounts.json");
        QTest::keyClick(&child<QPushButton>(*f.dialog, "chooseClientCertificate"), Qt::Key_Space);
        QVERIFY(f.problem().contains("PKCS #12 or PEM"));
        QVERIFY(f.account->settings().clientCertificate.isEmpty());
    }

    void newAccountLogsInThroughTheProxy()
    {
        WindowWorld world;
        const TestAuthority authority;
        ScriptedServer server(
            Script().bound(),
            authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } }));
        ScriptedProxy proxy(ScriptedProxy::Kind::Socks5, server.serverPort());
        proxy.demand("ali", "sesame");
        QFile trusted(world.folder.filePath("authority.pem"));
        QVERIFY(trusted.open(QIODevice::WriteOnly));
        trusted.write(authority.pem());
        trusted.close();
        ScriptedDialogs dialogs;
        dialogs.file = trusted.fileName();
        AccountWizard wizard(world.services, dialogs);
        wizard.show();
        wizard.activateWindow();
        world.until([&] { return wizard.isActiveWindow(); });
        QTest::keyClick(&child<QPushButton>(wizard, "chooseLogin"), Qt::Key_Space);
        QWidget &page = child<QWidget>(wizard, "loginPage");
        child<QToolButton>(page, "advancedToggle").setChecked(true);
        QTest::keyClick(&child<QPushButton>(page, "chooseAuthority"), Qt::Key_Space);
        type(child<QLineEdit>(page, "address"), "romeo@montague.lit");
        type(child<QLineEdit>(page, "password"), "pencil");
        choose(child<QComboBox>(page, "proxyKind"), Socks5);
        submit(child<QLineEdit>(page, "password"));
        QCOMPARE(child<QLabel>(wizard, "problem").text(), QString("Enter the host of the proxy as well."));
        QVERIFY(child<QLineEdit>(page, "proxyHost").hasFocus());
        QVERIFY(world.accounts.isEmpty());
        type(child<QLineEdit>(page, "proxyHost"), "127.0.0.1");
        child<QSpinBox>(page, "proxyPort").setValue(proxy.serverPort());
        type(child<QLineEdit>(page, "proxyUser"), "ali");
        type(child<QLineEdit>(page, "proxyPassword"), "open");
        submit(child<QLineEdit>(page, "password"));
        world.until([&] { return child<QLabel>(wizard, "problem").isVisible(); });
        QCOMPARE(child<QLabel>(wizard, "problem").text(),
                 errorText({ Error::Kind::ProxyNotAuthorised, {}, {}, {} }, WhoRetries::Person));
        world.settle();
        QVERIFY(world.accounts.isEmpty());
        type(child<QLineEdit>(page, "proxyPassword"), "sesame");
        submit(child<QLineEdit>(page, "password"));
        world.until([&] { return !wizard.isVisible(); });
        QCOMPARE(proxy.asked(), QStringList { "montague.lit:5222" });
        QCOMPARE(world.vault.proxyPasswords.value(WindowWorld::romeo()).reveal(), QString("sesame"));
    }

    void registrationGoesThroughTheProxyToo()
    {
        WindowWorld world;
        ScriptedServer server(Script().header());
        ScriptedProxy proxy(ScriptedProxy::Kind::Http, server.serverPort());
        proxy.refuse(5222, 403);
        proxy.refuse(5223, 403);
        ScriptedDialogs dialogs;
        AccountWizard wizard(world.services, dialogs);
        wizard.show();
        wizard.activateWindow();
        world.until([&] { return wizard.isActiveWindow(); });
        QTest::keyClick(&child<QPushButton>(wizard, "chooseRegister"), Qt::Key_Space);
        QWidget &page = child<QWidget>(wizard, "serverPage");
        type(child<QLineEdit>(page, "server"), "montague.lit");
        choose(child<QComboBox>(page, "proxyKind"), Http);
        type(child<QLineEdit>(page, "proxyHost"), "127.0.0.1");
        child<QSpinBox>(page, "proxyPort").setValue(proxy.serverPort());
        submit(child<QLineEdit>(page, "server"));
        world.until([&] { return child<QLabel>(wizard, "problem").isVisible(); });
        QCOMPARE(child<QLabel>(wizard, "problem").text(),
                 errorText({ Error::Kind::ProxyRefused, {}, {}, {} }, WhoRetries::Person));
        QCOMPARE(proxy.asked(), (QStringList { "montague.lit:5222", "montague.lit:5223" }));
    }
};

QTEST_MAIN(TestProxyFields)
#include "tst_proxy_fields.moc"
