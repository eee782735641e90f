// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/message_styling.h"

#include <QtTest>

using namespace natter;
using Style = StyledPiece::Style;

/// What of a message is strong, emphasised, struck out, code or a quotation (XEP-0393).
class TestMessageStyling : public QObject
{
    Q_OBJECT

    /// Each piece as its style and its text.
    static QStringList pieces(const QString &text)
    {
        static const QHash<Style, QString> names { { Style::Strong, "strong" },
                                                   { Style::Emphasis, "emphasis" },
                                                   { Style::Strike, "strike" },
                                                   { Style::Code, "code" },
                                                   { Style::Quote, "quote" } };
        QStringList all;
        const auto found = findStyles(text);
        for (const StyledPiece &piece : found) {
            all.append(names.value(piece.style) + ' ' + text.mid(piece.start, piece.length));
        }
        return all;
    }

private Q_SLOTS:
    void spans_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *text, const QStringList &expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << expected;
        };
        row("plain span", {});
        row("*strong span*", { "strong *strong span*" });
        row("plain _emphasis_ plain", { "emphasis _emphasis_" });
        row("`pre` plain *strong*", { "code `pre`", "strong *strong*" });
        row("*strong*plain*", { "strong *strong*" });
        row("* plain *strong*", { "strong *strong*" });
        row("not strong*", {});
        row("*not strong", {});
        row("*not \n strong*", {});
        row("*not *strong", {});
        row("**", {});
        row("***", {});
        row("****", {});
        row("Everyone ~dis~likes cake.", { "strike ~dis~" });
        row("This is `*monospace*`", { "code `*monospace*`" });
        row("This is *`monospace and bold`*", { "strong *`monospace and bold`*", "code `monospace and bold`" });
        row("*_strong and emphasized_*", { "strong *_strong and emphasized_*", "emphasis _strong and emphasized_" });
        row("*a _b* c_", { "strong *a _b*" }); // what is open ends with what is around it
        row("snake_case_name and 2*3*4", {});
        row("https://example.org/_a_", {});
        row("*a* *b*", { "strong *a*", "strong *b*" });
    }
    void spans()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QCOMPARE(pieces(text), expected);
    }

    void blocks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("code") << "```ignored\n(println \"*x*\")\n```\nplain *x*"
                              << QStringList { "code ```ignored", "code (println \"*x*\")", "code ```", "strong *x*" };
        QTest::newRow("code to the end") << "a\n```\nb\n```c" << QStringList { "code ```", "code b", "code ```c" };
        QTest::newRow("quotation") << "> That that is, is.\nSaid *the* hermit"
                                   << QStringList { "quote > That that is, is.", "strong *the*" };
        QTest::newRow("in a quotation") << ">> *is*\n> Said\nWho?"
                                        << QStringList { "quote >> *is*", "quote > Said", "quote > *is*",
                                                         "strong *is*" };
        QTest::newRow("code in a quotation")
            << "> ```\n> (x)\nplain" << QStringList { "quote > ```", "quote > (x)", "code ```", "code (x)" };
        QTest::newRow("line separator") << QStringLiteral("> a") + QChar(QChar::LineSeparator) + "*b*"
                                        << QStringList { "quote > a", "strong *b*" };
        QTest::newRow("nothing") << QString() << QStringList();
    }
    void blocks()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QCOMPARE(pieces(text), expected);
    }

    void hostileTextEnds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("openings") << QStringLiteral("*a ").repeated(100'000);
        QTest::newRow("quotations") << QString(100'000, u'>');
        QTest::newRow("lines of quotations") << QStringLiteral(">>>>>>>>>>>>>>>>>>>>\n").repeated(20'000);
        QTest::newRow("nested") << QStringLiteral("*_~").repeated(50'000) + QStringLiteral("x~_*").repeated(50'000);
        QTest::newRow("fences") << QStringLiteral("```\n").repeated(50'000);
        QTest::newRow("one kind") << QString(100'000, u'*');
    }
    void hostileTextEnds()
    {
        QFETCH(QString, text);
        const auto found = findStyles(text);
        QVERIFY(found.size() <= 17 * 20'000 + text.size());
        for (const StyledPiece &piece : found) {
            QVERIFY(piece.start >= 0 && piece.length > 0 && piece.start + piece.length <= text.size());
        }
    }
};

QTEST_GUILESS_MAIN(TestMessageStyling)
#include "tst_message_styling.moc"
