// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/garden_window.h"

#include "widgets/chats_pane.h"
#include "widgets/emoji_label.h"
#include "widgets/notice_bar.h"
#include "widgets/notices_area.h"
#include "widgets/problem_label.h"
#include "widgets/room_pane.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace natter;

/// Words of others that are too long for a line break, and leave everything in its place.
class TestLongWords : public QObject
{
    Q_OBJECT

    static QString word(int letters) { return QString(letters, u'm'); }

    /// Notices in a narrow pane.
    struct Pane : QWidget
    {
        Pane()
        {
            auto *notices = new QWidget;
            auto *inside = new QVBoxLayout(notices);
            inside->addWidget(bar);
            auto *layout = new QVBoxLayout(this);
            layout->setContentsMargins(0, 0, 0, 0);
            layout->addWidget(new NoticesArea(notices, this));
            layout->addStretch(1);
            resize(280, 900);
            show();
        }
        static bool isInSight(const QWidget &widget) { return widget.visibleRegion().boundingRect() == widget.rect(); }
        NoticeBar *bar = new NoticeBar;
    };

    static int linesOf(const EmojiLabel &label, int width)
    {
        return label.heightForWidth(width) / label.fontMetrics().lineSpacing();
    }

private Q_SLOTS:
    void labelBreaksThem_data()
    {
        QTest::addColumn<bool>("isSelectable");
        QTest::newRow("drawn") << false;
        QTest::newRow("that can be selected") << true;
    }
    void labelBreaksThem()
    {
        QFETCH(bool, isSelectable);
        EmojiLabel label;
        if (isSelectable) {
            label.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        }
        label.setText(word(300));
        QVERIFY2(label.minimumSizeHint().width() < 250, qPrintable(QString::number(label.minimumSizeHint().width())));
        QVERIFY(label.sizeHint().width() < label.fontMetrics().horizontalAdvance(label.text()));
        const int lines = label.fontMetrics().horizontalAdvance(label.text()) / 250;
        QVERIFY(lines > 3);
        QVERIFY2(linesOf(label, 250) >= lines, qPrintable(QString::number(linesOf(label, 250))));
        label.resize(250, label.heightForWidth(250));
        label.show();
        QVERIFY(QTest::qWaitForWindowExposed(&label));
        const auto inkIn = [&label](const QRect &part) {
            const QImage seen = label.grab(part).toImage();
            for (int y = 0; y < seen.height(); ++y) {
                for (int x = 0; x < seen.width(); ++x) {
                    if (seen.pixelColor(x, y).lightness() < 100) {
                        return true;
                    }
                }
            }
            return false;
        };
        const int line = label.fontMetrics().lineSpacing();
        QVERIFY(inkIn({ 0, 0, 250, line }));
        QVERIFY(inkIn({ 0, label.height() - line, 250, line }));
    }

    void noticeKeepsItsButtonsInSight_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("address") << "romeo invites you to familie_mueller_urlaub2026@conference.chat.capulet.lit";
        QTest::newRow("long word") << word(300);
    }
    void noticeKeepsItsButtonsInSight()
    {
        QFETCH(QString, text);
        Pane pane;
        pane.bar->setNotice(NoticeBar::Tone::Information, text, {}, "Join", "Decline");
        pane.bar->setWords(word(300));
        const auto buttons = pane.bar->findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 2);
        for (const QPushButton *button : buttons) {
            QTRY_VERIFY2(pane.isInSight(*button), qPrintable(button->text()));
        }
    }

    void problemIsAsNarrowAsItsDialog()
    {
        ProblemLabel problem;
        problem.say(word(300));
        QVERIFY(problem.minimumSizeHint().width() < 250);
    }

    void reasonLeavesTheChatListAsItIs()
    {
        GardenWindow f;
        f.window.resize(900, 700);
        f.enter();
        f.open();
        auto *chats = f.window.findChild<ChatsPane *>();
        const int before = chats->width();
        const QByteArray reason = QByteArray(32, 'c') + QByteArray("0123456789abcdef").repeated(6);
        f.depart("romeo",
                 f.item("none", "none", {}, "<reason>" + reason + "</reason>")
                     + "<status code='307'/><status code='110'/>");
        QTRY_VERIFY(!f.view().findChildren<NoticeBar *>().isEmpty());
        QTRY_VERIFY(f.account->rooms().find(garden::chat().peer)->problem());
        f.settle();
        QCOMPARE(chats->width(), before);
    }

    void aboutIsAsNarrowAsItsPanel()
    {
        GardenWindow f;
        f.moreFeatures = "<feature var='x'/><x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE'><value>"
                         "http://jabber.org/protocol/muc#roominfo</value></field><field "
                         "var='muc#roominfo_description'><value>"
            + word(90).toUtf8() + " \u202eevil</value></field></x>";
        f.ask();
        f.letIn(f.item() + "<status code='110'/>", {}, word(120).toUtf8() + " \u202egnp.exe");
        f.open();
        f.window.setDetailsVisible(true);
        QVERIFY(f.press("About"));
        const auto *pane = f.window.findChild<RoomPane *>();
        QString all;
        const auto isTold = [&] {
            all.clear();
            for (const QLabel *label : pane->findChildren<QLabel *>()) {
                all += label->isVisible() ? QString(label->text() + u'\n') : QString();
            }
            return all.contains(word(120)) && all.contains("evil");
        };
        QTRY_VERIFY2(isTold(), qPrintable(all));
        QVERIFY2(!all.contains(QChar(0x202e)), qPrintable(all)); // nothing in it turns round
        f.settle();
        for (const QLabel *label : pane->findChildren<QLabel *>()) {
            const QRect place(label->mapTo(pane, QPoint(0, 0)), label->size());
            QVERIFY2(!label->isVisible() || pane->rect().contains(place), qPrintable(label->text()));
        }
    }

    void longTitleIsNotCut()
    {
        GardenWindow f;
        f.enter();
        f.open();
        f.window.setDetailsVisible(true);
        const auto *pane = f.window.findChild<RoomPane *>();
        QVERIFY(pane->isVisible());
        const int width = pane->width();
        const auto labels = pane->findChildren<EmojiLabel *>();
        const auto title = std::find_if(labels.cbegin(), labels.cend(), [](const EmojiLabel *label) {
            return label->property("role").toString() == "title";
        });
        QVERIFY(title != labels.cend());
        (*title)->setText(word(60));
        f.settle();
        QTRY_VERIFY((*title)->height() >= (*title)->heightForWidth((*title)->width()));
        QVERIFY(linesOf(**title, (*title)->width()) > 1);
        QCOMPARE(pane->width(), width);
    }
};

QTEST_MAIN(TestLongWords)
#include "tst_long_words.moc"
