// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/preferences.h"
#include "widgets/emoji_grid.h"
#include "widgets/emoji_picker.h"
#include "widgets/search_field.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QtTest>

using namespace natter;

/// Choosing emoji: by mouse, with the keyboard alone, by searching; those used last and the tone of skin are told.
class TestEmojiPicker : public QObject
{
    Q_OBJECT

    static inline const QString thumb = u"\U0001f44d"_qs;
    static inline const QString party = u"\U0001f389"_qs;
    static inline const QString grinning = u"\U0001f600"_qs;

    /// An open picker above a button.
    struct Open
    {
        explicit Open(const QStringList &recent = {}, int tone = 0, Qt::LayoutDirection direction = Qt::LeftToRight)
        {
            window.setLayoutDirection(direction);
            window.resize(500, 700);
            button.move(20, 650);
            window.show();
            picker.setRecent(recent);
            picker.setTone(tone);
            picker.openAt(button);
        }
        /// To whoever has the focus.
        void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(focus(), key, modifiers); }
        void type(const QString &text)
        {
            for (const QChar c : text) {
                QTest::keyClick(focus(), c.toLatin1());
            }
        }
        QWidget *focus() { return picker.focusWidget() ? picker.focusWidget() : &picker; }
        QString current() const { return grid.emojiAt(grid.current()); }
        QStringList pickedOnes() const
        {
            QStringList all;
            for (const auto &call : picked) {
                all.append(call.first().toString());
            }
            return all;
        }
        QAbstractButton *named(const QString &name)
        {
            const auto buttons = picker.findChildren<QToolButton *>();
            const auto found = std::find_if(buttons.begin(), buttons.end(),
                                            [&](QToolButton *one) { return one->accessibleName() == name; });
            return found == buttons.end() ? nullptr : *found;
        }
        void click(int cell, Qt::KeyboardModifiers modifiers = {})
        {
            QTest::mouseClick(grid.viewport(), Qt::LeftButton, modifiers, grid.cellRect(cell).center());
        }

        QWidget window;
        QPushButton button { &window };
        EmojiPicker picker { EmojiList(), &window };
        EmojiGrid &grid = *picker.findChild<EmojiGrid *>();
        SearchField &search = *picker.findChild<SearchField *>();
        QSignalSpy picked { &picker, &EmojiPicker::picked };
        QSignalSpy changed { &picker, &EmojiPicker::recentChanged };
    };

private Q_SLOTS:
    void keyboardAloneDoes()
    {
        Open f;
        QVERIFY(f.search.hasFocus());
        f.press(Qt::Key_Down);
        QVERIFY(f.grid.hasFocus());
        QCOMPARE(f.current(), grinning);
        f.press(Qt::Key_Right);
        QCOMPARE(f.grid.current(), 1);
        f.press(Qt::Key_Down);
        QCOMPARE(f.grid.current(), 1 + f.grid.columns());
        f.press(Qt::Key_Left);
        f.press(Qt::Key_Up);
        QCOMPARE(f.grid.current(), 0);
        f.press(Qt::Key_Left);
        QCOMPARE(f.grid.current(), 0); // there is nothing before
        f.press(Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(f.picker.isVisible());
        f.press(Qt::Key_Right);
        f.press(Qt::Key_Return);
        QVERIFY(!f.picker.isVisible());
        QCOMPARE(f.pickedOnes(), QStringList({ grinning, u"\U0001f603"_qs }));
    }

    void arrowUpLeadsBackToTheSearch()
    {
        Open f;
        f.press(Qt::Key_Down);
        f.press(Qt::Key_Up);
        QVERIFY(f.search.hasFocus());
    }

    void arrowsAreMirrored()
    {
        Open f({}, 0, Qt::RightToLeft);
        f.press(Qt::Key_Down);
        QVERIFY(f.grid.cellRect(0).left() > f.grid.cellRect(1).left());
        QVERIFY(f.grid.viewport()->rect().contains(f.grid.cellRect(0)));
        f.press(Qt::Key_Left);
        QCOMPARE(f.grid.current(), 1);
        f.press(Qt::Key_Right);
        QCOMPARE(f.grid.current(), 0);
        f.click(3);
        QCOMPARE(f.pickedOnes(), QStringList { f.grid.emojiAt(3) });
    }

    void arrowsKeepTheirColumnThroughSections()
    {
        Open f({ thumb, party });
        f.press(Qt::Key_Down);
        QCOMPARE(f.current(), thumb);
        f.press(Qt::Key_Right);
        QCOMPARE(f.current(), party);
        f.press(Qt::Key_Down);
        QCOMPARE(f.grid.current(), 2 + 1); // the second of the next section
        f.press(Qt::Key_Right);
        f.press(Qt::Key_Up);
        QCOMPARE(f.current(), party); // the last where there are not so many
    }

    void whatKeysReachIsSeen()
    {
        Open f;
        f.press(Qt::Key_Down);
        for (const Qt::Key key : { Qt::Key_PageDown, Qt::Key_PageDown, Qt::Key_Down, Qt::Key_End, Qt::Key_PageUp }) {
            const int before = f.grid.current();
            f.press(key);
            QVERIFY(f.grid.current() != before);
            QVERIFY(f.grid.viewport()->rect().contains(f.grid.cellRect(f.grid.current())));
        }
        f.press(Qt::Key_End);
        QCOMPARE(f.grid.current(), f.grid.count() - 1);
        f.press(Qt::Key_Home);
        QCOMPARE(f.grid.current(), 0);
        QCOMPARE(f.grid.verticalScrollBar()->value(), 0); // the heading is seen as well
    }

    void typingSearches()
    {
        Open f;
        f.type("party pop");
        QCOMPARE(f.grid.count(), 1);
        QCOMPARE(f.grid.emojiAt(0), party);
        f.press(Qt::Key_Return);
        QCOMPARE(f.pickedOnes(), QStringList { party });
        QVERIFY(!f.picker.isVisible());
        f.picker.openAt(f.button);
        QVERIFY(f.search.text().isEmpty()); // it begins anew
        QVERIFY(f.grid.count() > 1000);
    }

    void typingInTheGridSearchesToo()
    {
        Open f;
        f.press(Qt::Key_Down);
        f.type("par");
        QVERIFY(f.search.hasFocus());
        QCOMPARE(f.search.text(), QString("par"));
        f.press(Qt::Key_Backspace);
        QCOMPARE(f.search.text(), QString("pa"));
    }

    void nothingFoundIsNothingToPick()
    {
        Open f;
        f.type("xyzzy");
        QCOMPARE(f.grid.count(), 0);
        f.press(Qt::Key_Return);
        f.press(Qt::Key_Down);
        QVERIFY(f.search.hasFocus());
        QVERIFY(f.picker.isVisible());
        QCOMPARE(f.picked.size(), 0);
    }

    void escapeClearsThenCloses()
    {
        Open f;
        f.type("party");
        f.press(Qt::Key_Down);
        QVERIFY(f.grid.hasFocus());
        f.press(Qt::Key_Escape);
        QVERIFY(f.picker.isVisible());
        QVERIFY(f.search.text().isEmpty());
        QVERIFY(f.search.hasFocus());
        f.press(Qt::Key_Escape);
        QVERIFY(!f.picker.isVisible());
        QCOMPARE(f.picked.size(), 0);
    }

    void tabGoesRound()
    {
        Open f({ thumb });
        QStringList names;
        for (int i = 0; i < 5; ++i) {
            names.append(f.focus()->accessibleName());
            f.press(Qt::Key_Tab);
        }
        QCOMPARE(names, QStringList({ "Search emoji", "Emoji", "No skin tone", "Recently used", "Search emoji" }));
    }

    void mousePicks()
    {
        Open f({ thumb, party });
        f.click(1, Qt::ShiftModifier);
        QVERIFY(f.picker.isVisible());
        f.click(0);
        QVERIFY(!f.picker.isVisible());
        QCOMPARE(f.pickedOnes(), QStringList({ party, thumb }));
    }

    void nameUnderTheMouseIsSaid()
    {
        Open f({ party, thumb });
        const auto labels = f.picker.findChildren<QLabel *>();
        const auto says = [&labels](const QString &text) {
            return std::any_of(labels.begin(), labels.end(), [&](QLabel *one) { return one->text().contains(text); });
        };
        QTest::mouseMove(f.grid.viewport(), f.grid.cellRect(0).center());
        QTRY_VERIFY(says("party popper") && says(":tada:"));
        f.press(Qt::Key_Down);
        f.press(Qt::Key_Right);
        QVERIFY(says("thumbs up")); // keys count more than where the mouse rests
    }

    void whatIsPickedWasUsedLast()
    {
        QStringList recent;
        for (char32_t c = 0x1f400; c < 0x1f400 + Preferences::maxRecentEmoji; ++c) {
            recent.append(QString::fromUcs4(&c, 1));
        }
        Open f(recent);
        QCOMPARE(f.grid.sections().first().emoji, recent);
        f.click(2, Qt::ShiftModifier); // it is among them already
        QCOMPARE(f.picker.recent().first(), recent[2]);
        QCOMPARE(f.grid.emojiAt(2), recent[2]); // nothing moves under the mouse
        f.type("party popper");
        f.press(Qt::Key_Return);
        QCOMPARE(f.changed.size(), 2);
        const QStringList told = f.changed.last().first().toStringList();
        QCOMPARE(told.size(), Preferences::maxRecentEmoji);
        QCOMPARE(told.mid(0, 4), QStringList({ party, recent[2], recent[0], recent[1] }));
        QVERIFY(!told.contains(recent.last()));
        f.picker.openAt(f.button);
        QCOMPARE(f.grid.sections().first().emoji, told);
    }

    void whatWeDoNotKnowIsNoEmoji()
    {
        const Open f({ "x", thumb, QString(), u"\U0001f44d\U0001f3fd"_qs, "<b>" });
        QCOMPARE(f.picker.recent(), QStringList({ thumb, u"\U0001f44d\U0001f3fd"_qs }));
    }

    void withoutRecentOnesThereIsNoSectionForThem()
    {
        Open f;
        QCOMPARE(f.grid.sections().size(), EmojiList::groupCount);
        QVERIFY(!f.named("Recently used")->isVisible());
        QVERIFY(f.named("Smileys and emotions")->isChecked());
    }

    void toneIsThatOfEverything()
    {
        Open f({ thumb });
        f.named("Medium skin")->click();
        QCOMPARE(f.changed.size(), 1);
        QCOMPARE(f.changed[0][0].toStringList(), QStringList { thumb }); // as it was used
        QCOMPARE(f.changed[0][1].toInt(), 3);
        f.type("thumbsup");
        f.press(Qt::Key_Return);
        QCOMPARE(f.pickedOnes(), QStringList { u"\U0001f44d\U0001f3fd"_qs });
        QCOMPARE(f.picker.recent(), QStringList({ u"\U0001f44d\U0001f3fd"_qs, thumb }));
        f.picker.setTone(17);
        QCOMPARE(f.picker.tone(), EmojiList::toneCount - 1);
    }

    void groupButtonsLead()
    {
        Open f({ thumb });
        QVERIFY(f.named("Recently used")->isChecked());
        f.named("Food and drink")->click();
        QVERIFY(f.named("Food and drink")->isChecked());
        QCOMPARE(f.grid.sections()[f.grid.shownSection()].title, QString("Food and drink"));
        f.grid.verticalScrollBar()->setValue(0);
        QVERIFY(f.named("Recently used")->isChecked());
        f.type("party");
        QVERIFY(!f.named("Recently used")->isChecked()); // what is found is in no group
        f.named("Flags")->click();
        QVERIFY(f.search.text().isEmpty());
        QVERIFY(f.named("Flags")->isChecked());
        QCOMPARE(f.grid.sections()[f.grid.shownSection()].title, QString("Flags"));
    }

    void staysOnTheScreen()
    {
        Open f;
        QVERIFY(f.button.screen()->availableGeometry().contains(f.picker.geometry()));
        QVERIFY(!f.picker.geometry().intersects(QRect(f.button.mapToGlobal(QPoint(0, 0)), f.button.size())));
    }

    void screenReadersFindTheCells()
    {
        Open f({ thumb, party });
        QAccessibleInterface *grid = QAccessible::queryAccessibleInterface(&f.grid);
        QCOMPARE(grid->role(), QAccessible::List);
        QCOMPARE(grid->childCount(), f.grid.count());
        QCOMPARE(grid->child(1)->text(QAccessible::Name), QString("party popper"));
        QCOMPARE(grid->indexOfChild(grid->child(1)), 1);
        f.press(Qt::Key_Down);
        f.press(Qt::Key_Right);
        QCOMPARE(grid->focusChild(), grid->child(1));
        QVERIFY(grid->child(1)->state().focused);
        QVERIFY(grid->child(1700)->state().offscreen);
        grid->child(1)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(f.pickedOnes(), QStringList { party });
        f.picker.openAt(f.button);
        f.type("xyzzy");
        QCOMPARE(grid->childCount(), 0);
        QVERIFY(!grid->child(0));
        const auto children = f.picker.findChildren<QWidget *>();
        for (const QWidget *child : children) {
            QVERIFY2(child->focusPolicy() == Qt::NoFocus || !child->accessibleName().isEmpty()
                         || child->metaObject()->className() == QByteArray("QScrollBar"),
                     child->metaObject()->className());
        }
    }

    void picturesComeAfterwards()
    {
        Open f({ party });
        const auto hasColour = [&f] {
            const QImage image = f.grid.grab(f.grid.cellRect(0)).toImage();
            for (int i = 0; i < image.width() * image.height(); ++i) {
                if (image.pixelColor(i % image.width(), i / image.width()).saturation() > 120) {
                    return true;
                }
            }
            return false;
        };
        QTRY_VERIFY(hasColour());
    }

    /// It is drawn once, wherever it stands.
    void pictureOfARecentOneComesInBothPlaces()
    {
        struct Paints : QObject
        {
            bool eventFilter(QObject *, QEvent *event) override
            {
                if (event->type() == QEvent::Paint) {
                    const QRegion region = static_cast<QPaintEvent *>(event)->region();
                    count += region.contains(cell) ? 1 : 0;
                    last = region.contains(cell) ? region : last;
                }
                return false;
            }
            QPoint cell;
            QRegion last; ///< of those that had the cell in it
            int count = 0;
        } paints;
        const EmojiList list;
        EmojiPicker picker(list);
        auto &grid = *picker.findChild<EmojiGrid *>();
        grid.viewport()->installEventFilter(&paints);
        picker.setRecent({ grinning });
        QWidget window;
        QPushButton button(&window);
        window.show();
        picker.openAt(button);
        paints.cell = grid.cellRect(0).center();
        QTRY_VERIFY(paints.count >= 2); // without it, and with it
        int second = 1;
        while (grid.emojiAt(second) != grinning) {
            ++second;
        }
        QVERIFY(grid.viewport()->rect().contains(grid.cellRect(second)));
        QVERIFY(paints.last.contains(grid.cellRect(second).center()));
    }

    void opensAtOnce()
    {
        Open first; // reads and draws what the next ones find
        first.picker.close();
        QElapsedTimer timer;
        timer.start();
        Open f({ thumb });
        QTRY_VERIFY(f.grid.isVisible());
        qInfo("made and opened in %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 500); // some twenty times what it takes
    }
};

QTEST_MAIN(TestEmojiPicker)
#include "tst_emoji_picker.moc"
