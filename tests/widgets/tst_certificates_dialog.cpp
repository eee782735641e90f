// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_server.h"
#include "support/window_world.h"

#include "widgets/account_wizard.h"
#include "widgets/certificate_dialog.h"
#include "widgets/error_text.h"
#include "widgets/notice_bar.h"
#include "widgets/notices_pane.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

using namespace natter;
using Phase = AccountStatus::Phase;
using Problem = CertificateReport::Problem;

/// A certificate that is not accepted: what the person sees of it, and that only they can accept it.
class TestCertificatesDialog : public QObject
{
    Q_OBJECT

    TestAuthority m_authority; // nobody trusts it

    Identity montague() const { return m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }); }

    /// The dialog alone.
    struct Shown
    {
        explicit Shown(const CertificateReport &report)
            : dialog(new CertificateDialog("romeo@montague.lit", report))
            , trusted(dialog, &CertificateDialog::trusted)
            , finished(dialog, &QDialog::finished)
        {
            dialog->show();
            dialog->activateWindow();
            WindowWorld::until([this] { return dialog->isActiveWindow(); });
        }
        ~Shown() { delete dialog; }
        Q_DISABLE_COPY_MOVE(Shown)

        QString text(const char *name) const { return label(name).text(); }
        const QLabel &label(const char *name) const { return *dialog->findChild<QLabel *>(QLatin1String(name)); }
        QPushButton &button(const char *name) const { return *dialog->findChild<QPushButton *>(QLatin1String(name)); }

        QPointer<CertificateDialog> dialog;
        QSignalSpy trusted;
        QSignalSpy finished;
    };

    CertificateReport report(const QList<Problem> &problems) const
    {
        return { "montague.lit", problems, montague().certificate };
    }

    /// Logging in for the first time.
    struct Wizard : WindowWorld
    {
        explicit Wizard(const ScriptedServer &server)
        {
            wizard.show();
            wizard.activateWindow();
            until([this] { return wizard.isActiveWindow(); });
            QTest::keyClick(&child<QPushButton>("chooseLogin"), Qt::Key_Space);
            child<QLineEdit>("host").setText("127.0.0.1");
            child<QSpinBox>("port").setValue(server.serverPort());
            QTest::keyClicks(&child<QLineEdit>("address"), "romeo@montague.lit");
            QTest::keyClicks(&child<QLineEdit>("password"), "pencil");
            QTest::keyClick(&child<QLineEdit>("password"), Qt::Key_Return);
            until([this] { return dialog() != nullptr; });
        }
        template <typename T> T &child(const char *name) { return *wizard.findChild<T *>(QString::fromLatin1(name)); }
        CertificateDialog *dialog() { return wizard.findChild<CertificateDialog *>(); }
        QString page() { return child<QStackedWidget>("pages").currentWidget()->objectName(); }

        Dialogs dialogs;
        AccountWizard wizard { services, dialogs };
    };

    /// An account that was set up with a certificate of its own.
    struct Pinned : WindowWorld
    {
        Pinned(const QSslCertificate &before, const ScriptedServer &server)
        {
            account = addRomeo();
            AccountSettings settings = account->settings();
            settings.pinnedCertificate = before.digest(QCryptographicHash::Sha256);
            settings.server = AccountSettings::Server { "127.0.0.1", server.serverPort(), {} };
            settings.server->tls = AccountSettings::Tls::StartTls;
            if (!accounts.change(settings)) {
                qFatal("not changed");
            }
            pane.show();
            account->providePassword(Secret(QStringLiteral("pencil")));
        }
        void untilPhase(Phase phase)
        {
            until([&] { return account->status().phase == phase; });
        }
        QPushButton *offer()
        {
            for (auto *button : pane.findChildren<QPushButton *>()) {
                if (button->isVisible() && button->text() == "Look at the certificate…") {
                    return button;
                }
            }
            return nullptr;
        }
        CertificateDialog *look()
        {
            until([this] { return offer() != nullptr; });
            QTest::mouseClick(offer(), Qt::LeftButton);
            return pane.findChild<CertificateDialog *>();
        }
        QByteArray pin() const { return account->settings().pinnedCertificate; }

        Account *account = nullptr;
        NoticesPane pane { services };
    };

    static void press(const QWidget *dialog, const char *button)
    {
        QTest::keyClick(dialog->findChild<QPushButton *>(QLatin1String(button)), Qt::Key_Space);
    }

private Q_SLOTS:
    void saysWhoseCertificateItIsAndWhatIsWrong()
    {
        const CertificateReport wrong = report({ Problem::Untrusted, Problem::Expired });
        const Shown f(wrong);
        QVERIFY(f.text("explanation").contains("romeo@montague.lit"));
        QVERIFY(f.text("explanation").contains("the server for montague.lit"));
        QVERIFY(f.text("problems").contains("issued by somebody this computer does not trust."));
        QVERIFY(f.text("problems").contains("The certificate has expired."));
        QCOMPARE(f.text("issuedFor"), QString("montague.lit"));
        QCOMPARE(f.text("issuedBy"), QString("Authority for tests"));
        QString grouped = f.text("fingerprint");
        QCOMPARE(grouped.count(u'\n'), 1); // two lines of eight groups
        const QByteArray digest = QCryptographicHash::hash(wrong.certificate.toDer(), QCryptographicHash::Sha256);
        QCOMPARE(grouped.remove(u' ').remove(u'\n'), QString::fromLatin1(digest.toHex().toUpper()));
    }

    void everyProblemHasWords_data()
    {
        QTest::addColumn<Problem>("problem");
        for (const Problem problem : { Problem::Untrusted, Problem::SelfSigned, Problem::Expired, Problem::NotYetValid,
                                       Problem::HostMismatch, Problem::Revoked, Problem::Changed, Problem::Unusable }) {
            QTest::addRow("%d", static_cast<int>(problem)) << problem;
        }
    }
    void everyProblemHasWords()
    {
        QFETCH(Problem, problem);
        const Shown f(report({ problem }));
        QVERIFY(f.text("problems").endsWith(u'.'));
        for (const Problem other : { Problem::Untrusted, Problem::SelfSigned, Problem::Expired, Problem::NotYetValid,
                                     Problem::HostMismatch, Problem::Revoked, Problem::Changed, Problem::Unusable }) {
            QCOMPARE(certificateText(report({ other })) == f.text("problems"), other == problem);
        }
    }

    void enterDoesNotTrust()
    {
        const Shown f(report({ Problem::Untrusted }));
        QVERIFY(f.button("trust").isVisible());
        QVERIFY(!f.button("trust").isDefault());
        QVERIFY(!f.button("trust").hasFocus());
        QVERIFY(f.button("cancel").isDefault());
        QTest::keyClick(f.dialog->focusWidget(), Qt::Key_Return);
        QCOMPARE(f.finished.count(), 1);
        QCOMPARE(f.finished.first().first().toInt(), int(QDialog::Rejected));
        QCOMPARE(f.trusted.count(), 0);
    }

    void escapeDoesNotTrust()
    {
        const Shown f(report({ Problem::Untrusted }));
        QTest::keyClick(f.dialog, Qt::Key_Escape);
        QCOMPARE(f.finished.count(), 1);
        QCOMPARE(f.trusted.count(), 0);
    }

    void trustIsForThisCertificateAlone()
    {
        const CertificateReport first = report({ Problem::Untrusted });
        const CertificateReport second = report({ Problem::Untrusted }); // of the same name and authority
        const Shown f(first);
        QTest::keyClick(&f.button("trust"), Qt::Key_Space);
        QCOMPARE(f.trusted.count(), 1);
        QCOMPARE(f.trusted.first().first().toByteArray(), first.certificate.digest(QCryptographicHash::Sha256));
        QVERIFY(f.trusted.first().first().toByteArray() != second.pin());
        QCOMPARE(f.finished.first().first().toInt(), int(QDialog::Accepted));
    }

    void trustIsReachedWithTheTabKey()
    {
        const Shown f(report({ Problem::Untrusted }));
        for (int i = 0; i < 10 && !f.button("trust").hasFocus(); ++i) {
            QTest::keyClick(f.dialog->focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(f.button("trust").hasFocus());
        QTest::keyClick(f.dialog->focusWidget(), Qt::Key_Space);
        QCOMPARE(f.trusted.count(), 1);
    }

    void revokedOneCannotBeTrusted_data()
    {
        QTest::addColumn<QList<Problem>>("problems");
        QTest::newRow("alone") << QList { Problem::Revoked };
        QTest::newRow("among others") << QList { Problem::Untrusted, Problem::Revoked, Problem::Changed };
    }
    void revokedOneCannotBeTrusted()
    {
        QFETCH(QList<Problem>, problems);
        const Shown f(report(problems));
        QVERIFY(!f.button("trust").isVisible());
        QVERIFY(f.text("problems").contains("Natter will not connect with it."));
        for (int i = 0; i < 10; ++i) { // nor is it found by keys
            QTest::keyClick(f.dialog->focusWidget(), Qt::Key_Tab);
            QVERIFY(!f.button("trust").hasFocus());
        }
        QTest::keyClick(f.dialog, Qt::Key_Return);
        QCOMPARE(f.trusted.count(), 0);
    }

    void noCertificateCannotBeTrusted()
    {
        const Shown f(CertificateReport { "montague.lit", { Problem::Unusable }, QSslCertificate() });
        QVERIFY(!f.button("trust").isVisible());
    }

    void detailsCanBeCopied()
    {
        const CertificateReport wrong = report({ Problem::HostMismatch });
        const Shown f(wrong);
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(&f.button("copy"), Qt::Key_Space);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.contains(f.text("fingerprint")));
        QVERIFY(copied.contains(f.text("problems")));
        QVERIFY(copied.contains(QString::fromLatin1(wrong.certificate.toPem())));
        QCOMPARE(f.finished.count(), 0); // that was no answer
    }

    void namesOfAStrangerAreNoMarkup()
    {
        const QString name = QString("<b>montague.lit</b>") + QChar(0x202e) + "til.teulupac";
        const auto identity = TestAuthority::selfSigned({ name, {} });
        const Shown f(CertificateReport { "montague.lit", { Problem::SelfSigned }, identity.certificate });
        for (const char *label : { "issuedFor", "issuedBy" }) {
            QCOMPARE(f.label(label).textFormat(), Qt::PlainText);
            QCOMPARE(f.text(label), QString("<b>montague.lit</b><U+202E>til.teulupac"));
        }
    }

    void manyNamesLeaveTheButtonsOnTheScreen()
    {
        QStringList names;
        for (int i = 0; i < 500; ++i) {
            names.append(QString("DNS:a-rather-long-name-of-a-server-%1.montague.lit").arg(i));
        }
        const auto identity = TestAuthority::selfSigned({ "montague.lit", names });
        const Shown f(CertificateReport { "montague.lit", { Problem::SelfSigned }, identity.certificate });
        QVERIFY2(f.dialog->height() < 700, qPrintable(QString::number(f.dialog->height())));
        QVERIFY(f.dialog->rect().contains(f.button("cancel").geometry()));
    }

    void acceptedOneLetsTheWizardGoOn()
    {
        const Identity identity = montague();
        ScriptedServer server(Script().bound(), identity);
        Wizard f(server);
        QVERIFY(!server.received().contains("<auth")); // no login before the answer
        press(f.dialog(), "trust");
        f.until([&f] { return !f.wizard.isVisible(); });
        const Account *account = f.accounts.find(f.romeo());
        QVERIFY(account);
        QCOMPARE(account->status().phase, Phase::Online);
        const QByteArray pin = identity.certificate.digest(QCryptographicHash::Sha256);
        QCOMPARE(account->settings().pinnedCertificate, pin);
        QCOMPARE(f.book.find(f.romeo())->pinnedCertificate, pin); // at the next start as well
    }

    void refusedOneLeavesNothing()
    {
        ScriptedServer server(Script().bound(), montague());
        Wizard f(server);
        QTest::keyClick(f.dialog()->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!f.dialog());
        QCOMPARE(f.page(), QString("loginPage"));
        QVERIFY(f.child<QLabel>("problem").isVisible());
        QCOMPARE(f.child<QLineEdit>("address").text(), QString("romeo@montague.lit"));
        QTest::keyClick(&f.wizard, Qt::Key_Escape);
        f.settle();
        QVERIFY(f.accounts.isEmpty());
        QVERIFY(f.book.accounts().isEmpty());
        QVERIFY(f.vault.passwords.isEmpty());
        QVERIFY(!server.received().contains("<auth"));
        QCOMPARE(server.connections(), 1);
    }

    void refusedOneIsAskedAboutAtTheNextAttempt()
    {
        ScriptedServer server(Script().bound(), montague());
        Wizard f(server);
        QTest::keyClick(f.dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!f.dialog());
        QTest::keyClick(&f.child<QLineEdit>("password"), Qt::Key_Return);
        f.until([&f] { return f.dialog() != nullptr; });
        QVERIFY(!server.received().contains("<auth"));
        press(f.dialog(), "trust");
        f.until([&f] { return !f.wizard.isVisible(); });
        QCOMPARE(f.accounts.find(f.romeo())->status().phase, Phase::Online);
    }

    void changedOneIsSaidAndCanBeAccepted()
    {
        const Identity now = montague();
        ScriptedServer server(Script().bound(), now);
        Pinned f(montague().certificate, server);
        f.untilPhase(Phase::NeedsTrust);
        CertificateDialog *dialog = f.look();
        QVERIFY(dialog);
        const QString problems = dialog->findChild<QLabel *>("problems")->text();
        QVERIFY2(problems.startsWith("The certificate is not the one that you accepted"), qPrintable(problems));
        QVERIFY(!server.received().contains("<auth"));
        press(dialog, "trust");
        f.untilPhase(Phase::Online);
        QCOMPARE(f.pin(), now.certificate.digest(QCryptographicHash::Sha256));
        QCOMPARE(f.book.find(f.romeo())->pinnedCertificate, f.pin());
    }

    void changedOneThatIsRefusedChangesNothing()
    {
        const Identity before = montague();
        ScriptedServer server(Script().bound(), montague());
        Pinned f(before.certificate, server);
        f.untilPhase(Phase::NeedsTrust);
        const int connections = server.connections();
        QPointer<CertificateDialog> dialog = f.look();
        QVERIFY(dialog);
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QCOMPARE(f.account->status().phase, Phase::NeedsTrust);
        QCOMPARE(f.pin(), before.certificate.digest(QCryptographicHash::Sha256));
        QCOMPARE(server.connections(), connections);
        QVERIFY(!server.received().contains("<auth"));
        QVERIFY(f.look()); // it can be looked at once more
    }

    void onlyTheOneThatWasShownIsAccepted()
    {
        const Identity shown = montague();
        ScriptedServer server(Script().bound(), shown);
        ScriptedServer other(Script().bound(), montague());
        Pinned f(montague().certificate, server);
        f.untilPhase(Phase::NeedsTrust);
        CertificateDialog *dialog = f.look();
        QVERIFY(dialog);
        AccountSettings settings = f.account->settings(); // meanwhile somebody else answers
        settings.server->port = other.serverPort();
        QVERIFY(f.accounts.change(settings));
        f.until([&] { return other.connections() == 1; });
        f.untilPhase(Phase::NeedsTrust);
        press(dialog, "trust");
        QCOMPARE(f.pin(), shown.certificate.digest(QCryptographicHash::Sha256));
        f.until([&] { return other.connections() == 2; });
        f.untilPhase(Phase::NeedsTrust);
        QVERIFY(!other.received().contains("<auth"));
    }

    void accountThatGoesMeanwhileIsNotAskedAbout()
    {
        ScriptedServer server(Script().bound(), montague());
        Pinned f(montague().certificate, server);
        f.untilPhase(Phase::NeedsTrust);
        QPointer<CertificateDialog> dialog = f.look();
        QVERIFY(dialog);
        QVERIFY(f.accounts.remove(f.romeo()));
        press(dialog, "trust");
        QTRY_VERIFY(!dialog);
        QVERIFY(f.accounts.isEmpty());
        QVERIFY(f.book.accounts().isEmpty());
    }
};

QTEST_MAIN(TestCertificatesDialog)
#include "tst_certificates_dialog.moc"
