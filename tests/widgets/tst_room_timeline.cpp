// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/garden.h"
#include "support/timeline_talk.h"

#include "media/consistent_colour.h"
#include "widgets/message_details_dialog.h"
#include "widgets/message_place.h"
#include "widgets/timeline_text.h"
#include "widgets/timeline_view.h"

#include <QLabel>
#include <QToolTip>

using namespace natter;

/// What many say in one room: who said what can be seen, heard, copied and told apart.
class TestRoomTimeline : public QObject
{
    Q_OBJECT

    struct Timeline : TimelineTalk
    {
        Timeline() { view.setPeerName(QStringLiteral("Garden")); }
        void open()
        {
            model = std::make_unique<TimelineModel>(garden::chat(), conversations);
            view.setModel(model.get());
            until([this] { return model->isLoaded(); });
            settle();
        }
        MessagePlace place(int row) { return MessagePlace::of(*model, row); }
        QImage image(int row) { return view.viewport()->grab(view.rowRect(row)).toImage(); }
        /// How many of its pixels have that colour, more or less.
        static int count(const QImage &image, const QColor &colour)
        {
            int found = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    const int distance = qAbs(pixel.red() - colour.red()) + qAbs(pixel.green() - colour.green())
                        + qAbs(pixel.blue() - colour.blue());
                    found += distance < 30 ? 1 : 0;
                }
            }
            return found;
        }
        /// Clicks all over the row until something answers.
        void clickAround(int row, const QSignalSpy &answer)
        {
            const QRect rect = view.rowRect(row);
            for (int y = rect.top(); y < rect.bottom() && answer.isEmpty(); y += 4) {
                for (int x = rect.left(); x < rect.right() && answer.isEmpty(); x += 6) {
                    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, { x, y });
                }
            }
        }
    };

    static QDateTime at(int seconds)
    {
        return QDateTime(QDate::currentDate().addDays(-1), QTime(12, 0)).addSecs(seconds).toUTC();
    }

private Q_SLOTS:
    void groupsAreOfOnePerson()
    {
        Timeline t;
        ChatMessage other = garden::said("Nurse", "d", at(3));
        other.occupant = "another";
        t.record({ garden::said("Nurse", "a", at(0)), garden::said("Nurse", "b", at(1)),
                   garden::said("Juliet", "c", at(2)), other, garden::said("Nurse", "e", at(4)),
                   garden::ours("f", at(5)), garden::ours("g", at(6)) });
        t.open();
        const QList<bool> starts { true, false, true, true, true, true, false };
        for (int row = 0; row < starts.size(); ++row) {
            QCOMPARE(t.place(row).startsGroup, starts[row]);
            QCOMPARE(t.place(row).endsGroup, row + 1 == starts.size() || starts[row + 1]);
        }
    }

    void firstOfAGroupHasANameInTheColourOfIts()
    {
        Timeline t;
        t.record({ garden::said("Nurse", "Madam!", at(0)), garden::said("Nurse", "Madam!", at(1)),
                   garden::ours("Madam!", at(2)) });
        t.open();
        const QColor colour = consistentColour(u"Nurse", false);
        QVERIFY(t.count(t.image(0), colour) > 20);
        QCOMPARE(t.count(t.image(1), colour), 0);
        QCOMPARE(t.count(t.image(2), colour), 0);
        QVERIFY(t.count(t.image(1), consistentBackground(u"Nurse")) > 100); // the picture beside the last
        t.view.setCompact(true); // where each has its name
        QVERIFY(t.count(t.image(1), colour) > 20);
    }

    void whoLooksLikeAnotherIsMarked()
    {
        Timeline t;
        const QString other = QStringLiteral("Nur\u0455e"); // with a letter that is none of ours
        t.record({ garden::said(other, "Madam!", at(0)), garden::said("Nurse", "Madam!", at(1)) });
        t.open();
        const QColor colour = consistentColour(other, false);
        const int before = t.count(t.image(0), colour);
        const QImage nurse = t.image(1);
        GuardedNames names;
        names.add({ QStringLiteral("Nurse") });
        t.view.setNames(names);
        t.settle();
        QVERIFY(t.count(t.image(0), colour) > before + 10); // says whom that is not
        QCOMPARE(t.image(1), nurse);
    }

    void markIsSeenHoweverLongTheNameIs_data()
    {
        QTest::addColumn<bool>("compact");
        QTest::newRow("bubbles") << false;
        QTest::newRow("compact") << true;
    }
    void markIsSeenHoweverLongTheNameIs()
    {
        QFETCH(bool, compact);
        Timeline t;
        const QString name = QStringLiteral("Nurse of the house of Capulet in fair Verona ").repeated(3);
        QString other = name;
        other.replace(3, 1, u'\u0455'); // a letter that is none of ours
        t.record({ garden::said(other, "Madam!", at(0)) });
        t.view.setCompact(compact);
        t.open();
        const QImage before = t.image(0);
        GuardedNames names;
        names.add({ name });
        t.view.setNames(names);
        t.settle();
        QVERIFY(t.image(0) != before);
    }

    void whatMeansUsHasAnEdge()
    {
        Timeline t;
        t.record({ garden::said("Nurse", "Madam!", at(0)), garden::mention("Nurse", "Romeo: where is she?", at(1)) });
        t.open();
        const QColor accent = Theme::light().accent;
        QCOMPARE(t.count(t.image(0), accent), 0);
        const int edge = t.count(t.image(1), accent);
        QVERIFY2(edge > 40, qPrintable(QString::number(edge)));
        QVERIFY(t.view.rowText(1).contains("mentions you"));
        QVERIFY(!t.view.rowText(0).contains("mentions you"));
    }

    void ourNameStandsOutWhereWeAreMeant()
    {
        Timeline t;
        t.record({ garden::mention("Nurse", "I pray thee, romeo, come", at(0)),
                   garden::said("Nurse", "romeo and nobody else", at(1)) });
        t.view.setOwnNick(QStringLiteral("Romeo"));
        t.open();
        const QColor accent = Theme::light().accent;
        const int with = t.count(t.image(0), accent);
        t.view.setOwnNick(QStringLiteral("Paris"));
        QVERIFY(with > t.count(t.image(0), accent) + 10);
        QCOMPARE(t.count(t.image(1), accent), 0);
    }

    void screenReadersHearWho()
    {
        Timeline t;
        t.record({ garden::said("Nurse", "/me calls", at(0)), garden::ours("/me waits", at(1)) });
        t.open();
        QVERIFY2(t.view.rowText(0).startsWith("Nurse, "), qPrintable(t.view.rowText(0)));
        QVERIFY(t.view.rowText(0).contains("Nurse calls"));
        QVERIFY(t.view.rowText(1).startsWith("You, "));
        QVERIFY(t.view.rowText(1).contains("Romeo waits"));
        QVERIFY(t.view.rowText(1).contains("the room has it"));
    }

    void answersSayWhomTheyAnswer()
    {
        Timeline t;
        ChatMessage answer = garden::named(garden::said("Juliet", "Anon!", at(1)), "2");
        answer.quote = Quote { "a-1", "Madam!" };
        t.record({ garden::named(garden::said("Nurse", "Madam!", at(0)), "1"), answer });
        t.open();
        QCOMPARE(t.model->message(1).quote->nick, QString("Nurse"));
        QVERIFY2(t.view.rowText(1).contains("in reply to Nurse: Madam!"), qPrintable(t.view.rowText(1)));
        ChatMessage changed = t.model->message(0);
        changed.body = "Lady!";
        Q_EMIT t.conversations.messageChanged({ MessageChange::Kind::Updated, changed, {} });
        QVERIFY2(t.view.rowText(1).contains("in reply to Nurse: Lady!"), qPrintable(t.view.rowText(1)));
    }

    void whatAModeratorRetractedSaysSo()
    {
        Timeline t;
        ChatMessage statement = garden::named(garden::said({}, {}, at(2)), "3");
        statement.occupant.clear();
        statement.purpose = ChatMessage::Purpose::Moderation;
        statement.about = "a-1";
        ChatMessage taken = garden::named(garden::said("Nurse", {}, at(3)), "4");
        taken.purpose = ChatMessage::Purpose::Retraction;
        taken.about = "a-2";
        t.record({ garden::named(garden::ours("insult", at(0)), "1"),
                   garden::named(garden::said("Nurse", "oath", at(1)), "2"), statement, taken });
        t.open();
        QCOMPARE(t.model->rowCount(), 2);
        QVERIFY2(t.view.rowText(0).contains("A moderator retracted this message"), qPrintable(t.view.rowText(0)));
        QVERIFY2(t.view.rowText(1).contains("This message was retracted"), qPrintable(t.view.rowText(1)));
    }

    void copiesHaveTheNames()
    {
        Timeline t;
        t.record({ garden::said("Nurse", "Madam!", at(0)), garden::said("Juliet", "Anon!", at(1)) });
        t.open();
        t.view.setFocus();
        QTest::keyClick(&t.view, Qt::Key_Up);
        QTest::keyClick(&t.view, Qt::Key_Up, Qt::ShiftModifier);
        const QStringList lines = t.view.selectedText().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].endsWith("Nurse: Madam!"));
        QVERIFY(lines[1].endsWith("Juliet: Anon!"));
    }

    void reactionsAreCounted()
    {
        const ChatMessage message = garden::said("Nurse", "Madam!");
        const auto text = [&message](int count, bool isOurs) {
            return reactionToolTip(message, { QStringLiteral("👍"), count, isOurs }, QStringLiteral("Garden"));
        };
        QVERIFY2(text(3, false).contains("3 people"), qPrintable(text(3, false)));
        QVERIFY(text(3, true).contains("You and 2 others"));
        QVERIFY(text(1, true).contains("You<"));
    }

    void reactionsHaveNames()
    {
        const auto given = [](const QStringList &nicks) {
            QList<GivenReactions> all { { true, { "👍", "❤" }, {}, {} }, { false, { "❤" }, {}, "Tybalt" } };
            for (const QString &nick : nicks) {
                all.append({ false, { "👍" }, {}, nick });
            }
            return reactionToolTip(QStringLiteral("👍"), all);
        };
        QVERIFY(given({}).contains("👍 You<"));
        const QString some = given({ "Nurse", "<b>Juliet</b>" });
        QVERIFY2(some.contains("Nurse") && some.contains("&lt;b&gt;Juliet") && some.contains("You"), qPrintable(some));
        QVERIFY(!some.contains("Tybalt"));
        const QString many = given({ "a", "b", "c", "d", "e", "f" });
        QVERIFY2(many.contains("d") && !many.contains("e<") && many.contains("and 2 others"), qPrintable(many));
    }

    void detailsSayWhoAndWhere()
    {
        MessageDetailsDialog dialog(garden::said("Nurse", "Madam!"), QStringLiteral("Garden"));
        QStringList texts;
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            texts.append(label->text());
        }
        QVERIFY(texts.contains("Nurse"));
        QVERIFY(texts.contains("garden@chat.capulet.lit"));
        QVERIFY(!texts.contains("romeo@montague.lit"));
    }

    void detailsSayWhoHasReadIt()
    {
        MessageDetailsDialog dialog(garden::ours("Anon."), QStringLiteral("Garden"));
        QList<MessageReader> readers;
        for (int i = 0; i < 22; ++i) {
            readers.append({ QStringLiteral("<b>reader%1</b>").arg(i), at(i) });
        }
        dialog.showReaders(readers);
        QString text;
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            text += label->textFormat() == Qt::PlainText ? label->text() + u'\n' : QString();
        }
        QVERIFY2(text.contains("<b>reader0</b>") && text.contains("<b>reader19</b>"), qPrintable(text));
        QVERIFY2(!text.contains("reader20") && text.contains("2 more"), qPrintable(text));
    }

    void clickOnANameOrPictureSaysWhose()
    {
        Timeline t;
        t.record({ garden::said("Nurse", "Madam!", at(0)), garden::ours("Nurse?", at(1)) });
        t.open();
        QSignalSpy clicked(&t.view, &TimelineView::senderClicked);
        t.clickAround(1, clicked);
        QCOMPARE(clicked.size(), 0); // ours has none
        t.clickAround(0, clicked);
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked.first().first().value<ChatMessage>().nick, QString("Nurse"));
    }

    void longNamesAreCut()
    {
        Timeline t;
        t.record(
            { garden::said(QString(u'N').repeated(120), "Madam!", at(0)), garden::said("Nurse", "Madam!", at(1)) });
        t.open();
        QVERIFY(t.view.bubbleRect(0).right() < t.view.viewport()->width());
        QCOMPARE(t.view.bubbleRect(0).height(), t.view.bubbleRect(1).height());
    }

    void floodShowsTheNewestAndLosesNone()
    {
        Timeline t;
        t.say(garden::chat(), "first");
        t.open();
        QList<ChatMessage> flood;
        for (int i = 0; i < 5000; ++i) {
            flood.append(garden::said(QStringLiteral("guest %1").arg(i % 100), QString::number(i), at(i / 100)));
        }
        t.record(flood);
        QVERIFY(t.view.isAtLiveEdge());
        QCOMPARE(t.model->message(t.model->rowCount() - 1).body, QString("4999"));
        QVERIFY2(t.model->rowCount() < 700, qPrintable(QString::number(t.model->rowCount())));
        const qint64 oldest = t.model->message(0).row;
        t.bar().setValue(0);
        t.settle();
        t.settle();
        QVERIFY(t.model->message(0).row < oldest); // the others are loaded as one scrolls
    }

    void whoReadsOnIsNotCarriedAwayByAFlood()
    {
        Timeline t;
        QList<ChatMessage> talk;
        for (int i = 0; i < 100; ++i) {
            talk.append(garden::said("Nurse", QString::number(i), at(i)));
        }
        t.record(talk);
        t.open();
        t.bar().setValue(t.bar().maximum() / 2);
        QVERIFY(!t.view.isAtLiveEdge());
        const qint64 read = t.model->message(30).row;
        const int top = t.view.rowRect(t.view.rowOf(read)).top();
        QList<ChatMessage> flood;
        for (int i = 0; i < 2000; ++i) {
            flood.append(garden::said("Tybalt", "flood " + QString::number(i), at(200)));
        }
        t.record(flood);
        QVERIFY(t.view.rowOf(read) >= 0);
        QCOMPARE(t.view.rowRect(t.view.rowOf(read)).top(), top);
        t.view.jumpToNewest();
        t.settle();
        QCOMPARE(t.model->message(t.model->rowCount() - 1).body, QString("flood 1999"));
    }
};

QTEST_MAIN(TestRoomTimeline)
#include "tst_room_timeline.moc"
