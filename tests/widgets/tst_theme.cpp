// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "widgets/main_window.h"
#include "widgets/theme.h"

using namespace natter;

/// Both themes can be read by everybody, and may change while windows are open.
class TestTheme : public QObject
{
    Q_OBJECT

    static void addPairs(const Theme &theme)
    {
        const auto add = [&theme](const char *name, const QColor &text, const QColor &behind) {
            QTest::newRow(qPrintable((theme.dark ? "dark: " : "light: ") + QString::fromLatin1(name)))
                << text << behind;
        };
        add("text on the panel", theme.text, theme.panel);
        add("text on the background", theme.text, theme.background);
        add("text on a field", theme.text, theme.field);
        add("text on a chosen row", theme.text, theme.selectedRow);
        add("text on their bubble", theme.text, theme.bubbleIn);
        add("text on our bubble", theme.text, theme.bubbleOut);
        add("muted on the panel", theme.muted, theme.panel);
        add("muted on the background", theme.muted, theme.background);
        add("muted on a field", theme.muted, theme.field);
        add("muted on a chosen row", theme.muted, theme.selectedRow);
        add("muted on their bubble", theme.muted, theme.bubbleIn);
        add("muted on our bubble", theme.mutedOnBubbleOut, theme.bubbleOut);
        add("text on the accent", theme.onAccent, theme.accent);
        add("good on the panel", theme.good, theme.panel);
        add("warning on the panel", theme.warning, theme.panel);
        add("danger on the panel", theme.danger, theme.panel);
    }

    /// Widgets that ask for the theme of their own palette.
    static bool paintsByTheme(const QByteArray &name)
    {
        static const QList<QByteArray> names { "natter::TimelineView",     "natter::Composer",   "natter::NameHeader",
                                               "natter::ChatsPane",        "natter::AccountBar", "natter::DetailsPane",
                                               "natter::ConversationView", "QListView" };
        return names.contains(name);
    }

private Q_SLOTS:
    void cleanup() { applyTheme(*qApp, Theme::light()); }

    void textStandsOutFromWhatIsBehindIt_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("behind");
        addPairs(Theme::light());
        addPairs(Theme::darkTheme());
    }

    void textStandsOutFromWhatIsBehindIt()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, behind);
        const double found = contrast(text, behind);
        QVERIFY2(found >= 4.5,
                 qPrintable(QStringLiteral("%1 on %2: only %3").arg(text.name(), behind.name()).arg(found)));
    }

    void contrastIsCountedAsWcagSays()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
    }

    void paletteTellsItsTheme()
    {
        QVERIFY(Theme::of(Theme::darkTheme().palette()).dark);
        QVERIFY(!Theme::of(Theme::light().palette()).dark);
    }

    void styleSheetHasNoTokenLeft()
    {
        for (const Theme &theme : { Theme::light(), Theme::darkTheme() }) {
            QString sheet = theme.styleSheet();
            sheet.remove(QRegularExpression("/\\*.*?\\*/", QRegularExpression::DotMatchesEverythingOption));
            QVERIFY(!sheet.isEmpty());
            QVERIFY(!sheet.contains(u'@'));
        }
    }

    void openWindowFollowsTheTheme()
    {
        WindowWorld world;
        Dialogs dialogs;
        applyTheme(*qApp, Theme::light());
        world.addRomeo();
        world.record(
            { WindowWorld::incoming(world.juliet(), "Good morrow"), WindowWorld::outgoing(world.juliet(), "Good") });
        MainWindow window(world.services, dialogs);
        window.show();
        window.openConversation(world.juliet());
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        world.settle();
        for (int round = 0; round < 3; ++round) {
            for (const Theme &theme : { Theme::darkTheme(), Theme::light() }) {
                applyTheme(*qApp, theme);
                QCoreApplication::processEvents();
                QVERIFY(!window.grab().isNull());
                const auto children = window.findChildren<QWidget *>();
                int painters = 0;
                for (const QWidget *child : children) {
                    const QByteArray name = child->metaObject()->className();
                    if (paintsByTheme(name)) {
                        ++painters;
                        QVERIFY2(Theme::of(child).dark == theme.dark, name);
                    }
                }
                QVERIFY(painters >= 5);
            }
        }
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
