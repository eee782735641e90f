// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/future.h"
#include "base/limits.h"
#include "chat/proofreader.h"
#include "widgets/composer.h"
#include "widgets/spelling.h"
#include "widgets/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QtTest>

using namespace natter;

namespace {

/// Answers when the test says so. Words that end in "x" are wrong, and what was meant ends in "y" or "z".
class Teacher final : public Proofreader
{
public:
    using Proofreader::Proofreader;

    QList<SpellingLanguage> languages() const override { return all; }
    Verdict verdict(const QString &language, const QString &word) const override
    {
        const bool isKnown = known.contains(language + u' ' + word) || learntWords.contains(word);
        return !isKnown ? Verdict::Unknown : isWrong(word) ? Verdict::Misspelt : Verdict::Right;
    }
    QFuture<QSet<QString>> misspelt(const QString &language, const QStringList &words) override
    {
        asked.append(words);
        auto promise = std::make_shared<QPromise<QSet<QString>>>();
        promise->start();
        later([=, this] {
            QSet<QString> wrong;
            for (const QString &word : words) {
                known.insert(language + u' ' + word);
                if (isWrong(word)) {
                    wrong.insert(word);
                }
            }
            promise->addResult(wrong);
            promise->finish();
        });
        return promise->future();
    }
    QFuture<QStringList> suggestions(const QString &, const QString &word) override
    {
        auto promise = std::make_shared<QPromise<QStringList>>();
        promise->start();
        later([=, this] {
            const QString stem = word.chopped(1);
            promise->addResult(hasIdeas ? QStringList { stem + u'y', stem + u'z' } : QStringList());
            promise->finish();
        });
        return promise->future();
    }
    void learn(const QString &word) override
    {
        learntWords.insert(word);
        Q_EMIT learnt(word);
    }

    void answer()
    {
        for (const auto &each : std::exchange(waiting, {})) {
            each();
        }
    }

    QList<SpellingLanguage> all { { "de_DE", "Deutsch" }, { "en_US", "American English" } };
    QStringList asked;
    bool isSilent = false; ///< until answer()
    bool hasIdeas = true;

private:
    bool isWrong(const QString &word) const { return word.endsWith(u'x') && !learntWords.contains(word); }
    void later(const std::function<void()> &work)
    {
        if (isSilent) {
            waiting.append(work);
        } else {
            work();
        }
    }

    QSet<QString> known;
    QSet<QString> learntWords;
    QList<std::function<void()>> waiting;
};

/// An editor of messages with a teacher.
struct Desk
{
    Desk()
    {
        edit.resize(400, 200);
        edit.show();
        edit.activateWindow();
        edit.setFocus();
        spelling.setLanguage("en_US");
    }
    /// As a message that was written before.
    void write(const QString &text)
    {
        edit.setPlainText(text);
        edit.moveCursor(QTextCursor::End);
        settle();
    }
    void type(const QString &text)
    {
        QTest::keyClicks(&edit, text);
        settle();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&edit, key, modifiers);
        settle();
    }
    static void settle()
    {
        for (int round = 0; round < 5; ++round) { // an answer leads to another question
            QCoreApplication::processEvents();
        }
    }
    QStringList marked() const
    {
        QStringList words;
        for (QTextBlock line = edit.document()->begin(); line.isValid(); line = line.next()) {
            const auto formats = line.layout()->formats();
            for (const QTextLayout::FormatRange &range : formats) {
                if (range.format.underlineStyle() == QTextCharFormat::WaveUnderline) {
                    words.append(line.text().mid(range.start, range.length));
                }
            }
        }
        return words;
    }
    void moveTo(const QString &word)
    {
        QTextCursor cursor = edit.textCursor();
        cursor.setPosition(static_cast<int>(edit.toPlainText().indexOf(word)) + 1);
        edit.setTextCursor(cursor);
        settle();
    }
    /// Asks for the menu at the cursor, by keyboard.
    void askForMenu()
    {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, edit.cursorRect().center(),
                                edit.mapToGlobal(edit.cursorRect().center()));
        QCoreApplication::sendEvent(&edit, &event);
    }
    QMenu *menu()
    {
        QMenu *found = nullptr;
        const bool opened = QTest::qWaitFor([&] {
            found = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            return found != nullptr;
        });
        return opened ? found : nullptr;
    }
    QMenu *menuAt(const QString &word)
    {
        moveTo(word);
        askForMenu();
        return menu();
    }
    static QStringList labels(const QMenu *menu, qsizetype count)
    {
        QStringList texts;
        const auto actions = menu->actions();
        for (const QAction *action : actions.mid(0, count)) {
            texts.append(action->isSeparator() ? QString("-") : action->text());
        }
        return texts;
    }
    static QMenu *languagesIn(const QMenu *menu)
    {
        const auto actions = menu->actions();
        return actions.last()->menu();
    }

    Teacher teacher;
    MessageEdit edit;
    Spelling &spelling = *new Spelling(edit, edit.highlighter(), teacher);
};

} // namespace

/// What is marked in an editor, and what its menu offers.
class TestSpelling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() // menus that a failed test left
    {
        while (QWidget *popup = QApplication::activePopupWidget()) {
            popup->close();
        }
    }

    void misspeltWordsAreMarked()
    {
        Desk f;
        f.write("But sofx, what lighx!\nthrougx yonder");
        QCOMPARE(f.marked(), (QStringList { "sofx", "lighx", "througx" }));
        const auto format = f.edit.document()->begin().layout()->formats().value(0).format;
        QCOMPARE(format.underlineColor(), Theme::of(&f.edit).danger);
    }

    void marksFollowTheTheme()
    {
        Desk f;
        f.write("sofx light");
        f.edit.setPalette(Theme::darkTheme().palette());
        const auto format = f.edit.document()->begin().layout()->formats().value(0).format;
        QCOMPARE(format.underlineColor(), Theme::darkTheme().danger);
        QVERIFY(Theme::darkTheme().danger != Theme::light().danger);
    }

    void wordThatIsTypedIsLeftAlone()
    {
        Desk f;
        f.type("But sofx");
        QCOMPARE(f.marked(), QStringList());
        QCOMPARE(f.teacher.asked, QStringList { "But" }); // nobody asks for half a word
        f.type(" ");
        QCOMPARE(f.marked(), QStringList { "sofx" });
    }

    void wordThatIsTypedIsMarkedOnceTheCursorLeaves()
    {
        Desk f;
        f.type("light sofx");
        f.press(Qt::Key_Left); // still in it
        QCOMPARE(f.marked(), QStringList());
        f.press(Qt::Key_Home);
        QCOMPARE(f.marked(), QStringList { "sofx" });
        f.press(Qt::Key_End); // it is not typed any more
        QCOMPARE(f.marked(), QStringList { "sofx" });
        f.press(Qt::Key_Backspace);
        f.type("x");
        QCOMPARE(f.marked(), QStringList()); // and now it is
    }

    void wordGoesOnAfterAnApostrophe()
    {
        Desk f;
        f.type("abx");
        f.type("'");
        QCOMPARE(f.marked(), QStringList());
        f.type("t");
        f.type(" ");
        QCOMPARE(f.marked(), QStringList());
        QCOMPARE(f.teacher.asked, QStringList { "abx't" });
    }

    void wordThatIsPastedIsMarkedAtOnce()
    {
        Desk f;
        f.edit.insertPlainText("sofx");
        f.settle();
        QCOMPARE(f.marked(), QStringList { "sofx" });
    }

    void knownWordsAreMarkedWithoutAsking()
    {
        Desk f;
        f.write("sofx light");
        f.teacher.asked.clear();
        f.teacher.isSilent = true;
        f.type(" sofx ");
        QCOMPARE(f.marked(), (QStringList { "sofx", "sofx" }));
        QCOMPARE(f.teacher.asked, QStringList());
    }

    void linksAndCodeAreLeftOut()
    {
        Desk f;
        f.write("see https://exx.org/pax romeox@montague.lix @tybalx :smx: `makx allx` 2x sofx\n"
                "```\nvax x = yyx;\n```\nlighx");
        QCOMPARE(f.marked(), (QStringList { "sofx", "lighx" }));
    }

    void codeEndsWithItsBackticks()
    {
        Desk f;
        f.write("```\nvarx\n```\nlighx");
        QTextCursor cursor(f.edit.document());
        cursor.movePosition(QTextCursor::EndOfLine, QTextCursor::KeepAnchor);
        cursor.insertText("code:");
        f.settle();
        QCOMPARE(f.marked(), QStringList { "varx" }); // what ended it begins it now
    }

    void nothingIsMarkedWithoutALanguage()
    {
        Desk f;
        f.write("sofx light");
        QCOMPARE(f.marked(), QStringList { "sofx" });
        f.spelling.setLanguage({});
        f.settle();
        QCOMPARE(f.marked(), QStringList());
        f.teacher.asked.clear();
        f.type("lighx ");
        QCOMPARE(f.marked(), QStringList());
        QCOMPARE(f.teacher.asked, QStringList());
    }

    void anotherLanguageIsAskedAnew()
    {
        Desk f;
        f.write("sofx light");
        f.teacher.asked.clear();
        f.spelling.setLanguage("de_DE");
        f.settle();
        QCOMPARE(f.teacher.asked, (QStringList { "sofx", "light" }));
        QCOMPARE(f.marked(), QStringList { "sofx" });
    }

    void answerInTheLanguageOfBeforeIsNotTaken()
    {
        Desk f;
        f.teacher.isSilent = true;
        f.write("sofx light");
        f.spelling.setLanguage("de_DE");
        f.teacher.answer();
        f.settle();
        QCOMPARE(f.marked(), QStringList());
        f.teacher.answer();
        f.settle();
        QCOMPARE(f.marked(), QStringList { "sofx" });
    }

    void marksAreNoChangeOfTheText()
    {
        Desk f;
        f.teacher.isSilent = true;
        f.write("sofx light");
        QSignalSpy changed(&f.edit, &QPlainTextEdit::textChanged);
        f.teacher.answer();
        f.settle();
        QCOMPARE(f.marked(), QStringList { "sofx" });
        QCOMPARE(changed.size(), 0); // else the other side would hear of it
        QVERIFY(!f.edit.document()->isUndoAvailable());
    }

    void answerForAWordThatIsGoneDoesNoHarm()
    {
        Desk f;
        f.teacher.isSilent = true;
        f.write("sofx light");
        f.write("light");
        f.teacher.answer();
        f.settle();
        f.teacher.answer();
        f.settle();
        QCOMPARE(f.marked(), QStringList());
    }

    void longTextAsksForItsBeginningOnlyAndForEachWordOnce()
    {
        Desk f;
        QString text;
        for (int i = 0; text.size() < 64 * 1024; ++i) {
            const auto letter = [i](int place) { return QChar(u'a' + i / place % 26); };
            text += QString("w") + letter(26 * 26) + letter(26) + letter(1) + "d again sofx\n";
        }
        f.write(text);
        QVERIFY(QTest::qWaitFor([&, before = qsizetype(-1)]() mutable {
            return std::exchange(before, f.teacher.asked.size()) == f.teacher.asked.size();
        }));
        const QStringList &asked = f.teacher.asked;
        QCOMPARE(QSet<QString>(asked.begin(), asked.end()).size(), asked.size());
        const auto lines = limits::bodyChars / 17; // each has 17 characters
        QVERIFY(qAbs(asked.size() - (lines + 2)) <= 1);
        QVERIFY(qAbs(f.marked().size() - lines) <= 1);
        f.teacher.asked.clear();
        f.type("more ");
        QCOMPARE(f.teacher.asked, QStringList()); // that far down nothing is looked at
    }

    void longLineIsLeftOut()
    {
        Desk f;
        f.write(QString("sofx ").repeated(13 * 1024));
        QCOMPARE(f.teacher.asked, QStringList());
    }

    void menuBeginsWithSuggestions()
    {
        Desk f;
        f.write("But sofx light");
        const QMenu *menu = f.menuAt("sofx");
        QVERIFY(menu);
        QCOMPARE(f.labels(menu, 4), (QStringList { "sofy", "sofz", "Add to the dictionary", "-" }));
        QVERIFY(menu->actions().at(0)->font().bold());
        QVERIFY(menu->actions().size() > 8); // what it has anyway
    }

    void suggestionIsPutInAsOneStep()
    {
        Desk f;
        f.write("But ");
        f.type("sofx light");
        f.menuAt("sofx")->actions().at(1)->trigger();
        f.settle();
        QCOMPARE(f.edit.toPlainText(), QString("But sofz light"));
        QCOMPARE(f.marked(), QStringList());
        f.edit.undo();
        QCOMPARE(f.edit.toPlainText(), QString("But sofx light"));
    }

    void suggestionsAreWrittenAsTheWordIs()
    {
        Desk f;
        f.write("don’x light");
        f.menuAt("don")->actions().at(0)->trigger();
        QCOMPARE(f.edit.toPlainText(), QString("don’y light"));
    }

    void wordThatChangedMeanwhileIsNotReplaced()
    {
        Desk f;
        f.write("But sofx light");
        const QMenu *menu = f.menuAt("sofx");
        f.edit.setPlainText("another");
        menu->actions().at(0)->trigger();
        QCOMPARE(f.edit.toPlainText(), QString("another"));
    }

    void rightWordHasNoSuggestions()
    {
        Desk f;
        f.write("But sofx light");
        const QMenu *menu = f.menuAt("light");
        QVERIFY(menu);
        QVERIFY(!f.labels(menu, 99).contains("Add to the dictionary"));
        QVERIFY(!f.labels(menu, 99).contains("Looking for suggestions…"));
    }

    void wordThatIsTypedHasSuggestionsIfAskedFor()
    {
        Desk f;
        f.type("But sofx");
        f.askForMenu();
        const QMenu *menu = f.menu();
        QVERIFY(menu);
        QCOMPARE(f.labels(menu, 2), (QStringList { "sofy", "sofz" }));
    }

    void menuOfTheMouseIsAboutTheWordUnderIt()
    {
        Desk f;
        f.write("But sofx light");
        QTextCursor cursor = f.edit.textCursor();
        cursor.setPosition(6);
        const QPoint position = f.edit.cursorRect(cursor).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, position, f.edit.viewport()->mapToGlobal(position));
        QCoreApplication::sendEvent(f.edit.viewport(), &event);
        const QMenu *menu = f.menu();
        QVERIFY(menu);
        QCOMPARE(f.labels(menu, 1), QStringList { "sofy" });
        QCOMPARE(f.edit.textCursor().position(), 14); // where it was
    }

    void menuDoesNotWaitForLong()
    {
        Desk f;
        f.write("But sofx light");
        f.teacher.isSilent = true;
        const QMenu *menu = f.menuAt("sofx");
        QVERIFY(menu);
        QCOMPARE(f.labels(menu, 1), QStringList { "Looking for suggestions…" });
        f.teacher.answer();
        f.settle();
        f.teacher.answer();
        f.settle();
        QCOMPARE(f.labels(menu, 4), (QStringList { "sofy", "sofz", "Add to the dictionary", "-" }));
    }

    void menuThatWasClosedIsNotOpenedByItsAnswer()
    {
        Desk f;
        f.write("But sofx light");
        f.teacher.isSilent = true;
        f.menuAt("sofx")->close();
        f.teacher.answer();
        f.settle();
        QVERIFY(!QApplication::activePopupWidget());
    }

    void menuSaysIfThereIsNothingToSuggest()
    {
        Desk f;
        f.teacher.hasIdeas = false;
        f.write("But sofx light");
        QCOMPARE(f.labels(f.menuAt("sofx"), 2), (QStringList { "No suggestions", "Add to the dictionary" }));
    }

    void learntWordsAreNotMarkedAnyMore()
    {
        Desk f;
        f.write("But sofx light\nsofx lighx");
        f.menuAt("sofx")->actions().at(2)->trigger();
        f.settle();
        QCOMPARE(f.marked(), QStringList { "lighx" });
    }

    void languageIsChosenInTheMenu()
    {
        Desk f;
        f.write("But sofx light");
        QSignalSpy chosen(&f.spelling, &Spelling::languageChosen);
        QMenu *languages = f.languagesIn(f.menuAt("light"));
        QVERIFY(languages);
        QCOMPARE(languages->title(), QString("Spelling"));
        QCOMPARE(f.labels(languages, 9), (QStringList { "Off", "-", "Deutsch", "American English" }));
        QVERIFY(languages->actions().at(3)->isChecked());
        QVERIFY(languages->actions().at(0)->actionGroup()->isExclusive());
        languages->actions().at(2)->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), QString("de_DE"));
        QCOMPARE(f.spelling.language(), QString("de_DE"));
    }

    void spellingIsTurnedOffInTheMenu()
    {
        Desk f;
        f.write("But sofx light");
        QSignalSpy chosen(&f.spelling, &Spelling::languageChosen);
        f.languagesIn(f.menuAt("sofx"))->actions().at(0)->trigger();
        QCOMPARE(chosen.value(0).value(0).toString(), QString());
        QCOMPARE(chosen.size(), 1);
        f.settle();
        QCOMPARE(f.marked(), QStringList());
    }

    void menuIsTheUsualOneWithoutDictionaries()
    {
        Desk f;
        f.teacher.all.clear();
        f.write("But sofx light");
        const QMenu *menu = f.menuAt("sofx");
        QVERIFY(menu);
        QVERIFY(!f.languagesIn(menu));
        QVERIFY(!f.labels(menu, 1).contains("sofy"));
    }

    void onlyLinesWithMistakesAreFormattedAgain()
    {
        Desk f;
        f.teacher.isSilent = true;
        f.write("light sofx\nlight again\nanother");
        int formatted = 0;
        f.edit.highlighter().setMarks([&formatted](const QTextBlock &) {
            ++formatted;
            return QList<QTextLayout::FormatRange>();
        });
        formatted = 0;
        f.teacher.answer();
        f.settle();
        QCOMPARE(formatted, 1);
    }

    void emojiStayInColour()
    {
        Desk f;
        f.write("sofx 😀");
        const auto formats = f.edit.document()->begin().layout()->formats();
        QCOMPARE(formats.size(), 2);
        QVERIFY(!formats.at(1).format.fontFamilies().toStringList().isEmpty());
    }

    void namesAndCommandsAreRight()
    {
        Desk d;
        d.spelling.setNames([](const QString &word) { return word == u"Ajax"; });
        d.write("/topix Ajax and Pollux");
        QCOMPARE(d.marked(), QStringList("Pollux"));
    }
};

QTEST_MAIN(TestSpelling)
#include "tst_spelling.moc"
