// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/composer.h"
#include "widgets/emoji_label.h"
#include "widgets/emoji_runs.h"
#include "widgets/name_header.h"
#include "widgets/theme.h"

#include <QLineEdit>
#include <QPainter>
#include <QtTest>

using namespace natter;

/// Emoji as people see them: one sign, however many characters it takes, and in colour wherever text of others stands.
class TestEmojiRuns : public QObject
{
    Q_OBJECT

    static bool hasColour(const QImage &image)
    {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (const QColor colour = image.pixelColor(x, y); colour.saturation() > 120 && colour.value() > 120) {
                    return true;
                }
            }
        }
        return false;
    }

private Q_SLOTS:
    void endOfSoMany()
    {
        const QString text = QString::fromUtf8("a \U0001F602 b \U0001F468\u200D\U0001F469 c \U0001F602");
        QCOMPARE(text.left(endOfEmoji(text, 2)), QString::fromUtf8("a \U0001F602 b \U0001F468\u200D\U0001F469"));
        QCOMPARE(endOfEmoji(text, 4), text.size());
    }

    void sequenceIsOne_data()
    {
        QTest::addColumn<QString>("emoji");
        QTest::newRow("plain") << u"\U0001f339"_qs;
        QTest::newRow("keycap") << u"1\ufe0f\u20e3"_qs;
        QTest::newRow("keycap of a sign") << u"#\ufe0f\u20e3"_qs;
        QTest::newRow("keycap without a selector") << u"1\u20e3"_qs;
        QTest::newRow("flag") << u"\U0001f1ee\U0001f1f9"_qs;
        QTest::newRow("flag of a region")
            << u"\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"_qs;
        QTest::newRow("rainbow flag") << u"\U0001f3f3\ufe0f\u200d\U0001f308"_qs;
        QTest::newRow("family") << u"\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"_qs;
        QTest::newRow("skin tone") << u"\U0001f44d\U0001f3fd"_qs;
        QTest::newRow("skin tone and profession") << u"\U0001f9d1\U0001f3fd\u200d\U0001f680"_qs;
        QTest::newRow("heart on fire") << u"\u2764\ufe0f\u200d\U0001f525"_qs;
        QTest::newRow("trade mark") << u"\u2122\ufe0f"_qs;
        QTest::newRow("letter-like") << u"\u2139\ufe0f"_qs;
        QTest::newRow("hourglass") << u"\u23f3"_qs;
        QTest::newRow("black square") << u"\u2b1b"_qs;
        QTest::newRow("playing card") << u"\U0001f0cf"_qs;
    }
    void sequenceIsOne()
    {
        QFETCH(QString, emoji);
        const EmojiRuns alone = emojiRuns(emoji);
        QCOMPARE(alone.count, 1);
        QVERIFY(alone.nothingElse);
        const EmojiRuns amid = emojiRuns("one 1 " + emoji + "!");
        QCOMPARE(amid.count, 1);
        QVERIFY(!amid.nothingElse);
        QCOMPARE(amid.runs.size(), 1);
        QCOMPARE(amid.runs.first().start, 6);
        QCOMPARE(amid.runs.first().length, emoji.size());
        const EmojiRuns twice = emojiRuns(emoji + emoji);
        QCOMPARE(twice.count, 2);
        QCOMPARE(twice.runs.size(), 1); // drawn at once
        QCOMPARE(twice.runs.first().length, 2 * emoji.size());
    }

    /// The emoji font has no sign for a selector, and joins only what stands together.
    void selectorsDoNotStandBetween()
    {
        const QString rest = u" a\ufe0f"_qs; // no emoji: stays as it is
        QCOMPARE(joinedForDrawing(u"1\ufe0f\u20e3"_qs + rest), u"1\u20e3\ufe0f"_qs + rest);
        QCOMPARE(joinedForDrawing(u"\u2764\ufe0f\u200d\U0001f525"_qs + rest),
                 u"\u2764\u200d\U0001f525\ufe0f"_qs + rest);
        QCOMPARE(joinedForDrawing(u"\u2764\ufe0f\u2764\ufe0f"_qs), u"\u2764\ufe0f\u2764\ufe0f"_qs);
    }

    void textIsNoEmoji_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("digits") << u"1234 #*"_qs;
        QTest::newRow("digit with a selector") << u"1\ufe0f"_qs;
        QTest::newRow("letter with a selector") << u"a\ufe0f"_qs;
        QTest::newRow("framed letter") << u"a\u20e3"_qs;
        QTest::newRow("sign in the style of text") << u"\u263a\ufe0e"_qs;
        QTest::newRow("keycap in the style of text") << u"1\ufe0e\u20e3"_qs;
        QTest::newRow("trade mark") << u"\u2122 \u00a9"_qs;
        QTest::newRow("other scripts") << u"\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u4f60\u597d"_qs;
        QTest::newRow("half a character") << QString(QChar(0xd83c));
        QTest::newRow("nothing") << QString();
    }
    void textIsNoEmoji()
    {
        QFETCH(QString, text);
        QCOMPARE(emojiRuns(text).count, 0);
        QVERIFY(emojiRuns(text).runs.isEmpty());
    }

    void formatsAskForAColourFontFirst()
    {
        const QFont font;
        const auto formats = emojiFormats(emojiRuns(u"1 1\ufe0f\u20e3"_qs), font);
        QCOMPARE(formats.size(), 1);
        QCOMPARE(formats.first().start, 2);
        QCOMPARE(formats.first().length, 3);
        const QStringList families = formats.first().format.fontFamilies().toStringList();
        QVERIFY(families.first().contains("Emoji"));
        QVERIFY(families.contains(font.families().first()));
    }

    void statusTextsShowThemInColour()
    {
        NameHeader header;
        header.resize(300, 60);
        header.setPerson("juliet@capulet.lit", {}, {}, -2);
        const QImage without = header.grab(QRect(70, 0, 230, 60)).toImage();
        QVERIFY(!hasColour(without)); // the avatar is beside
        header.setPerson("juliet@capulet.lit", "Juliet", u"online · \U0001f339"_qs, -2);
        QVERIFY(hasColour(header.grab(QRect(70, 0, 230, 60)).toImage()));
        EmojiLabel label;
        label.resize(300, 60);
        label.setText("in the orchard");
        QVERIFY(!hasColour(label.grab().toImage()));
        label.setText(u"in the orchard \U0001f339"_qs);
        QVERIFY(hasColour(label.grab().toImage()));
    }

    void composerShowsThemInColour()
    {
        Composer composer;
        composer.resize(400, 60);
        const auto written = [&composer] { return composer.grab(QRect(0, 0, 340, 60)).toImage(); }; // beside the button
        const QSignalSpy edited(&composer, &Composer::edited);
        composer.setText("O Romeo");
        const QImage plain = written();
        QVERIFY(!hasColour(plain));
        composer.setText(u"O \u2764 Romeo"_qs);
        QTRY_VERIFY(hasColour(written()));
        QCOMPARE(composer.text(), u"O \u2764 Romeo"_qs);
        composer.setText("O Romeo");
        QTRY_COMPARE(written(), plain);
        QCOMPARE(edited.size(), 3); // to show them is no edit
    }

    void fieldsShowThemInColour()
    {
        applyTheme(*qApp, Theme::light());
        QLineEdit field;
        field.resize(300, 40);
        field.setText("O Romeo 123");
        QVERIFY(!hasColour(field.grab().toImage()));
        QCOMPARE(QFontInfo(field.font()).family(), QFontInfo(QApplication::font()).family());
        QCOMPARE(field.fontMetrics().horizontalAdvance(field.text()),
                 QFontMetrics(QApplication::font()).horizontalAdvance(field.text()));
        field.setText(u"O \u2764 Romeo"_qs);
        QVERIFY(hasColour(field.grab().toImage()));
        qApp->setStyleSheet({});
    }

    void sequenceIsAsWideAsOne_data() { sequenceIsOne_data(); }
    void sequenceIsAsWideAsOne()
    {
        QFETCH(QString, emoji);
        const auto width = [](const QString &text) {
            QTextLayout layout(joinedForDrawing(text), QFont());
            layout.setFormats(emojiFormats(emojiRuns(text), QFont()));
            layout.beginLayout();
            const double natural = layout.createLine().naturalTextWidth();
            layout.endLayout();
            return natural;
        };
        QVERIFY(qAbs(width(emoji) - width(u"\U0001f339"_qs)) < 1);
    }

    void lineThatIsTooLongShowsItsBeginning()
    {
        QImage image(120, 30, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        drawLine(painter, image.rect(), u"1\ufe0f\u20e3"_qs.repeated(60), Qt::AlignLeft);
        painter.end();
        QVERIFY(hasColour(image.copy(0, 0, 60, 30)));
        QVERIFY(!hasColour(image.copy(118, 0, 2, 30))); // it is elided, not cut off
    }

    void lineRunsAsItsLettersDo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("Latin") << u"Is the day so young?"_qs;
        QTest::newRow("Hebrew") << u"\u05e9\u05dc\u05d5\u05dd!"_qs;
        QTest::newRow("Latin with an emoji") << u"Is the day so young? \U0001f339"_qs;
        QTest::newRow("Hebrew with an emoji") << u"\u05e9\u05dc\u05d5\u05dd! \U0001f339"_qs;
        QTest::newRow("elided") << u"Even or odd, of all days in the year, come Lammas-eve at night"_qs;
    }
    void lineRunsAsItsLettersDo()
    {
        QFETCH(QString, text);
        const auto drawn = [&text](Qt::LayoutDirection direction) {
            QImage image(200, 30, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setLayoutDirection(direction);
            drawLine(painter, image.rect(), text, Qt::AlignLeft);
            return image;
        };
        QCOMPARE(drawn(Qt::RightToLeft), drawn(Qt::LeftToRight));
    }

    /// From the first to the last column of an image that has anything in it.
    static std::pair<int, int> columns(const QImage &image)
    {
        std::pair<int, int> found(image.width(), -1);
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                if (image.pixelColor(x, y).lightness() < 128) {
                    found = { qMin(found.first, x), x };
                }
            }
        }
        return found;
    }

    void labelBeginsWhereTheWindowDoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("Latin") << u"Verona"_qs;
        QTest::newRow("Hebrew") << u"\u05e9\u05dc\u05d5\u05dd"_qs;
        QTest::newRow("both") << u"\u05e9\u05dc\u05d5\u05dd\nVerona"_qs;
    }
    void labelBeginsWhereTheWindowDoes()
    {
        QFETCH(QString, text);
        EmojiLabel label;
        label.setPalette(QPalette(Qt::black, Qt::white));
        label.setText(text);
        label.resize(300, label.heightForWidth(300));
        const auto lastLine = [&label](Qt::LayoutDirection direction) {
            label.setLayoutDirection(direction);
            const int line = label.fontMetrics().height();
            return columns(label.grab({ 0, label.height() - line, 300, line }).toImage());
        };
        QVERIFY(lastLine(Qt::LeftToRight).first < 5);
        QVERIFY(lastLine(Qt::RightToLeft).second > 295);
    }

    void linesOfALabelRunEachAsItsLettersDo()
    {
        const auto lastLine = [](const QString &text) {
            EmojiLabel label;
            label.setPalette(QPalette(Qt::black, Qt::white));
            label.setText(text);
            label.resize(300, label.heightForWidth(300));
            const int line = label.fontMetrics().height();
            const QImage image = label.grab({ 0, label.height() - line, 300, line }).toImage();
            const auto [first, last] = columns(image);
            return image.copy(first, 0, last - first + 1, line);
        };
        QCOMPARE(lastLine(u"\u05e9\u05dc\u05d5\u05dd\nVerona!"_qs), lastLine(u"Verona!"_qs));
    }

    void labelMakesRoomForAllLines()
    {
        EmojiLabel label;
        const QString words = QStringLiteral("By a name I know not how to tell thee who I am ");
        label.setText(words + u"\U0001f339"_qs);
        QVERIFY(label.heightForWidth(100) > 2 * label.heightForWidth(1000));
        label.setText(words);
        const int plain = label.heightForWidth(100);
        label.setText(words + u"\n\U0001f339\n\U0001f339"_qs);
        QVERIFY(label.heightForWidth(100) > plain + label.fontMetrics().height());
    }
};

QTEST_MAIN(TestEmojiRuns)
#include "tst_emoji_runs.moc"
