// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/raw_sql.h"
#include "support/unprivileged.h"

#include "app/application.h"
#include "widgets/error_text.h"
#include "widgets/notice_bar.h"

#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTextEdit>
#include <QToolButton>
#include <QtTest>

using namespace natter;

/// What is wrong with the files of a profile stands in the window, with details that can be passed on; and nothing that
/// they hold is lost.
class TestBadProfile : public QObject
{
    Q_OBJECT

    static constexpr int patience = 20'000; // milliseconds
    static constexpr auto readOnly = QFile::ReadOwner;
    static constexpr auto ownersAlone = QFile::ReadOwner | QFile::WriteOwner;

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
            qFatal("cannot write %s", qPrintable(path));
        }
    }

    /// A profile as an earlier run left it, with an account that is switched off, and a message.
    struct Profile
    {
        Profile()
        {
            Preferences preferences(path("settings.json"));
            Preferences::Values values;
            values.enterSends = false;
            preferences.set(values);
            AccountBook book(path("accounts.json"));
            AccountSettings settings;
            settings.jid = Jid::orNull(u"romeo@montague.lit");
            settings.passwordPlace = AccountSettings::PasswordPlace::AskEachTime;
            settings.enabled = false;
            Store store(path("natter.sqlite"));
            ChatMessage message;
            message.conversation = { settings.jid, Jid::orNull(u"juliet@capulet.lit") };
            message.body = QStringLiteral("Lady, by yonder blessed moon I swear");
            message.time = QDateTime::currentDateTimeUtc();
            if (!book.put(settings) || !store.open() || !store.messages().record({ message })) {
                qFatal("no profile");
            }
        }
        QString path(const char *name) const { return folder.filePath(QLatin1String(name)); }
        /// Messages in the database, whoever has it open.
        int messages() const
        {
            Store store(path("natter.sqlite"));
            return store.open() ? store.messages().count().value_or(-1) : -1;
        }

        QTemporaryDir folder;
    };

    /// The program with that profile, as it stands on the screen.
    struct Run
    {
        explicit Run(const Profile &profile)
        {
            CommandLine line;
            line.profile = profile.folder.path();
            program = std::make_unique<Application>(line);
            program->start();
            const auto all = QApplication::topLevelWidgets();
            for (QWidget *widget : all) {
                if (auto *main = qobject_cast<MainWindow *>(widget)) {
                    window = main;
                }
            }
        }
        NoticeBar *notice(Error::Kind kind) const
        {
            const auto bars = window->findChildren<NoticeBar *>();
            for (NoticeBar *bar : bars) {
                if (bar->isVisible() && bar->text() == errorText({ kind, {}, {}, {} })) {
                    return bar;
                }
            }
            return nullptr;
        }
        bool shows(Error::Kind kind) const
        {
            return QTest::qWaitFor([&] { return notice(kind) != nullptr; }, patience);
        }
        /// What is in the clipboard after a click on the button for it.
        QString copied(Error::Kind kind) const
        {
            QGuiApplication::clipboard()->clear();
            const auto buttons = notice(kind)->findChildren<QToolButton *>();
            for (QToolButton *button : buttons) {
                if (button->isVisible() && button->toolTip() == u"Copy the details") {
                    // notices scroll: it is in sight once they have their places
                    const bool isInSight =
                        QTest::qWaitFor([button] { return !button->visibleRegion().isEmpty(); }, patience);
                    isInSight ? QTest::mouseClick(button, Qt::LeftButton) : qFatal("out of sight");
                }
            }
            return QGuiApplication::clipboard()->text();
        }
        template <typename T> T &settings(const char *name) const
        {
            if (!window->findChild<QDialog *>("SettingsDialog")) {
                window->showSettings();
            }
            return *window->findChild<QDialog *>("SettingsDialog")->findChild<T *>(QLatin1String(name));
        }
        QMessageBox *box() const { return window->findChild<QMessageBox *>(); }

        std::unique_ptr<Application> program;
        MainWindow *window = nullptr;
    };

public:
    static void initMain()
    {
        giveUpPrivileges(); // permissions mean nothing to root
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    }

private Q_SLOTS:
    void damagedFileIsKeptAndSaid_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("settings") << "settings.json" << QByteArray("{ \"enterSends\": fal");
        QTest::newRow("accounts") << "accounts.json" << QByteArray("[]");
        QTest::newRow("database") << "natter.sqlite" << QByteArray(8192, 'x');
    }
    void damagedFileIsKeptAndSaid()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, damage);
        const Profile profile;
        QMap<QString, QByteArray> others;
        for (const QString other : { "settings.json", "accounts.json" }) {
            others[other] = contentOf(profile.folder.filePath(other));
        }
        others.remove(name);
        write(profile.folder.filePath(name), damage);
        const Run run(profile);
        QVERIFY(run.shows(Error::Kind::StorageDamaged));
        const auto aside = QDir(profile.folder.path()).entryList({ name + ".damaged-*" });
        QCOMPARE(aside.size(), 1);
        QCOMPARE(contentOf(profile.folder.filePath(aside.first())), damage);
        const QString copied = run.copied(Error::Kind::StorageDamaged);
        QVERIFY2(copied.startsWith(errorText({ Error::Kind::StorageDamaged, {}, {}, {} })), qPrintable(copied));
        QVERIFY2(copied.contains(profile.folder.filePath(aside.first())), qPrintable(copied));
        for (auto it = others.cbegin(); it != others.cend(); ++it) {
            QCOMPARE(contentOf(profile.folder.filePath(it.key())), it.value());
        }
    }

    void settingsThatCannotBeWrittenHoldAllTheSame()
    {
        const Profile profile;
        const QByteArray before = contentOf(profile.path("settings.json"));
        QVERIFY(QFile::setPermissions(profile.path("settings.json"), readOnly));
        const Run run(profile);
        auto &compact = run.settings<QCheckBox>("compact");
        compact.click();
        QVERIFY(compact.isChecked());
        QVERIFY(run.shows(Error::Kind::ReadOnly));
        QVERIFY(run.copied(Error::Kind::ReadOnly).contains(profile.path("settings.json")));
        QVERIFY(!run.settings<QLabel>("problem").isHidden());
        QCOMPARE(run.settings<QLabel>("problem").text(), errorText({ Error::Kind::ReadOnly, {}, {}, {} }));
        QCOMPARE(contentOf(profile.path("settings.json")), before);

        QVERIFY(QFile::setPermissions(profile.path("settings.json"), ownersAlone));
        QTRY_VERIFY_WITH_TIMEOUT(!run.notice(Error::Kind::ReadOnly), patience); // it is tried again
        QVERIFY(run.settings<QLabel>("problem").isHidden());
        Preferences written(profile.path("settings.json"));
        QVERIFY(written.load() && written.values().compact && !written.values().enterSends);
    }

    void fileThatCannotBeReadIsNotOverwritten_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("settings") << "settings.json";
        QTest::newRow("accounts") << "accounts.json";
    }
    void fileThatCannotBeReadIsNotOverwritten()
    {
        QFETCH(QString, name);
        const Profile profile;
        const QString file = profile.folder.filePath(name);
        const QByteArray before = contentOf(file);
        QVERIFY(QFile::setPermissions(file, {}));
        {
            const Run run(profile);
            QVERIFY(run.shows(Error::Kind::ReadOnly));
            QVERIFY(run.copied(Error::Kind::ReadOnly).contains(file));
            run.settings<QCheckBox>("compact").click();
            if (name == u"accounts.json") {
                run.window->showAccountWizard();
                auto *wizard = run.window->findChild<QDialog *>("AccountWizard");
                wizard->findChild<QPushButton *>("chooseLogin")->click();
                wizard->findChild<QLineEdit *>("address")->setText("tybalt@capulet.lit");
                wizard->findChild<QLineEdit *>("password")->setText("pencil");
                wizard->findChild<QPushButton *>("next")->click();
                auto *unkept = wizard->findChild<QAbstractButton *>("askEachTime");
                QTRY_VERIFY_WITH_TIMEOUT(unkept->isVisible(), patience); // there is no keychain
                unkept->click();
                wizard->findChild<QPushButton *>("next")->click();
                const auto *problem = wizard->findChild<QLabel *>("problem");
                QTRY_COMPARE_WITH_TIMEOUT(problem->text(), errorText({ Error::Kind::ReadOnly, {}, {}, {} }), patience);
                QGuiApplication::clipboard()->clear();
                QTest::mouseClick(wizard->findChild<QPushButton *>("copyDetails"), Qt::LeftButton);
                QVERIFY(QGuiApplication::clipboard()->text().contains(file));
            }
        }
        QVERIFY(QFile::setPermissions(file, ownersAlone));
        QCOMPARE(contentOf(file), before);
    }

    void accountThatCannotBeChangedIsShownAsItIs()
    {
        const Profile profile;
        const QByteArray before = contentOf(profile.path("accounts.json"));
        QVERIFY(QFile::setPermissions(profile.path("accounts.json"), readOnly));
        const Run run(profile);
        auto &enabled = run.settings<QCheckBox>("enabled");
        QTRY_VERIFY_WITH_TIMEOUT(enabled.isVisible(), patience); // the account is built
        QVERIFY(!enabled.isChecked());
        enabled.click();
        QCOMPARE(run.settings<QLabel>("problem").text(), errorText({ Error::Kind::ReadOnly, {}, {}, {} }));
        QVERIFY(!run.settings<QLabel>("problem").isHidden());
        QVERIFY(!enabled.isChecked()); // it is still off
        QCOMPARE(contentOf(profile.path("accounts.json")), before);
    }

    void databaseThatCannotBeWrittenIsWaitedFor()
    {
        const Profile profile;
        const QByteArray before = contentOf(profile.path("natter.sqlite"));
        QVERIFY(QFile::setPermissions(profile.path("natter.sqlite"), readOnly));
        {
            const Run run(profile);
            QTRY_VERIFY_WITH_TIMEOUT(run.box() && run.box()->isVisible(), patience);
            QCOMPARE(run.box()->text(), errorText({ Error::Kind::ReadOnly, {}, {}, {} }));
            const auto buttons = run.box()->buttons();
            const auto details = std::find_if(buttons.cbegin(), buttons.cend(), [&run](QAbstractButton *button) {
                return run.box()->buttonRole(button) == QMessageBox::ActionRole;
            });
            QVERIFY(details != buttons.cend());
            QTest::mouseClick(*details, Qt::LeftButton);
            auto *text = run.box()->findChild<QTextEdit *>();
            QVERIFY(text && text->isVisible());
            QGuiApplication::clipboard()->clear();
            QTest::keySequence(text, QKeySequence::SelectAll);
            QTest::keySequence(text, QKeySequence::Copy);
            const QString copied = QGuiApplication::clipboard()->text();
            QVERIFY2(copied.contains(profile.path("natter.sqlite")), qPrintable(copied));
            QCOMPARE(contentOf(profile.path("natter.sqlite")), before);

            QVERIFY(QFile::setPermissions(profile.path("natter.sqlite"), ownersAlone));
            QTRY_VERIFY_WITH_TIMEOUT(!run.box(), patience); // it is tried again
        }
        QCOMPARE(profile.messages(), 1);
    }
};

QTEST_MAIN(TestBadProfile)
#include "tst_bad_profile.moc"
