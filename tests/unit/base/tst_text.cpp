// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <QtTest>

using namespace natter;

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutNeverLeavesHalfACharacter()
    {
        const QString bees = QString::fromUcs4(U"\U0001f41d\U0001f41d");
        QCOMPARE(cut(bees, 4), bees);
        QCOMPARE(cut(bees, 3), bees.left(2));
        QCOMPARE(cut(bees, 1), QString());
        QCOMPARE(cut(QStringLiteral("abc"), 2), QStringLiteral("ab"));
    }

    void textsKeepTheirDirectionInOthers()
    {
        const QString juliet = QString::fromUcs4(U"\u05d9\u05d5\u05dc\u05d9\u05d4");
        QCOMPARE(embedded(juliet), QChar(0x202b) + juliet + QChar(0x202c));
        QCOMPARE(embedded(QStringLiteral("Juliet 3")), QChar(0x202a) + QStringLiteral("Juliet 3") + QChar(0x202c));
    }

    void markupShowsTheTextAndNothingElse()
    {
        QCOMPARE(asMarkup(QStringLiteral("a & <b>\n\"c\"")),
                 QStringLiteral("<p>a &amp; &lt;b&gt;<br>&quot;c&quot;</p>"));
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
