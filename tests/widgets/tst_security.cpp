// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_server.h"
#include "support/window_world.h"

#include "widgets/certificate_dialog.h"
#include "widgets/certificate_text.h"
#include "widgets/main_window.h"
#include "widgets/notice_bar.h"
#include "widgets/security_dialog.h"
#include "widgets/security_text.h"
#include "widgets/settings_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>

using namespace natter;
using Phase = AccountStatus::Phase;
using Verdict = ConnectionSecurity::Verdict;

/// How the person learns what protects a connection, and that a server's key has changed.
class TestSecurity : public QObject
{
    Q_OBJECT

    static TestAuthority &authority()
    {
        static TestAuthority one;
        return one;
    }

    /// A server of Romeo's domain with a key of its own.
    struct Server : ScriptedServer
    {
        Identity identity;

        Server() : Server(authority().issue({ "montague.lit", { "DNS:montague.lit" } })) { }
        explicit Server(const Identity &shown) : ScriptedServer(Script().bound(), shown), identity(shown) { }
        QByteArray fingerprint() const { return identity.certificate.digest(QCryptographicHash::Sha256); }
    };

    struct Fixture : WindowWorld
    {
        /// Romeo's account, online at `server`.
        Account *logIn(const Server &server)
        {
            AccountSettings settings;
            settings.jid = romeo();
            settings.server =
                AccountSettings::Server { "127.0.0.1", server.serverPort(), AccountSettings::Tls::StartTls };
            settings.extraAuthority = authority().pem();
            accounts.add(settings, { Secret(QStringLiteral("pencil")) });
            until([this] { return accounts.find(romeo()); });
            return waitOnline(server);
        }
        /// The same account goes to another server.
        Account *moveTo(const Server &server)
        {
            AccountSettings settings = accounts.find(romeo())->settings();
            settings.server->port = server.serverPort();
            accounts.change(settings);
            return waitOnline(server);
        }
        Account *waitOnline(const Server &server)
        {
            Account *account = accounts.find(romeo());
            until([&] {
                return account->status().phase == Phase::Online
                    && account->session()->certificate == server.identity.certificate;
            });
            settle();
            return account;
        }
        void show()
        {
            window = std::make_unique<MainWindow>(services, dialogs);
            window->show();
            settle();
        }
        SecurityDialog &dialog()
        {
            auto *found = window->findChild<SecurityDialog *>();
            if (!found) {
                found = new SecurityDialog(accounts, romeo(), window.get());
                found->show();
            }
            return *found;
        }
        QString text(const char *label) { return dialog().findChild<QLabel *>(label)->text(); }
        QListWidget &history() { return *dialog().findChild<QListWidget *>("history"); }
        QPushButton &button(const char *name) { return *dialog().findChild<QPushButton *>(name); }
        NoticeBar *notice()
        {
            const auto bars = window->findChildren<NoticeBar *>();
            for (NoticeBar *bar : bars) {
                if (!bar->isHidden() && bar->text().contains(u"another key")) {
                    return bar;
                }
            }
            return nullptr;
        }

        Dialogs dialogs;
        std::unique_ptr<MainWindow> window;
    };

private Q_SLOTS:
    void rejectedCertificateIsNamedTogetherWithWhoWasMeant()
    {
        const Identity other = authority().issue({ "xmpp.evil.lit", { "DNS:xmpp.evil.lit" } });
        const auto report = CertificateReport::of(QStringLiteral("montague.lit"), other.certificate,
                                                  { QSslError(QSslError::HostNameMismatch, other.certificate) });
        CertificateDialog dialog(QStringLiteral("romeo@montague.lit"), report);
        QString text;
        for (const auto *label : dialog.findChildren<QLabel *>()) {
            text += label->text() + u'\n';
        }
        QVERIFY2(text.contains(u"montague.lit") && text.contains(u"xmpp.evil.lit"), qPrintable(text));
    }

    void weakerLoginIsThePersonsToAccept()
    {
        Server server;
        Fixture f;
        AccountSettings settings;
        settings.jid = f.romeo();
        settings.server = AccountSettings::Server { "127.0.0.1", server.serverPort(), AccountSettings::Tls::StartTls };
        settings.extraAuthority = authority().pem();
        settings.strongest = { QStringLiteral("SCRAM-SHA-512"), LoginRecord::Binding::Used };
        f.show();
        f.accounts.add(settings, { Secret(QStringLiteral("pencil")) });
        f.until([&f] { return f.accounts.find(f.romeo()); });
        Account *account = f.accounts.find(f.romeo());
        f.until([account] { return account->status().phase == Phase::Offline && account->status().error; });
        QCOMPARE(account->status().error->condition, QStringLiteral("downgrade"));
        const auto ask = [&f]() -> QMessageBox * {
            const auto accept = [&f]() -> QPushButton * {
                for (auto *button : f.window->findChildren<QPushButton *>()) {
                    if (button->isVisible() && button->text() == QString::fromUtf8("Accept it\u2026")) {
                        return button;
                    }
                }
                return nullptr;
            };
            f.until([&accept] { return accept(); });
            accept()->click();
            return f.window->findChild<QMessageBox *>();
        };
        QPointer<QMessageBox> box = ask();
        QVERIFY(box);
        QVERIFY2(box->text().contains(u"SCRAM-SHA-512"), qPrintable(box->text()));
        QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
        QTest::keyClick(box, Qt::Key_Return);
        f.until([&box] { return !box; });
        QCOMPARE(account->status().phase, Phase::Offline);
        QCOMPARE(server.connections(), 1);
        box = ask();
        QVERIFY(box);
        AccountSettings meanwhile = account->settings(); // what is changed while the question stands is not undone
        meanwhile.passwordPlace = AccountSettings::PasswordPlace::AskEachTime;
        QVERIFY(f.accounts.change(meanwhile));
        for (auto *button : box->buttons()) {
            if (box->buttonRole(button) == QMessageBox::AcceptRole) {
                button->click();
            }
        }
        f.until([account] { return account->status().phase == Phase::Online; });
        QCOMPARE(account->settings().passwordPlace, AccountSettings::PasswordPlace::AskEachTime);
    }

    void connectionIsShownForWhatItIs()
    {
        Server server;
        Fixture f;
        const Account *account = f.logIn(server);
        f.show();
        QCOMPARE(f.text("verdict"), verdictText(Verdict::CertificateOnly));
        QCOMPARE(f.text("concerns"), concernText(ConnectionSecurity::Concern::NoBinding));
        QCOMPARE(f.text("server"), QStringLiteral("127.0.0.1"));
        QCOMPARE(f.text("login"), QStringLiteral("SCRAM-SHA-256"));
        QVERIFY(f.text("encryption").contains(account->session()->tlsCipher));
        QVERIFY(f.text("binding").startsWith(u"no"));
        QCOMPARE(f.text("trust"), trustText(ConnectionFacts::Trust::OwnAuthority));
        QCOMPARE(f.history().count(), 1);
        QVERIFY(f.history().item(0)->text().contains(u"in use"));
        QVERIFY(f.text("issuedFor").contains(u"montague.lit"));
        QCOMPARE(f.text("fingerprint"), groupedFingerprint(server.fingerprint()));
        QVERIFY(!f.button("known").isVisible());
        QVERIFY(!f.notice());

        f.button("copy").click();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.contains(f.text("fingerprint")));
        QVERIFY(copied.contains(u"SCRAM-SHA-256"));
        QVERIFY(copied.contains(u"BEGIN CERTIFICATE"));
    }

    void noticeOffersWhatHelpsNow()
    {
        Server before;
        Server after { TestAuthority().issue({ "montague.lit", { "DNS:montague.lit" } }) };
        Fixture f;
        const Account *account = f.logIn(before);
        f.show();
        AccountSettings settings = account->settings();
        settings.server->port = 1; // nobody is there: it can be tried again
        f.accounts.change(settings);
        f.until([&] { return account->status().phase == Phase::Waiting; });
        settings.server->port = after.serverPort();
        f.accounts.change(settings);
        f.until([&] { return account->status().phase == Phase::NeedsTrust; });
        f.settle();
        for (auto *button : f.window->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().contains(u"certificate")) {
                button->click();
            }
        }
        const auto *dialog = f.window->findChild<CertificateDialog *>();
        QVERIFY(dialog && dialog->isVisible());
    }

    void anotherKeyIsAnnouncedUntilThePersonKnows()
    {
        Server before;
        Server after;
        Fixture f;
        f.logIn(before);
        f.show();
        f.moveTo(after);
        QTRY_VERIFY(f.notice());
        QVERIFY(f.notice()->text().contains(shortFingerprint(before.fingerprint())));
        QVERIFY(f.notice()->text().contains(shortFingerprint(after.fingerprint())));

        const auto *said = f.notice()->findChildren<QLabel *>().last();
        f.window->resize(720, 700);
        QTRY_VERIFY2(said->height() >= said->heightForWidth(said->width()),
                     qPrintable(QString("%1 x %2, needs %3")
                                    .arg(said->width())
                                    .arg(said->height())
                                    .arg(said->heightForWidth(said->width()))));

        const auto buttons = f.notice()->findChildren<QPushButton *>();
        const auto compare =
            std::find_if(buttons.cbegin(), buttons.cend(), [](auto *button) { return button->text() == u"Compare…"; });
        QVERIFY(compare != buttons.cend());
        QTest::keyClick(*compare, Qt::Key_Space);
        QVERIFY(f.window->findChild<SecurityDialog *>());
        QCOMPARE(f.text("verdict"), verdictText(Verdict::Weak));
        QVERIFY(f.text("concerns").contains(concernText(ConnectionSecurity::Concern::UnexpectedKey)));
        QCOMPARE(f.history().count(), 2);
        QVERIFY(f.history().item(0)->text().contains(u"unexpected key"));
        QCOMPARE(f.text("fingerprint"), groupedFingerprint(after.fingerprint()));
        auto *print = f.dialog().findChild<QLabel *>("fingerprint");
        QVERIFY(print->isVisible()); // the page of the certificates is in front
        f.dialog().resize(1, 1);
        QTRY_VERIFY(print->height() >= print->sizeHint().height());
        QVERIFY(f.button("known").isVisible());
        f.history().setFocus();
        QTest::keyClick(&f.history(), Qt::Key_Down);
        QCOMPARE(f.text("fingerprint"), groupedFingerprint(before.fingerprint()));

        QTest::keyClick(&f.button("known"), Qt::Key_Space);
        f.settle();
        QVERIFY(!f.notice());
        QVERIFY(!f.button("known").isVisible());
        QCOMPARE(f.text("verdict"), verdictText(Verdict::CertificateOnly));
        QCOMPARE(f.history().count(), 2); // kept all the same
        f.moveTo(before);
        f.moveTo(after);
        QVERIFY(!f.notice()); // both are known
    }

    void announcementOutlivesTheProgram()
    {
        Server before;
        Server after;
        Fixture f;
        f.logIn(before);
        Account *account = f.moveTo(after);
        QTRY_VERIFY(account->certificates().news());
        const CertificateHistory next(WindowWorld::romeo(), f.clock, f.store); // of the next run
        QTRY_COMPARE(next.entries().size(), 2);
        QVERIFY(next.news());
        QCOMPARE(next.news()->fingerprint, after.fingerprint());
        f.show();
        QVERIFY(f.notice());
        const auto tools = f.notice()->findChildren<QToolButton *>();
        const auto close =
            std::find_if(tools.cbegin(), tools.cend(), [](auto *tool) { return tool->accessibleName() == u"Dismiss"; });
        QVERIFY(close != tools.cend());
        (*close)->click();
        f.settle();
        QVERIFY(!f.notice());
        const CertificateHistory afterwards(WindowWorld::romeo(), f.clock, f.store);
        QTRY_COMPARE(afterwards.entries().size(), 2);
        QVERIFY(!afterwards.news());
    }

    void certificateThatThePersonAcceptedIsNotAnnounced()
    {
        Server before;
        Server after;
        Fixture f;
        f.logIn(before);
        f.show();
        AccountSettings settings = f.accounts.find(f.romeo())->settings();
        settings.pinnedCertificate = after.fingerprint();
        settings.server->port = after.serverPort();
        f.accounts.change(settings);
        f.waitOnline(after);
        QTRY_COMPARE(f.history().count(), 2);
        QVERIFY(!f.notice());
        QVERIFY(f.history().item(0)->text().contains(u"accepted by you"));
        QCOMPARE(f.text("verdict"), verdictText(Verdict::Protected));
    }

    void settingsLeadThere()
    {
        Server server;
        Fixture f;
        f.logIn(server);
        f.show();
        SettingsDialog settings(f.services, f.dialogs);
        settings.setAttribute(Qt::WA_DeleteOnClose, false);
        settings.show();
        QCOMPARE(settings.findChild<QLabel *>("security")->text(), verdictText(Verdict::CertificateOnly));
        QTest::keyClick(settings.findChild<QPushButton *>("showSecurity"), Qt::Key_Space);
        auto *shown = settings.findChild<SecurityDialog *>();
        QVERIFY(shown);
        QCOMPARE(shown->findChild<QComboBox *>("account")->currentText(), f.romeo().toString());
    }

    void offlineAccountAndRemovedOne()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        QCOMPARE(f.text("verdict"), verdictText(Verdict::NotConnected));
        QVERIFY(!f.dialog().findChild<QLabel *>("noCertificate")->isHidden());
        QCOMPARE(f.text("login"), QStringLiteral("–"));
        QCOMPARE(f.text("trust"), QStringLiteral("–"));
        QVERIFY(f.accounts.remove(f.romeo()).has_value());
        f.settle();
        QTRY_VERIFY(!f.window->findChild<SecurityDialog *>()); // there is nothing left to show
    }
};

QTEST_MAIN(TestSecurity)
#include "tst_security.moc"
