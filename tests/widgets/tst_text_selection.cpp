// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "widgets/conversation_view.h"
#include "widgets/main_window.h"
#include "widgets/timeline_view.h"

#include <QClipboard>
#include <QLocale>
#include <QMenu>
#include <QScrollBar>

using namespace natter;

/// Text is selected across messages, with mouse and keyboard, and copied with names and times.
class TestTextSelection : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        explicit Fixture(const QList<ChatMessage> &messages = talk())
        {
            addRomeo();
            record(messages);
            window.resize(1000, 700);
            window.show();
            window.openConversation(juliet());
            settle();
            until([this] { return model().isLoaded(); });
            QGuiApplication::clipboard()->clear();
        }
        static QList<ChatMessage> talk()
        {
            const QDateTime time = QDateTime::currentDateTimeUtc().addSecs(-60);
            return { incoming(juliet(), "art thou not Romeo", time), outgoing(juliet(), "neither fair saint", time),
                     incoming(juliet(), "how camest thou hither", time) };
        }
        TimelineView &view() { return *window.findChild<TimelineView *>(); }
        const TimelineModel &model() { return *view().model(); }
        /// Where a row's text begins or ends.
        QPoint textEdge(int row, bool end)
        {
            const QRect rect = view().rowRect(row);
            const auto isText = [&](const QPoint &point) {
                QMouseEvent move(QEvent::MouseMove, point, point, Qt::NoButton, {}, {});
                QCoreApplication::sendEvent(view().viewport(), &move);
                return view().viewport()->cursor().shape() == Qt::IBeamCursor;
            };
            QPoint found;
            for (int y = rect.top(); y < rect.bottom(); y += 2) {
                for (int x = rect.left(); x < rect.right(); ++x) {
                    if (isText({ x, y })) {
                        found = { x, y };
                        if (!end) {
                            return found;
                        }
                    }
                }
                if (!found.isNull()) {
                    return found + QPoint(1, 4);
                }
            }
            qFatal("no text in row %d", row);
        }
        void drag(const QPoint &from, const QPoint &to)
        {
            QTest::mousePress(view().viewport(), Qt::LeftButton, {}, from);
            QMouseEvent move(QEvent::MouseMove, to, view().viewport()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                             {});
            QCoreApplication::sendEvent(view().viewport(), &move);
            QTest::mouseRelease(view().viewport(), Qt::LeftButton, {}, to);
        }
        QString copied()
        {
            QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
            return QGuiApplication::clipboard()->text();
        }
        QString line(int row, const QString &who, const QString &text)
        {
            const QString time = QLocale().toString(model().message(row).time.toLocalTime(), QLocale::ShortFormat);
            return QStringLiteral("[%1] %2: %3").arg(time, who, text);
        }

        Dialogs dialogs;
        MainWindow window { services, dialogs };
    };

private Q_SLOTS:
    void mouseSelectsInOneMessage()
    {
        Fixture f;
        f.drag(f.textEdge(0, false), f.textEdge(0, true));
        QCOMPARE(f.view().selectedText(), QString("art thou not Romeo"));
        QCOMPARE(f.copied(), QString("art thou not Romeo"));
        f.drag(f.textEdge(2, true), f.textEdge(2, false)); // backwards
        QCOMPARE(f.copied(), QString("how camest thou hither"));
    }

    void severalMessagesComeWithNamesAndTimes()
    {
        Fixture f;
        f.drag(f.textEdge(0, false), f.textEdge(2, true));
        const QString juliet = QStringLiteral("juliet");
        const QStringList expected { f.line(0, juliet, "art thou not Romeo"), f.line(1, "You", "neither fair saint"),
                                     f.line(2, juliet, "how camest thou hither") };
        QCOMPARE(f.copied(), expected.join(u'\n'));
        f.drag(f.textEdge(2, true), f.textEdge(0, false));
        QCOMPARE(f.copied(), expected.join(u'\n'));
    }

    void doubleClickSelectsAWord()
    {
        Fixture f;
        const QPoint word = f.textEdge(1, false) + QPoint(3, 4);
        QTest::mouseDClick(f.view().viewport(), Qt::LeftButton, {}, word);
        QCOMPARE(f.view().selectedText(), QString("neither"));
    }

    void clickAndEscapeEndIt()
    {
        Fixture f;
        f.drag(f.textEdge(0, false), f.textEdge(2, true));
        QVERIFY(f.view().hasSelection());
        QTest::mouseClick(f.view().viewport(), Qt::LeftButton, {}, f.textEdge(1, false));
        QVERIFY(!f.view().hasSelection());
        f.drag(f.textEdge(0, false), f.textEdge(2, true));
        f.view().setFocus();
        QTest::keyClick(&f.view(), Qt::Key_Escape);
        QVERIFY(!f.view().hasSelection());
        QVERIFY(f.view().hasFocus()); // it left that mode, and no more
        QTest::keyClick(&f.view(), Qt::Key_Escape);
        QVERIFY(!f.view().hasFocus());
    }

    void keyboardSelectsWholeMessages()
    {
        Fixture f;
        f.view().setFocus(Qt::TabFocusReason);
        QTest::keyClick(&f.view(), Qt::Key_Up, Qt::ShiftModifier);
        QVERIFY2(f.copied().contains("neither fair saint") && f.copied().contains("how camest"),
                 qPrintable(f.copied()));
        QVERIFY(!f.copied().contains("art thou"));
        QTest::keyClick(&f.view(), Qt::Key_Up, Qt::ShiftModifier);
        QVERIFY(f.copied().contains("art thou not Romeo"));
        QTest::keyClick(&f.view(), Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(!f.copied().contains("art thou"));
        QTest::keyClick(&f.view(), Qt::Key_Down); // without, it is only the focus that moves
        QVERIFY(!f.view().hasSelection());
    }

    void linkThatIsSelectedIsNotOpened()
    {
        Fixture f({ WindowWorld::incoming(WindowWorld::juliet(), "see https://example.org/verona now") });
        QSignalSpy opened(&f.view(), &TimelineView::linkClicked);
        f.drag(f.textEdge(0, false), f.textEdge(0, true) - QPoint(60, 0));
        QVERIFY(f.view().selectedText().startsWith("see https://"));
        QCOMPARE(opened.size(), 0);
    }

    void menuOffersIt()
    {
        Fixture f;
        f.drag(f.textEdge(0, false), f.textEdge(0, true));
        Q_EMIT f.view().contextMenuRequested(f.model().message(2), { 0, 0 }, {});
        auto *menu = f.window.findChild<QMenu *>();
        menu->actions().first()->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("art thou not Romeo"));
        delete menu;
    }

    void whatArrivesLeavesIt()
    {
        Fixture f;
        f.drag(f.textEdge(0, false), f.textEdge(1, true));
        const QString before = f.view().selectedText();
        f.say(f.juliet(), "and wherefore");
        QCOMPARE(f.view().selectedText(), before);
    }

    void selectedMessagesStayInMemory()
    {
        QList<ChatMessage> many;
        for (int i = 0; i < 2000; ++i) {
            many.append(WindowWorld::incoming(WindowWorld::juliet(), QStringLiteral("line %1").arg(i)));
        }
        Fixture f(many);
        const int last = f.model().rowCount() - 1;
        f.drag(f.textEdge(last, false), f.textEdge(last, true));
        for (int i = 0; i < 60 && f.model().rowCount() < 1000; ++i) {
            f.view().verticalScrollBar()->setValue(0);
            f.settle();
        }
        QVERIFY(f.model().rowCount() >= 1000);
        QCOMPARE(f.view().selectedText(), QString("line 1999"));
    }
};

QTEST_MAIN(TestTextSelection)
#include "tst_text_selection.moc"
