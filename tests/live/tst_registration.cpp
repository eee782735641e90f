// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_launcher.h"
#include "support/watched_client.h"
#include "support/window_world.h"

#include "widgets/account_bar.h"
#include "widgets/certificate_dialog.h"
#include "widgets/main_window.h"
#include "widgets/name_header.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

using namespace natter;
using Phase = AccountStatus::Phase;

/// Whoever has no account yet gets one from a real server, from the empty window to the one that is online.
class TestRegistration : public QObject
{
    Q_OBJECT

    ServerLauncher m_server { ServerLauncher::Kind::Prosody };

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            window.show();
            until([this] { return window.isActiveWindow(); });
            const auto buttons = window.findChildren<QPushButton *>();
            for (QPushButton *button : buttons) {
                if (button->isVisible() && button->text() == u"Add an account") {
                    QTest::mouseClick(button, Qt::LeftButton);
                }
            }
            wizard = window.findChild<QDialog *>(QStringLiteral("AccountWizard"));
            if (!wizard) {
                qFatal("the empty window offers no account");
            }
            until([this] { return wizard->isVisible(); });
        }
        template <typename T> T &child(const char *name)
        {
            auto *found = wizard->findChild<T *>(QString::fromLatin1(name));
            if (!found) {
                qFatal("there is no %s", name);
            }
            return *found;
        }
        QString page() { return child<QStackedWidget>("pages").currentWidget()->objectName(); }
        void click(const char *button) { QTest::mouseClick(&child<QPushButton>(button), Qt::LeftButton); }
        /// The field of the server's form; its label begins with that.
        QLineEdit &field(const QString &label)
        {
            const auto fields = child<QWidget>("formArea").findChildren<QLineEdit *>();
            for (QLineEdit *found : fields) {
                if (found->accessibleName().startsWith(label, Qt::CaseInsensitive)) {
                    return *found;
                }
            }
            qFatal("the form does not ask for %s", qPrintable(label));
        }
        void fillIn(const QString &name)
        {
            field("Username").clear();
            QTest::keyClicks(&field("Username"), name);
            field("Password").setText(ServerLauncher::password()); // keys have no such letters
            click("next");
        }
        /// From the choice to the server's form, past its certificate, which nobody vouches for.
        void askForForm(quint16 port)
        {
            click("chooseRegister");
            QTest::keyClicks(&child<QLineEdit>("server"), ServerLauncher::domain());
            child<QLineEdit>("registerHost").setText(QStringLiteral("127.0.0.1:") + QString::number(port));
            child<QComboBox>("registerTls").setCurrentIndex(0);
            click("next");
            until([this] { return wizard->findChild<CertificateDialog *>() != nullptr; });
            QTest::mouseClick(wizard->findChild<CertificateDialog *>()->findChild<QPushButton *>("trust"),
                              Qt::LeftButton);
            until([this] { return page() == u"formPage"; });
        }

        Dialogs dialogs;
        MainWindow window { services, dialogs };
        QPointer<QDialog> wizard;
    };

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.problem())); }

    void emptyWindowComesOnlineWithANewAccount()
    {
        Fixture f;
        f.askForForm(m_server.startTlsPort());
        QCOMPARE(f.field("Password").echoMode(), QLineEdit::Password);

        f.click("next"); // nothing is filled in
        QCOMPARE(f.page(), QString("formPage"));
        QVERIFY2(f.child<QLabel>("problem").text().startsWith("Fill in:"),
                 qPrintable(f.child<QLabel>("problem").text()));
        QVERIFY(f.accounts.isEmpty());

        f.fillIn("juliet"); // whom there is
        f.until([&f] { return f.page() == u"formPage"; });
        QVERIFY(f.child<QLabel>("problem").isVisible());
        QVERIFY2(f.child<QLabel>("problem").text().contains("already taken"),
                 qPrintable(f.child<QLabel>("problem").text()));
        QVERIFY(f.accounts.isEmpty());

        f.fillIn("rosaline");
        f.until([&f] { return !f.wizard || !f.wizard->isVisible(); }); // that is all that is asked
        const Jid rosaline = Jid::orNull(u"rosaline@natter.test");
        QVERIFY(f.accounts.find(rosaline));
        QCOMPARE(f.accounts.all().size(), size_t(1));
        QCOMPARE(f.accounts.find(rosaline)->status().phase, Phase::Online);
        QVERIFY(f.vault.passwords.value(rosaline).reveal() == ServerLauncher::password());
        QVERIFY(f.book.find(rosaline) && !f.book.find(rosaline)->pinnedCertificate.isEmpty());
        const auto *header = f.window.findChild<AccountBar *>()->findChild<NameHeader *>();
        QTRY_VERIFY2(header->accessibleName().contains("Online"), qPrintable(header->accessibleName()));

        ConnectSettings settings; // and the account is there for everybody
        settings.account = rosaline;
        settings.password = Secret(ServerLauncher::password());
        settings.endpoints = { { "127.0.0.1", m_server.directTlsPort(), TlsMode::Direct } };
        settings.extraAuthority = m_server.authority();
        WatchedClient other;
        other.open(settings);
        QVERIFY2(other.hasSession(), qPrintable(other.end()));
    }
};

QTEST_MAIN(TestRegistration)
#include "tst_registration.moc"
