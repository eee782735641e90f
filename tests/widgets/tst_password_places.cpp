// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_server.h"
#include "support/window_world.h"

#include "platform/system_vault.h"
#include "widgets/account_wizard.h"
#include "widgets/error_text.h"
#include "widgets/notice_bar.h"
#include "widgets/notices_pane.h"
#include "widgets/password_dialog.h"
#include "widgets/settings_dialog.h"

#include <QCheckBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>

using namespace natter;
using Phase = AccountStatus::Phase;
using Place = AccountSettings::PasswordPlace;

/// Where a password goes: where the person said, and nowhere else.
class TestPasswordPlaces : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    Identity montague() const { return m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }); }

    /// Picks the same file every time.
    struct Files : Dialogs
    {
        QString file;
        QString fileToOpen(QWidget *, const QString &, const QString &) override { return file; }
    };

    /// A certificate of Romeo's own, with its key.
    static QString certificateFile(const QTemporaryDir &folder)
    {
        const Identity own = TestAuthority::selfSigned({ QStringLiteral("Romeo"), {}, -1, 30, "clientAuth" });
        QFile file(folder.filePath("own.pem"));
        if (!file.open(QIODevice::WriteOnly) || file.write(own.certificate.toPem() + own.key.toPem()) < 0) {
            qFatal("no certificate");
        }
        return file.fileName();
    }

    /// A computer without a keychain.
    struct Keychainless : WindowWorld
    {
        Keychainless(const TestAuthority &authority, quint16 port) : m_authority(authority.pem()), m_port(port)
        {
            start();
        }

        void start()
        {
            keepers.reset();
            keeperBook = std::make_unique<AccountBook>(folder.filePath("keepers.json"));
            if (!keeperBook->load()) {
                qFatal("no account book");
            }
            keepers = std::make_unique<Accounts>(
                *keeperBook, AccountContext { clock, random, files, store, conversations, preferences });
            keepers->start();
        }
        ChatServices keeperServices()
        {
            return { *keepers, conversations, preferences, searcher, keeper, transfer, proofreader, later };
        }
        /// Romeo's account, whose password should be in the keychain.
        void addKeychainAccount()
        {
            AccountSettings settings;
            settings.jid = romeo();
            settings.server = AccountSettings::Server { "127.0.0.1", m_port, AccountSettings::Tls::StartTls };
            settings.extraAuthority = m_authority;
            if (!keeperBook->put(settings)) {
                qFatal("no account");
            }
            keepers->start();
            untilPhase(Phase::NeedsPassword);
        }
        Account *account() { return keepers->find(romeo()); }
        void untilPhase(Phase phase)
        {
            until([&] { return account() && account()->status().phase == phase; });
        }
        QString file() const { return folder.filePath("passwords.json"); }
        QByteArray kept() const
        {
            QFile passwords(file());
            return passwords.open(QIODevice::ReadOnly) ? passwords.readAll() : QByteArray();
        }

        SystemVault files { folder.path() };
        std::unique_ptr<AccountBook> keeperBook;
        std::unique_ptr<Accounts> keepers;

    private:
        QByteArray m_authority;
        quint16 m_port;
    };

    /// The wizard there, up to the question where the password shall be kept.
    struct Fixture : Keychainless
    {
        Fixture(const TestAuthority &authority, quint16 port) : Keychainless(authority, port)
        {
            dialogs.file = folder.filePath("authority.pem");
            QFile pem(dialogs.file);
            if (!pem.open(QIODevice::WriteOnly) || pem.write(authority.pem()) < 0) {
                qFatal("no authority");
            }
            pem.close();
            wizard = std::make_unique<AccountWizard>(keeperServices(), dialogs);
            wizard->show();
            wizard->activateWindow();
            until([this] { return wizard->isActiveWindow(); });
            QTest::keyClick(&child<QPushButton>("chooseLogin"), Qt::Key_Space);
            QTest::mouseClick(&child<QToolButton>("advancedToggle"), Qt::LeftButton);
            child<QLineEdit>("host").setText("127.0.0.1");
            child<QSpinBox>("port").setValue(port);
            QTest::keyClick(&child<QPushButton>("chooseAuthority"), Qt::Key_Space);
            QTest::keyClicks(&child<QLineEdit>("address"), "romeo@montague.lit");
            QTest::keyClicks(&child<QLineEdit>("password"), "pencil");
            logIn();
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
        void logIn()
        {
            QTest::keyClick(&child<QLineEdit>("password"), Qt::Key_Return);
            until([this] { return page() == "vaultPage"; });
        }
        void choose(const char *place)
        {
            QTest::keyClick(&child<QRadioButton>(place), Qt::Key_Space);
            QTest::keyClick(&child<QRadioButton>(place), Qt::Key_Return);
        }
        void goOnline(const char *place)
        {
            choose(place);
            untilPhase(Phase::Online);
            until([this] { return !wizard->isVisible(); });
        }
        /// The program ends, and is started once more.
        void startAgain()
        {
            wizard.reset();
            start();
        }

        Files dialogs;
        std::unique_ptr<AccountWizard> wizard;
    };

    /// The question for a password, from the notice that asks for it.
    struct Question
    {
        explicit Question(NoticesPane &pane)
        {
            pane.show();
            for (auto *button : pane.findChildren<QPushButton *>()) {
                if (button->isVisible() && button->text() == "Enter the password…") {
                    QTest::mouseClick(button, Qt::LeftButton);
                }
            }
            dialog = pane.findChild<PasswordDialog *>();
            if (!dialog || !dialog->isVisible()) {
                qFatal("nobody asks");
            }
        }
        QLineEdit &password() { return *dialog->findChild<QLineEdit *>("password"); }
        QCheckBox &keep() { return *dialog->findChild<QCheckBox *>("keep"); }
        QPushButton &accept() { return *dialog->findChild<QPushButton *>("accept"); }
        void answer(const QString &text)
        {
            QTest::keyClicks(&password(), text);
            QTest::keyClick(&password(), Qt::Key_Return);
            QTRY_VERIFY(!dialog);
        }

        QPointer<PasswordDialog> dialog;
    };

    /// An account that waits for its password, on a computer with a keychain.
    struct Asked : WindowWorld
    {
        Asked(const TestAuthority &authority, quint16 port, Place place, const QString &stored = {})
        {
            if (!stored.isEmpty()) {
                vault.passwords.insert(romeo(), Secret(stored));
            }
            AccountSettings settings;
            settings.jid = romeo();
            settings.server = AccountSettings::Server { "127.0.0.1", port, AccountSettings::Tls::StartTls };
            settings.extraAuthority = authority.pem();
            settings.passwordPlace = place;
            if (!book.put(settings)) {
                qFatal("no account");
            }
            accounts.start();
            account = accounts.find(romeo());
            untilPhase(Phase::NeedsPassword);
        }
        void untilPhase(Phase phase)
        {
            until([&] { return account->status().phase == phase; });
        }
        QString stored() const { return vault.passwords.value(romeo()).reveal(); }

        Account *account = nullptr;
        NoticesPane pane { services };
    };

    static QString noticed(const NoticesPane &pane)
    {
        QStringList texts;
        for (const auto *bar : pane.findChildren<NoticeBar *>()) {
            texts += bar->isHidden() ? QString() : bar->text();
        }
        return texts.join(u'\n');
    }

public:
    static void initMain() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus"); }

private Q_SLOTS:
    void withoutAKeychainThePersonIsAsked()
    {
        ScriptedServer server(Script().bound(), montague());
        Fixture f(m_authority, server.serverPort());
        QVERIFY(f.child<QRadioButton>("askEachTime").isChecked()); // the safe one
        QVERIFY(!f.child<QRadioButton>("privateFile").isChecked());
        QVERIFY(f.child<QLabel>("vaultHint").isVisible());
        QCOMPARE(f.child<QPushButton>("next").text(), QString("Continue"));
        QVERIFY(!f.account()); // nothing is decided yet
        QVERIFY(!QFile::exists(f.file()));
        QCOMPARE(server.connections(), 0);
    }

    void privateFileIsReadAtTheNextStart()
    {
        ScriptedServer server(Script().bound(), montague());
        Fixture f(m_authority, server.serverPort());
        f.goOnline("privateFile");
        QCOMPARE(f.account()->settings().passwordPlace, Place::PrivateFile);
        QVERIFY(f.kept().contains("pencil"));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(f.file()) & others, QFile::Permissions());
        f.startAgain();
        QCOMPARE(f.account()->settings().passwordPlace, Place::PrivateFile);
        f.untilPhase(Phase::Online); // without a question
    }

    void askedEachTimeIsAskedAtTheNextStart()
    {
        ScriptedServer server(Script().bound(), montague());
        Fixture f(m_authority, server.serverPort());
        f.goOnline("askEachTime");
        QCOMPARE(f.account()->settings().passwordPlace, Place::AskEachTime);
        QVERIFY(!QFile::exists(f.file()));
        f.startAgain();
        QCOMPARE(f.account()->settings().passwordPlace, Place::AskEachTime);
        f.untilPhase(Phase::NeedsPassword);
        QVERIFY(!QFile::exists(f.file()));
    }

    void passwordIsInNoOtherFileOfTheProfile()
    {
        ScriptedServer server(Script().bound(), montague());
        Fixture f(m_authority, server.serverPort());
        f.goOnline("askEachTime");
        f.settle();
        for (const QFileInfo &info : QDir(f.folder.path()).entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("pencil"), qPrintable(info.fileName()));
        }
    }

    void placeIsChosenWithKeysAlone()
    {
        ScriptedServer server(Script().bound(), montague());
        Fixture f(m_authority, server.serverPort());
        auto &first = f.child<QRadioButton>("askEachTime");
        for (int i = 0; i < 10 && !first.hasFocus(); ++i) {
            QVERIFY(f.wizard->focusWidget());
            QTest::keyClick(f.wizard->focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(first.hasFocus());
        QTest::keyClick(&first, Qt::Key_Down);
        QVERIFY(f.child<QRadioButton>("privateFile").isChecked());
        QTest::keyClick(f.wizard->focusWidget(), Qt::Key_Return);
        f.untilPhase(Phase::Online);
        QVERIFY(f.kept().contains("pencil"));
    }

    void goingBackKeepsWhatWasTyped()
    {
        ScriptedServer server(Script().bound(), montague());
        Fixture f(m_authority, server.serverPort());
        QTest::keyClick(&f.child<QRadioButton>("privateFile"), Qt::Key_Space);
        QTest::keyClick(&f.child<QPushButton>("back"), Qt::Key_Space);
        QCOMPARE(f.page(), QString("loginPage"));
        QCOMPARE(f.child<QLineEdit>("address").text(), QString("romeo@montague.lit"));
        QCOMPARE(f.child<QLineEdit>("password").text(), QString("pencil"));
        QCOMPARE(f.child<QLineEdit>("password").echoMode(), QLineEdit::Password);
        QCOMPARE(f.child<QLineEdit>("host").text(), QString("127.0.0.1"));
        QVERIFY(!QFile::exists(f.file()));
        f.logIn(); // asks once more, and remembers the choice
        QVERIFY(f.child<QRadioButton>("privateFile").isChecked());
        f.goOnline("privateFile");
    }

    void escapeKeepsNothing()
    {
        ScriptedServer server(Script().bound(), montague());
        Fixture f(m_authority, server.serverPort());
        QTest::keyClick(&f.child<QRadioButton>("privateFile"), Qt::Key_Space);
        QTest::keyClick(f.wizard.get(), Qt::Key_Escape);
        f.settle();
        QVERIFY(!f.wizard->isVisible());
        QVERIFY(f.keepers->isEmpty());
        QVERIFY(!QFile::exists(f.file()));
        QCOMPARE(server.connections(), 0);
    }

    void passwordThatIsRefusedDoesNotStayInTheFile()
    {
        ScriptedServer server(Script().offersLogin().authenticate(Script::Login::Refused), montague());
        Fixture f(m_authority, server.serverPort());
        f.choose("privateFile");
        f.until([&f] { return f.child<QLabel>("problem").isVisible(); });
        f.until([&f] { return f.keepers->isEmpty(); });
        QCOMPARE(f.page(), QString("loginPage"));
        QVERIFY(!f.kept().contains("pencil"));
        QVERIFY(!f.kept().contains("romeo"));
    }

    void nothingIsPrefilled()
    {
        ScriptedServer server(Script().bound(), montague());
        Asked f(m_authority, server.serverPort(), Place::Keychain, "quill"); // which the server does not take
        Question question(f.pane);
        QCOMPARE(question.password().text(), QString());
        QCOMPARE(question.password().echoMode(), QLineEdit::Password);
        QCOMPARE(question.password().accessibleName(), QString("Password for romeo@montague.lit"));
        QCOMPARE(question.dialog->findChild<QLabel *>("explanation")->text(), errorText(*f.account->status().error));
        QVERIFY(!question.accept().isEnabled());
        const int connections = server.connections();
        QTest::keyClick(&question.password(), Qt::Key_Return);
        QVERIFY(question.dialog->isVisible()); // no password is no answer
        QCOMPARE(server.connections(), connections);
        QTest::keyClicks(&question.password(), "p");
        QVERIFY(question.accept().isEnabled());
    }

    void keptPasswordReplacesTheOneThatFailed()
    {
        ScriptedServer server(Script().bound(), montague());
        Asked f(m_authority, server.serverPort(), Place::Keychain, "quill");
        Question question(f.pane);
        QVERIFY(question.keep().isVisible());
        QVERIFY(question.keep().isChecked());
        question.answer("pencil");
        f.untilPhase(Phase::Online); // it is the password that went to the server
        QCOMPARE(f.stored(), QString("pencil"));
        QVERIFY(noticed(f.pane).isEmpty());
    }

    void passwordThatShallNotBeKeptIsNot()
    {
        ScriptedServer server(Script().bound(), montague());
        Asked f(m_authority, server.serverPort(), Place::Keychain);
        Question question(f.pane);
        QTest::keyClick(&question.keep(), Qt::Key_Space);
        QVERIFY(!question.keep().isChecked());
        question.answer("pencil");
        f.untilPhase(Phase::Online);
        QCOMPARE(f.stored(), QString());
    }

    void accountThatIsAskedEachTimeOffersNoKeeping()
    {
        ScriptedServer server(Script().bound(), montague());
        Asked f(m_authority, server.serverPort(), Place::AskEachTime);
        Question question(f.pane);
        QVERIFY(!question.keep().isVisible());
        question.answer("pencil");
        f.untilPhase(Phase::Online);
        QCOMPARE(f.stored(), QString()); // the vault was not even asked
    }

    /// Who wished to be asked each time is, without looking for a notice first; and once is enough.
    void accountThatIsAskedEachTimeIsAskedAtTheStart()
    {
        ScriptedServer server(Script().bound(), montague());
        Asked f(m_authority, server.serverPort(), Place::AskEachTime);
        f.pane.show();
        const auto question = [&f] { return f.pane.findChild<PasswordDialog *>(); };
        QTRY_VERIFY(question() && question()->isVisible());
        QTest::keyClick(question(), Qt::Key_Escape);
        QTRY_VERIFY(!question());
        f.pane.hide();
        f.pane.show();
        f.settle();
        QVERIFY(!question());
        QVERIFY(noticed(f.pane).contains("romeo@montague.lit")); // where it can be entered later
        Question(f.pane).answer("pencil");
        f.untilPhase(Phase::Online);
    }

    void escapeChangesNothing()
    {
        ScriptedServer server(Script().bound(), montague());
        Asked f(m_authority, server.serverPort(), Place::Keychain, "quill");
        const int connections = server.connections();
        const QString before = noticed(f.pane);
        {
            Question question(f.pane);
            QTest::keyClicks(&question.password(), "pencil");
            QTest::keyClick(&question.password(), Qt::Key_Escape);
            QTRY_VERIFY(!question.dialog);
        }
        f.settle();
        QCOMPARE(f.account->status().phase, Phase::NeedsPassword);
        QCOMPARE(server.connections(), connections);
        QCOMPARE(f.stored(), QString("quill"));
        QCOMPARE(noticed(f.pane), before);
        Question again(f.pane);
        QCOMPARE(again.password().text(), QString());
    }

    void wrongPasswordIsAskedForAgain()
    {
        ScriptedServer server(Script().bound(), montague());
        Asked f(m_authority, server.serverPort(), Place::Keychain);
        Question question(f.pane);
        QTest::keyClicks(&question.password(), "quill");
        QTest::keyClick(&question.password(), Qt::Key_Return);
        QVERIFY(!question.password().isEnabled()); // nothing can be typed beside it
        QTRY_VERIFY(question.password().isEnabled()); // it stayed: what is typed next is for it alone
        QVERIFY(question.dialog->isVisible());
        QCOMPARE(question.dialog->findChild<QLabel *>("explanation")->text(), errorText(*f.account->status().error));
        QCOMPARE(question.password().selectedText().size(), 5);
        question.answer("pencil");
        f.untilPhase(Phase::Online);
        QCOMPARE(f.stored(), QString("pencil"));
    }

    /// The keychain has gone, or was never what the person wanted.
    void placeCanBeChangedLater()
    {
        ScriptedServer server(Script().bound(), montague());
        Keychainless f(m_authority, server.serverPort());
        f.addKeychainAccount();
        f.keepers->providePassword(f.romeo(), Secret("pencil"), Accounts::Keep::No);
        f.untilPhase(Phase::Online);
        Dialogs dialogs;
        auto settings = std::make_unique<SettingsDialog>(f.keeperServices(), dialogs);
        settings->setAttribute(Qt::WA_DeleteOnClose, false);
        settings->show();
        auto *place = settings->findChild<QPushButton *>("passwordPlace");
        const auto choose = [place](Place wanted) {
            QTRY_VERIFY(place->isEnabled());
            const qsizetype row = wanted == Place::Keychain ? 0 : (wanted == Place::PrivateFile ? 1 : 2);
            place->menu()->actions()[row]->trigger();
        };
        QVERIFY(place->text().contains("keychain"));
        choose(Place::PrivateFile);
        QTRY_COMPARE(f.account()->settings().passwordPlace, Place::PrivateFile);
        QVERIFY(f.kept().contains("pencil"));
        QCOMPARE(f.account()->status().phase, Phase::Online); // that is no reason to log in anew
        choose(Place::AskEachTime);
        QTRY_COMPARE(f.account()->settings().passwordPlace, Place::AskEachTime);
        QTRY_VERIFY(!f.kept().contains("pencil"));
        choose(Place::PrivateFile);
        QTRY_COMPARE(f.account()->settings().passwordPlace, Place::PrivateFile);
        settings.reset();
        f.start();
        f.untilPhase(Phase::Online); // nobody had to enter it
    }

    void placeThatDoesNotTakeItLeavesEverythingAsItWas()
    {
        ScriptedServer server(Script().bound(), montague());
        Keychainless f(m_authority, server.serverPort());
        f.addKeychainAccount();
        f.keepers->providePassword(f.romeo(), Secret("pencil"), Accounts::Keep::No);
        f.awaited(f.keepers->setPasswordPlace(f.romeo(), Place::PrivateFile));
        const auto moved = f.awaited(f.keepers->setPasswordPlace(f.romeo(), Place::Keychain));
        QVERIFY(!moved);
        QCOMPARE(moved.error().kind, Error::Kind::KeychainUnavailable);
        QCOMPARE(f.account()->settings().passwordPlace, Place::PrivateFile);
        QVERIFY(f.kept().contains("pencil"));
    }

    /// The keychain that has it does not answer, so nobody knows what would be lost.
    void whatCannotBeReadStaysWhereItIs()
    {
        ScriptedServer server(Script().bound(), montague());
        Keychainless f(m_authority, server.serverPort());
        f.addKeychainAccount();
        QCOMPARE(f.awaited(f.keepers->setPasswordPlace(f.romeo(), Place::PrivateFile)).error().kind,
                 Error::Kind::KeychainUnavailable);
        QCOMPARE(f.account()->settings().passwordPlace, Place::Keychain);
        QVERIFY(f.awaited(f.keepers->setPasswordPlace(f.romeo(), Place::AskEachTime))); // asks for nothing
    }

    void oneMoveAtATime()
    {
        ScriptedServer server(Script().bound(), montague());
        Keychainless f(m_authority, server.serverPort());
        f.addKeychainAccount();
        f.keepers->providePassword(f.romeo(), Secret("pencil"), Accounts::Keep::No);
        const auto first = f.keepers->setPasswordPlace(f.romeo(), Place::PrivateFile);
        QVERIFY(!f.awaited(f.keepers->setPasswordPlace(f.romeo(), Place::AskEachTime)));
        QVERIFY(f.awaited(first));
        QCOMPARE(f.account()->settings().passwordPlace, Place::PrivateFile);
        QVERIFY(f.kept().contains("pencil"));
    }

    void keyOfOnesOwnCertificateNeedsThePlaceToo()
    {
        ScriptedServer server(Script().bound(), montague());
        Keychainless f(m_authority, server.serverPort());
        f.addKeychainAccount();
        Files dialogs;
        dialogs.file = certificateFile(f.folder);
        SettingsDialog settings(f.keeperServices(), dialogs);
        settings.setAttribute(Qt::WA_DeleteOnClose, false);
        settings.show();
        auto *choose = settings.findChild<QPushButton *>("chooseClientCertificate");
        auto *problem = settings.findChild<QLabel *>("problem");
        QTest::keyClick(choose, Qt::Key_Space);
        f.until([problem] { return problem->isVisible(); });
        QCOMPARE(problem->text(), errorText({ Error::Kind::KeychainUnavailable, {}, {}, {} }));
        QVERIFY(f.account()->settings().clientCertificate.isEmpty());
        QVERIFY(!QFile::exists(f.file()));
        QVERIFY(f.awaited(f.keepers->setPasswordPlace(f.romeo(), Place::AskEachTime)));
        QVERIFY(f.awaited(f.keepers->setPasswordPlace(f.romeo(), Place::PrivateFile)));
        QTest::keyClick(choose, Qt::Key_Space);
        f.until([&f] { return !f.account()->settings().clientCertificate.isEmpty(); });
        QVERIFY(!problem->isVisible());
        QVERIFY(f.kept().contains("PRIVATE KEY"));
    }

    void keyThatAnEarlierVersionKeptAndNoKeychainTakesIsSaid()
    {
        ScriptedServer server(Script().bound(), montague());
        Keychainless f(m_authority, server.serverPort());
        QFile pem(certificateFile(f.folder));
        QVERIFY(pem.open(QIODevice::ReadOnly));
        QFile old(f.folder.filePath("keepers.json"));
        QVERIFY(old.open(QIODevice::WriteOnly));
        const QJsonObject account { { "jid", f.romeo().toString() },
                                    { "enabled", false },
                                    { "clientCertificate", QString::fromLatin1(pem.readAll()) } };
        old.write(QJsonDocument(QJsonObject { { "accounts", QJsonArray { account } } }).toJson());
        old.close();
        f.start();
        NoticesPane pane(f.keeperServices());
        f.until([&pane] { return noticed(pane).contains("is still in a file"); });
        QVERIFY(noticed(pane).contains("romeo@montague.lit"));
    }

    void passwordThatCannotBeKeptWorksAndIsSaid()
    {
        ScriptedServer server(Script().bound(), montague());
        Keychainless f(m_authority, server.serverPort());
        f.addKeychainAccount();
        NoticesPane pane(f.keeperServices());
        Question(pane).answer("pencil");
        f.untilPhase(Phase::Online);
        f.until([&pane] { return noticed(pane).contains("could not be kept"); });
        QVERIFY(noticed(pane).contains("romeo@montague.lit"));
        QVERIFY(!QFile::exists(f.file())); // no second-best place without a question
    }
};

QTEST_MAIN(TestPasswordPlaces)
#include "tst_password_places.moc"
