// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/one_sign.h"

#include <QtTest>

using namespace natter;

/// What may be an emoji.
class TestOneSign : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOneToTheEye_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("is");
        const auto row = [](const char *name, const char *text, bool is) {
            QTest::newRow(name) << QString::fromUtf8(text) << is;
        };
        row("plain", "\U0001F44B", true);
        row("with a selector", "\u2764\ufe0f", true);
        row("with a tone", "\U0001F44B\U0001F3FD", true);
        row("family", "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466", true);
        row("flag", "\U0001F1E9\U0001F1EA", true);
        row("keycap", "1\ufe0f\u20e3", true);
        row("information", "\u2139\ufe0f", true);
        row("two", "\U0001F44B\U0001F44B", false);
        row("letter", "a", false);
        row("space", " ", false);
        row("line feed", "\n", false);
        row("direction", "\u202e", false);
        row("nothing", "", false);
        QTest::newRow("endless") << QString(QChar(0x2764)) + QString(50, QChar(0x0301)) << false;
    }
    void isOneToTheEye()
    {
        QFETCH(QString, text);
        QTEST(isOneSign(text), "is");
    }
};

QTEST_APPLESS_MAIN(TestOneSign)
#include "tst_one_sign.moc"
