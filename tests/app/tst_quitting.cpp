// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/raw_sql.h"
#include "support/window_world.h"

#include "app/application.h"
#include "widgets/composer.h"
#include "widgets/main_window.h"

using namespace natter;

/// What a program leaves behind that ends in the middle of something.
class TestQuitting : public QObject
{
    Q_OBJECT

    static constexpr int patience = 20'000; // milliseconds

    static Composer *composer()
    {
        const auto windows = QApplication::topLevelWidgets();
        for (const QWidget *window : windows) {
            auto *composer = window->findChild<Composer *>();
            if (qobject_cast<const MainWindow *>(window) && composer && composer->isVisible()) {
                return composer;
            }
        }
        return nullptr;
    }

private Q_SLOTS:
    void lastWordsAreKeptWhateverIsUnread_data()
    {
        QTest::addColumn<bool>("isEnded"); // before anything is taken down
        QTest::newRow("as it goes") << false;
        QTest::newRow("as soon as it is to end") << true;
    }
    void lastWordsAreKeptWhateverIsUnread()
    {
        QFETCH(bool, isEnded);
        const QTemporaryDir folder;
        const ConversationId juliet = WindowWorld::juliet();
        const auto written = [path = folder.filePath(QStringLiteral("natter.sqlite"))] {
            return rawSql(path, { QStringLiteral("SELECT draft FROM chat WHERE draft != ''") });
        };
        {
            WindowWorld before(folder.filePath(QStringLiteral("natter.sqlite")));
            before.say(juliet, QStringLiteral("Ay me"));
            before.say(WindowWorld::chatWith(QStringLiteral("nurse")), QStringLiteral("Madam"));
            AccountBook book(folder.filePath(QStringLiteral("accounts.json")));
            AccountSettings settings;
            settings.jid = juliet.account;
            settings.enabled = false;
            QVERIFY(book.put(settings));
            Preferences preferences(folder.filePath(QStringLiteral("settings.json")));
            Preferences::Values values;
            values.lastChat = juliet;
            preferences.set(values);
        }
        {
            CommandLine line;
            line.profile = folder.path();
            Application program(line);
            program.start();
            QTRY_VERIFY_WITH_TIMEOUT(composer(), patience);
            QTest::keyClicks(composer()->editor(), QStringLiteral("lost words"));
            if (isEnded) {
                program.quit();
                const QDeadlineTimer deadline(patience);
                while (written().isEmpty() && !deadline.hasExpired()) { } // no timer of ours is heard meanwhile
                QCOMPARE(written(), QStringList("lost words"));
            }
        }
        QCOMPARE(written(), QStringList("lost words"));
    }
};

QTEST_MAIN(TestQuitting)
#include "tst_quitting.moc"
