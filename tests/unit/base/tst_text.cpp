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

    void markupShowsTheTextAndNothingElse()
    {
        QCOMPARE(asMarkup(QStringLiteral("a & <b>\n\"c\"")),
                 QStringLiteral("<p>a &amp; &lt;b&gt;<br>&quot;c&quot;</p>"));
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
