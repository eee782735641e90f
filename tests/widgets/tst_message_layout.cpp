// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_layout.h"

#include <QtTest>

using namespace natter;

/// Where a message's text stands.
class TestMessageLayout : public QObject
{
    Q_OBJECT

    static constexpr int width = 500;

    /// From where to where text stands at that height; the first is larger where there is none.
    static std::pair<int, int> textAt(const MessageLayout &layout, int y)
    {
        int first = width;
        int last = -1;
        for (int x = 0; x < width; ++x) {
            if (layout.cursorAt(QPointF(x, y)) == Qt::IBeamCursor) {
                first = qMin(first, x);
                last = x;
            }
        }
        return { first, last };
    }

private Q_SLOTS:
    void linesBeginWhereReadingDoes_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("isRightToLeft");
        QTest::addColumn<bool>("compact");
        for (const bool compact : { false, true }) {
            const QByteArray look = compact ? ", compact" : "";
            QTest::newRow("English" + look) << QStringLiteral("moon ") << false << compact;
            QTest::newRow("Hebrew" + look) << u"\u05d9\u05e8\u05d7 "_qs << true << compact;
        }
    }
    /// The last one is not full.
    void linesBeginWhereReadingDoes()
    {
        QFETCH(QString, word);
        QFETCH(bool, isRightToLeft);
        QFETCH(bool, compact);
        ChatMessage message;
        message.body = word.repeated(40).trimmed();
        message.time = QDateTime::currentDateTimeUtc();
        const MessageStyle style {
            Theme::light(), QApplication::font(), QStringLiteral("Juliet"), compact, false, width
        };
        const MessageLayout layout(message, MessagePlace(), style);
        QList<std::pair<int, int>> lines;
        for (int y = 0; y < layout.height(); ++y) {
            const auto line = textAt(layout, y);
            if (line.second > line.first && (lines.isEmpty() || lines.last() != line)) {
                lines.append(line);
            }
        }
        QVERIFY(lines.size() >= 2);
        const auto [begin, end] = lines.first();
        const auto [lastBegin, lastEnd] = lines.last();
        QVERIFY(lastEnd - lastBegin < end - begin - 20);
        QVERIFY2(isRightToLeft ? qAbs(lastEnd - end) < 8 : qAbs(lastBegin - begin) < 2,
                 qPrintable(QStringLiteral("%1-%2, then %3-%4").arg(begin).arg(end).arg(lastBegin).arg(lastEnd)));
    }
};

QTEST_MAIN(TestMessageLayout)
#include "tst_message_layout.moc"
