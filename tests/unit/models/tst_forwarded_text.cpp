// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forwarded_text.h"

#include <QLocale>
#include <QtTest>

using namespace natter;

/// What is told elsewhere can be read there, and says no more than it says here.
class TestForwardedText : public QObject
{
    Q_OBJECT

    static ChatMessage said(qint64 row, const QString &body)
    {
        ChatMessage message;
        message.row = row;
        message.body = body;
        message.time = QDateTime(QDate(2026, 3, 1), QTime(12, 0, static_cast<int>(row)), Qt::UTC);
        return message;
    }
    static QString name(const ChatMessage &message) { return message.isOutgoing() ? "Romeo" : "Juliet"; }
    static QString head(const ChatMessage &message)
    {
        return name(message) + ", " + QLocale().toString(message.time.toLocalTime(), QLocale::ShortFormat) + ":\n";
    }

private Q_SLOTS:
    void textsAlone()
    {
        QCOMPARE(forwardedText({ said(1, "  one\n  two"), said(2, "three") }), QString("  one\n  two\nthree"));
    }

    void eachUnderItsSender()
    {
        const ChatMessage first = said(1, "one\n\ntwo");
        ChatMessage second = said(2, "three");
        second.direction = ChatMessage::Direction::Outgoing;
        QCOMPARE(forwardedText({ first, second }, name), head(first) + "> one\n> \n> two\n" + head(second) + "> three");
    }

    void oldestFirst() { QCOMPARE(forwardedText({ said(2, "b"), said(1, "a") }), QString("a\nb")); }

    void whatWasRetractedSaysNothing()
    {
        ChatMessage gone = said(2, {});
        gone.retracted = gone.time;
        QCOMPARE(forwardedText({ said(1, "a"), gone }), QString("a"));
        QCOMPARE(forwardedText({ gone }, name), QString());
    }

    void whatIsHiddenStaysSo()
    {
        ChatMessage hidden = said(1, "They both die");
        hidden.spoiler = QStringLiteral("how it ends");
        for (const QString &text : { forwardedText({ hidden }), forwardedText({ hidden }, name) }) {
            QVERIFY2(text.contains("how it ends") && !text.contains("die"), qPrintable(text));
        }
    }

    void actionsHaveTheirActor()
    {
        const ChatMessage action = said(1, "/me sighs");
        QVERIFY(forwardedText({ action }, name).endsWith("> Juliet sighs"));
        QCOMPARE(forwardedText({ action }), QString("/me sighs"));
    }
};

QTEST_GUILESS_MAIN(TestForwardedText)
#include "tst_forwarded_text.moc"
