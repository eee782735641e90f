// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/message_styling.h"
#include "models/chat_command.h"
#include "models/command_texts.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;
using Argument = ChatCommand::Argument;
using Kind = WrittenCommand::Kind;

Q_DECLARE_METATYPE(natter::WrittenCommand)

/// What is a command of what somebody writes, and what is not.
class TestChatCommand : public QObject
{
    Q_OBJECT

    static QList<ChatCommand> commands()
    {
        const auto says = [](const QString &text) { return WrittenMessage { text }; };
        return { { "me", "TEXT", "Says what you do", Argument::Needed, says },
                 { "shrug", "[TEXT]", "Shrugs", Argument::Optional, says },
                 { "ping", {}, "Asks whether they answer", Argument::None, {} },
                 { "pin", {}, "Keeps this chat above the others", Argument::None, {} },
                 { "mute", "[DURATION]", "Silences this chat", Argument::Optional, {} },
                 { "chat", "ADDRESS", "Opens a chat", Argument::Needed, {} },
                 { "say", "TEXT", "Says it", Argument::Needed, says } };
    }
    /// Without empty space at its end.
    static QString withoutEnd(const QString &text) { return QString(u'.' + text).trimmed().mid(1); }
    static QStringList names(const QList<ChatCommand> &found)
    {
        QStringList all;
        for (const ChatCommand &command : found) {
            all.append(command.name);
        }
        return all;
    }

private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<WrittenCommand>("meant");
        const auto command = [](const char *name, const QString &text, const QString &called,
                                const QString &argument = {}, Kind kind = Kind::Command) {
            QTest::newRow(name) << text << WrittenCommand { kind, {}, called, argument };
        };
        command("alone", "/pin", "pin");
        command("in capitals", "/PIN", "pin");
        command("with an argument", "/mute 2h", "mute", "2h");
        command("with spaces", "/mute   2h  ", "mute", "2h");
        command("with a tab", "/mute\t2h", "mute", "2h");
        command("without an optional argument", "/mute ", "mute");
        command("with a line's end", "/mute 2h\n", "mute", "2h");
        command("said", "/me sighs", "me", "sighs");
        command("said with spaces", "/me  sighs ", "me", " sighs");
        command("said in lines", "/me sighs\nand swears", "me", "sighs\nand swears");
        command("said on the next line", "/shrug\nwell", "shrug", "well");
        command("argument with a slash", "/shrug /etc", "shrug", "/etc");
        command("unknown", "/tmp", "tmp", {}, Kind::Unknown);
        command("unknown with words", "/tmp is full", "tmp", "is full", Kind::Unknown);
        command("unknown, nearly known", "/pins", "pins", {}, Kind::Unknown);
        command("umlaut", u"/m\u00fcde"_qs, u"m\u00fcde"_qs, {}, Kind::Unknown);
        command("argument missing", "/chat", "chat", {}, Kind::TooShort);
        command("argument missing behind a space", "/me ", "me", {}, Kind::TooShort);
        command("argument too many", "/pin that to the wall", "pin", "that to the wall", Kind::TooLong);
        const auto message = [](const char *name, const QString &text, const QString &sent = {}) {
            QTest::newRow(name) << text << WrittenCommand { Kind::Message, sent.isNull() ? text : sent };
        };
        message("words", "good morrow");
        message("space in front", " /pin");
        message("slash alone", "/");
        message("slash and space", "/ pin");
        message("path", "/etc/passwd");
        message("path with words", "/usr/bin is full");
        message("folder", "/tmp/");
        message("file", "/vmlinuz.old");
        message("number", "/2");
        message("possessive", "/me's turn");
        message("with a sign", "/pin!");
        message("address", "//server/share");
        message("comment", "// it is the east");
        message("two slashes", "//");
        message("two slashes and a command", "//pin", "/pin");
        message("two slashes and an argument", "//mute 2h", "/mute 2h");
        message("two slashes and no command", "//tmp is full", "/tmp is full");
        message("two slashes and what lacks something", "//chat", "/chat");
        message("three slashes", "///pin");
        message("pasted lines", "/pin\n/ping");
        message("pasted lines that begin with nothing known", "/bin/sh\nrm -rf /tmp");
        message("pasted comment", "//pin\n//ping");
        message("pasted lines behind a command with an argument", "/mute 2h\nthen go on");
        message("pasted line behind an unknown name", "/usage\nnone");
    }
    void texts()
    {
        QFETCH(QString, text);
        QFETCH(WrittenCommand, meant);
        const WrittenCommand written = readCommand(text, commands());
        QVERIFY2(written == meant,
                 qPrintable(QStringLiteral("%1 '%2' '%3' '%4'")
                                .arg(int(written.kind))
                                .arg(written.text, written.name, written.argument)));
    }

    void everythingCanBeSaid_data() { texts_data(); }
    void everythingCanBeSaid()
    {
        QFETCH(QString, text);
        const WrittenCommand again = readCommand(writtenAsMessage(text, commands()), commands());
        QCOMPARE(again.kind == Kind::Message ? again.text : again.argument,
                 again.name == u"say" ? withoutEnd(text) : text);
    }

    void beginnings_data()
    {
        QTest::addColumn<QString>("text"); // with a bar where the cursor is
        QTest::addColumn<QString>("beginning"); // "-" if there is none
        QTest::newRow("slash") << "/|" << QString("");
        QTest::newRow("letters") << "/pi|"
                                 << "pi";
        QTest::newRow("in front of a space") << "/pi| it"
                                             << "pi";
        QTest::newRow("nothing") << "|"
                                 << "-";
        QTest::newRow("in front of the slash") << "|/pin"
                                               << "-";
        QTest::newRow("amid a name") << "/p|in"
                                     << "-";
        QTest::newRow("in front of a name") << "/|pin"
                                            << "-";
        QTest::newRow("behind a space") << "/pin |"
                                        << "-";
        QTest::newRow("path") << "/etc/|"
                              << "-";
        QTest::newRow("in front of a path's rest") << "/etc|/passwd"
                                                   << "-";
        QTest::newRow("two slashes") << "//|"
                                     << "-";
        QTest::newRow("digit") << "/2|"
                               << "-";
        QTest::newRow("not at the beginning") << "a /pin|"
                                              << "-";
    }
    void beginnings()
    {
        QFETCH(QString, text);
        QFETCH(QString, beginning);
        const qsizetype position = text.indexOf(u'|');
        const auto found = commandBeginning(text.remove(position, 1), position);
        QCOMPARE(found.value_or("-"), beginning);
    }

    void whatBeginsLikeThat()
    {
        QCOMPARE(names(commandsBeginning("", commands())), names(commands()));
        QCOMPARE(names(commandsBeginning("p", commands())), QStringList({ "ping", "pin" }));
        QCOMPARE(names(commandsBeginning("PIN", commands())), QStringList({ "pin", "ping" })); // so Enter means it
        QCOMPARE(names(commandsBeginning("sil", commands())), QStringList("mute"));
        QCOMPARE(names(commandsBeginning("cha", commands())), QStringList({ "chat", "pin", "mute" }));
        QCOMPARE(names(commandsBeginning("si", commands())), QStringList());
        QCOMPARE(names(commandsBeginning("etc", commands())), QStringList());
    }

    void spoilers_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("hint");
        QTest::addColumn<QString>("text");
        QTest::newRow("with a hint") << "how it ends | they die"
                                     << "how it ends"
                                     << "they die";
        QTest::newRow("without") << "they die"
                                 << ""
                                 << "they die";
        QTest::newRow("colon") << "he said: they die"
                               << ""
                               << "he said: they die";
        QTest::newRow("bar in a word") << "a|b"
                                       << ""
                                       << "a|b";
        QTest::newRow("second bar") << "end | a | b"
                                    << "end"
                                    << "a | b";
        QTest::newRow("bar on the next line") << "they\ndie | so"
                                              << ""
                                              << "they\ndie | so";
        QTest::newRow("text on the next line") << "end |\nthey die"
                                               << "end"
                                               << "they die";
        QTest::newRow("nothing in front") << " | they die"
                                          << ""
                                          << "| they die";
        QTest::newRow("nothing behind") << "end | "
                                        << ""
                                        << "end |";
    }
    void spoilers()
    {
        QFETCH(QString, written);
        QFETCH(QString, hint);
        QFETCH(QString, text);
        const SpoilerText spoiler = spoilerIn(written);
        QCOMPARE(spoiler.hint, hint);
        QCOMPARE(spoiler.text, text);
        QCOMPARE(spoilerIn(natter::written(spoiler)), spoiler);
        const SpoilerText bare { {}, "They | both die" };
        QCOMPARE(spoilerIn(natter::written(bare)).text, bare.text); // nothing of it becomes a hint
    }

    void durations_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<int>("minutes"); // 0: it is none
        QTest::newRow("minutes") << "30m" << 30;
        QTest::newRow("hours") << "8h" << 8 * 60;
        QTest::newRow("days") << "2 d" << 2 * 24 * 60;
        QTest::newRow("week") << "1W" << 7 * 24 * 60;
        QTest::newRow("several") << "1h 30m" << 90;
        QTest::newRow("no unit") << "30" << 0;
        QTest::newRow("no number") << "h" << 0;
        QTest::newRow("word") << "noon" << 0;
        QTest::newRow("nothing") << "" << 0;
        QTest::newRow("no time") << "0m" << 0;
        QTest::newRow("negative") << "-3h" << 0;
        QTest::newRow("seconds") << "30s" << 0;
        QTest::newRow("for ages") << "99999w" << 0;
        QTest::newRow("beyond all numbers") << "99999999999999999999999m" << 0;
    }
    void durations()
    {
        QFETCH(QString, written);
        QFETCH(int, minutes);
        const auto duration = durationIn(written);
        QCOMPARE(duration.has_value(), minutes > 0);
        QCOMPARE(duration.value_or(0min).count(), std::chrono::minutes::rep(minutes));
    }

    void days()
    {
        const QLocale german(QLocale::German, QLocale::Germany);
        const std::optional<QDate> day = QDate(2026, 11, 29);
        QCOMPARE(dayIn(" 2026-11-29 ", german), day);
        QCOMPARE(dayIn("29.11.26", german), day);
        QCOMPARE(dayIn("29.11.2026", german), day);
        QCOMPARE(dayIn("11/29/26", QLocale(QLocale::English, QLocale::UnitedStates)), day);
        QVERIFY(!dayIn("2026-02-30", german));
        QVERIFY(!dayIn("soon", german));
        QVERIFY(!dayIn("", german));
    }

    void formsAreStyled()
    {
        using Style = StyledPiece::Style;
        const auto styles = [](const QString &text) {
            QList<Style> found;
            for (const StyledPiece &piece : findStyles(text)) {
                found.append(piece.style);
            }
            return found;
        };
        QCOMPARE(asCode("a *b*\n  c"), QString("```\na *b*\n  c\n```"));
        QCOMPARE(asCode("\n  c"), QString("```\n  c\n```"));
        QCOMPARE(styles(asCode("a *b*")), QList<Style>(3, Style::Code));
        QCOMPARE(asQuotation("a\nb"), QString("> a\n> b"));
        QCOMPARE(styles(asQuotation("a\nb")), QList<Style>(2, Style::Quote));
        QCOMPARE(withShrug({}), u"\u00af\\_(\u30c4)_/\u00af"_qs);
        QCOMPARE(withShrug(" who knows "), u"who knows \u00af\\_(\u30c4)_/\u00af"_qs);
        QCOMPARE(styles(withShrug("who knows")), QList<Style>()); // its lines are arms
    }
};

QTEST_APPLESS_MAIN(TestChatCommand)
#include "tst_chat_command.moc"
