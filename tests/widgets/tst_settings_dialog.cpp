// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "widgets/about_dialog.h"
#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/main_window.h"
#include "widgets/settings_dialog.h"
#include "widgets/theme.h"
#include "widgets/timeline_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>

using namespace natter;
using Values = Preferences::Values;

/// Switches hold as soon as they are clicked, and at the next start; nobody has to press OK.
class TestSettingsDialog : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            addRomeo();
            window.resize(1000, 700);
            window.show();
            window.openConversation(juliet());
            settle();
        }
        /// As the person finds it: opened anew, at the switch.
        template <typename T> T &inSettings(const QString &name)
        {
            delete window.findChild<SettingsDialog *>();
            window.showSettings();
            auto *dialog = window.findChild<SettingsDialog *>();
            auto *found = dialog->findChild<T *>(name);
            auto *tabs = dialog->findChild<QTabWidget *>();
            for (int tab = 0; tab < tabs->count(); ++tab) {
                if (tabs->widget(tab)->isAncestorOf(found)) {
                    tabs->setCurrentIndex(tab);
                }
            }
            if (!found->isVisible()) {
                qFatal("%s is not in sight", qPrintable(name));
            }
            return *found;
        }
        void toggle(const QString &name)
        {
            auto &box = inSettings<QCheckBox>(name);
            QTest::mouseClick(&box, Qt::LeftButton, {}, QPoint(8, box.height() / 2));
            settle();
        }
        /// What the next start finds.
        Values onDisk() const
        {
            Preferences next(folder.filePath("settings.json"));
            if (!next.load()) {
                qFatal("no settings");
            }
            return next.values();
        }
        TimelineView &timeline() { return *window.findChild<TimelineView *>(); }
        Composer &composer() { return *window.findChild<Composer *>(); }

        Dialogs dialogs;
        MainWindow window { services, dialogs };
    };

    /// How far from either edge of the button something dark is drawn.
    static std::pair<int, int> gaps(QWidget &widget)
    {
        const QImage image = widget.grab().toImage();
        std::pair<int, int> columns { image.width(), -1 };
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                if (image.pixelColor(x, y).value() < 80) {
                    columns = { qMin(columns.first, x), x };
                }
            }
        }
        return { columns.first, image.width() - 1 - columns.second };
    }

private Q_SLOTS:
    void placeOfThePasswordBeginsWhereFieldsDo()
    {
        Fixture f;
        applyTheme(*qApp, Theme::light()); // its arrow is grey
        auto &place = f.inSettings<QPushButton>("passwordPlace");
        const auto leftToRight = gaps(place);
        QVERIFY2(leftToRight.first >= 8 && leftToRight.first <= 16, QByteArray::number(leftToRight.first));
        QVERIFY(leftToRight.second > 40);
        place.window()->setLayoutDirection(Qt::RightToLeft);
        const auto rightToLeft = gaps(place);
        QVERIFY2(rightToLeft.second >= 8 && rightToLeft.second <= 16, QByteArray::number(rightToLeft.second));
        QVERIFY(rightToLeft.first > 40);
        qApp->setStyleSheet({});
    }

    void wordsThatAreWatchedAreThoseThatWereWritten()
    {
        Fixture f;
        auto &words = f.inSettings<QLineEdit>("watchedWords");
        QTest::keyClicks(&words, "roses,, garden party, Roses");
        QTest::keyClick(&words, Qt::Key_Return);
        QCOMPARE(f.onDisk().watchedWords, QStringList({ "roses", "garden party" }));
        QCOMPARE(words.text(), QString("roses, garden party"));
        QCOMPARE(f.inSettings<QLineEdit>("watchedWords").text(), QString("roses, garden party")); // opened anew
        auto &again = f.inSettings<QLineEdit>("watchedWords");
        again.activateWindow();
        again.setFocus();
        QTRY_VERIFY(again.hasFocus());
        again.deselect();
        QTest::keyClicks(&again, ", moon");
        delete f.window.findChild<SettingsDialog *>(); // without leaving the field
        QCOMPARE(f.onDisk().watchedWords, QStringList({ "roses", "garden party", "moon" }));
    }

    void accountIsRemovedOnceThatIsConfirmed()
    {
        Fixture f;
        const auto ask = [&f] {
            f.inSettings<QPushButton>("removeAccount").click();
            auto *box = f.window.findChild<SettingsDialog *>()->findChild<QMessageBox *>();
            QTRY_VERIFY(box && box->isVisible());
        };
        const auto answer = [&f](QMessageBox::ButtonRole role) {
            auto *box = f.window.findChild<SettingsDialog *>()->findChild<QMessageBox *>();
            const auto buttons = box->buttons();
            for (QAbstractButton *button : buttons) {
                if (box->buttonRole(button) == role) {
                    button->click();
                    break;
                }
            }
            f.settle();
        };
        ask();
        answer(QMessageBox::RejectRole);
        QCOMPARE(f.accounts.all().size(), 1);
        ask();
        f.window.findChild<SettingsDialog *>()->close(); // nothing waits for the answer
        f.settle();
        QCOMPARE(f.accounts.all().size(), 1);
        const auto hint = [&f] { return f.window.findChild<SettingsDialog *>()->findChild<QLabel *>("noAccounts"); };
        ask();
        QVERIFY(hint()->isHidden());
        answer(QMessageBox::DestructiveRole);
        QVERIFY(f.accounts.isEmpty());
        QVERIFY(hint()->isVisible());
    }

    void switchHoldsAtOnceAndAtTheNextStart_data()
    {
        QTest::addColumn<bool Values::*>("member");
        QTest::newRow("compact") << &Values::compact;
        QTest::newRow("enterSends") << &Values::enterSends;
        QTest::newRow("sendTyping") << &Values::sendTyping;
        QTest::newRow("notifications") << &Values::notifications;
        QTest::newRow("notificationText") << &Values::notificationText;
        QTest::newRow("notificationSound") << &Values::notificationSound;
        QTest::newRow("closeToTray") << &Values::closeToTray;
        QTest::newRow("startAtLogin") << &Values::startAtLogin;
        QTest::newRow("startHidden") << &Values::startHidden;
        QTest::newRow("allowScripting") << &Values::allowScripting;
    }
    void switchHoldsAtOnceAndAtTheNextStart()
    {
        QFETCH(bool Values::*, member);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        Fixture f;
        Values expected = f.preferences.values();
        for (int round = 0; round < 2; ++round) { // there and back
            QCOMPARE(f.inSettings<QCheckBox>(name).isChecked(), expected.*member);
            expected.*member = !(expected.*member);
            f.toggle(name);
            QVERIFY(f.preferences.values() == expected); // that one, and no other
            QVERIFY(f.onDisk() == expected);
        }
    }

    void coloursAreChosenFromAList()
    {
        Fixture f;
        auto &list = f.inSettings<QComboBox>("theme");
        QCOMPARE(list.currentText(), QString("As the system"));
        QTest::keyClick(&list, Qt::Key_End);
        QCOMPARE(f.preferences.values().theme, Preferences::Theme::Dark);
        QCOMPARE(f.onDisk().theme, Preferences::Theme::Dark);
        QCOMPARE(f.inSettings<QComboBox>("theme").currentText(), QString("Dark"));
    }

    void openChatBecomesCompact()
    {
        Fixture f;
        QList<ChatMessage> messages;
        for (int i = 0; i < 60; ++i) {
            messages.append(f.incoming(f.juliet(), "Good night, good night!"));
        }
        f.record(messages);
        f.until([&f] { return f.timeline().verticalScrollBar()->maximum() > 0; });
        const int bubbles = f.timeline().verticalScrollBar()->maximum();
        f.toggle("compact");
        QTRY_VERIFY(f.timeline().verticalScrollBar()->maximum() < bubbles);
        f.toggle("compact");
        QTRY_COMPARE(f.timeline().verticalScrollBar()->maximum(), bubbles);
    }

    void enterDoesInTheOpenChatWhatWasChosen()
    {
        Fixture f;
        f.toggle("enterSends"); // off
        QTest::keyClicks(f.composer().editor(), "Ay me");
        QTest::keyClick(f.composer().editor(), Qt::Key_Return);
        QCOMPARE(f.composer().text(), QString("Ay me\n"));
        QVERIFY(f.stored(f.juliet()).isEmpty());
        f.toggle("enterSends");
        QTest::keyClicks(f.composer().editor(), "Wherefore");
        QTest::keyClick(f.composer().editor(), Qt::Key_Return);
        f.until([&f] { return f.stored(f.juliet()).size() == 1; });
        QCOMPARE(f.stored(f.juliet()).first().body, QString("Ay me\nWherefore"));
        QCOMPARE(f.composer().text(), QString());
    }

    void smallScreenShowsThemInParts()
    {
        Fixture f;
        f.inSettings<QLineEdit>("host");
        auto *dialog = f.window.findChild<SettingsDialog *>();
        dialog->resize(500, 320);
        QCOMPARE(dialog->height(), 320);
        const auto *last = dialog->findChild<QCheckBox *>("allowPlain");
        QVERIFY(last->visibleRegion().isEmpty());
        dialog->goTo("allowPlain");
        QCoreApplication::processEvents();
        QVERIFY(!last->visibleRegion().isEmpty());
    }

    void aboutIsAWindowOfItsOwn()
    {
        Fixture f;
        f.window.showAbout();
        const auto *about = f.window.findChild<AboutDialog *>();
        QVERIFY(about && about->isVisible());
        QTest::mouseClick(about->findChild<QPushButton *>("close"), Qt::LeftButton);
        QTRY_VERIFY(!f.window.findChild<AboutDialog *>());
    }
};

QTEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
