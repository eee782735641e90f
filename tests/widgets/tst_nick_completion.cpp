// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_names.h"
#include "widgets/composer.h"
#include "widgets/emoji_completion.h"
#include "widgets/nick_completion.h"

#include <QInputMethodEvent>
#include <QListView>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace natter;

/// Nicknames while a message is written, by keyboard alone: offered behind an "@", written by Tab, and never in the
/// way.
class TestNickCompletion : public QObject
{
    Q_OBJECT

    /// A composer in a window, with somebody to talk to, and the other completion that it has.
    struct Fixture
    {
        Fixture()
        {
            composer.resize(400, 60);
            composer.show();
            composer.activateWindow();
            edit.setFocus();
            if (!QTest::qWaitForWindowActive(&composer)) {
                qFatal("no active window");
            }
        }
        void type(const QString &text) { QTest::keyClicks(&edit, text); }
        void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&edit, key, modifiers); }
        QStringList offered()
        {
            QStringList all;
            const auto *model = edit.findChildren<QListView *>().last()->model(); // of the last completion
            for (int row = 0; row < model->rowCount(); ++row) {
                all.append(model->index(row, 0).data().toString());
            }
            return all;
        }

        QStringList people { "Juliet", "Friar Laurence", "Friar John", "Nurse" };
        Composer composer;
        QPlainTextEdit &edit = *static_cast<QPlainTextEdit *>(composer.editor());
        EmojiCompletion &emoji { *new EmojiCompletion(EmojiList(), &edit) };
        NickCompletion &completion { *new NickCompletion(
            [this](const QString &beginning) {
                QStringList found = people;
                found.removeIf([&](const QString &nick) { return !nick.startsWith(beginning, Qt::CaseInsensitive); });
                return found;
            },
            &edit) };
        QSignalSpy sent { &composer, &Composer::submitted };
    };

private Q_SLOTS:
    void signOffersEverybody()
    {
        Fixture f;
        f.type("@");
        QVERIFY(f.completion.isOpen());
        QCOMPARE(f.offered(), f.people);
        f.type("fri");
        QCOMPARE(f.offered(), (QStringList { "Friar Laurence", "Friar John" }));
        f.press(Qt::Key_Down);
        f.press(Qt::Key_Return);
        QCOMPARE(f.composer.text(), QString("Friar John: "));
        QVERIFY(!f.completion.isOpen());
        QCOMPARE(f.sent.size(), 0);
        f.type("hie hence");
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent.size(), 1);
    }

    void whoLooksLikeSomebodyElseIsToldApart()
    {
        Fixture f;
        f.people = QStringList { QString::fromUtf8("b\u043eb"), "bob" }; // the first with a Cyrillic letter
        GuardedNames names;
        names.add({ "bob" });
        f.completion.setNaming([names](const QString &nick) { return toldApart(nick, { nick }, names); });
        f.type("@b");
        QCOMPARE(f.offered(), (QStringList { QString::fromUtf8("b\u043eb · not bob"), "bob" }));
        f.press(Qt::Key_Return);
        QCOMPARE(f.composer.text(), QString::fromUtf8("b\u043eb: ")); // the name as such
    }

    void blankThatIsAddedIsNotSent()
    {
        Fixture f;
        f.type("come, @nu");
        f.press(Qt::Key_Tab);
        QCOMPARE(f.composer.text(), QString("come, Nurse "));
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent.takeFirst().first().toString(), QString("come, Nurse"));
        f.composer.setText({});
        f.type("@nu");
        f.press(Qt::Key_Tab);
        f.type("come ");
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent.takeFirst().first().toString(), QString("Nurse: come ")); // which somebody typed
    }

    void namesWithSpacesGoOn()
    {
        Fixture f;
        f.type("come, @Friar L");
        QVERIFY(f.completion.isOpen());
        QCOMPARE(f.offered(), QStringList("Friar Laurence"));
        f.press(Qt::Key_Tab);
        QCOMPARE(f.composer.text(), QString("come, Friar Laurence "));
    }

    void whatNobodyIsCalledIsNoNickname()
    {
        Fixture f;
        f.type("@paris");
        QVERIFY(!f.completion.isOpen());
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent.size(), 1); // as it is
        f.composer.setText({});
        f.type("juliet@j");
        QVERIFY(!f.completion.isOpen()); // an address
    }

    void tabWritesTheOnlyOne()
    {
        Fixture f;
        f.type("ju");
        f.press(Qt::Key_Tab);
        QCOMPARE(f.composer.text(), QString("Juliet: "));
        QVERIFY(f.edit.hasFocus());
        f.type("and nu");
        f.press(Qt::Key_Tab);
        QCOMPARE(f.composer.text(), QString("Juliet: and Nurse "));
        f.press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY2(f.composer.text().endsWith("nu"), qPrintable(f.composer.text())); // as one step
    }

    void tabOffersSeveral()
    {
        Fixture f;
        f.type("fri");
        f.press(Qt::Key_Tab);
        QVERIFY(f.completion.isOpen());
        QCOMPARE(f.offered(), (QStringList { "Friar Laurence", "Friar John" }));
        f.press(Qt::Key_Down);
        f.press(Qt::Key_Tab);
        QCOMPARE(f.composer.text(), QString("Friar John: "));
    }

    void tabMovesOnWhereNobodyIsMeant()
    {
        Fixture f;
        f.type("xyz");
        f.press(Qt::Key_Tab);
        QVERIFY(!f.edit.hasFocus());
        QCOMPARE(f.composer.text(), QString("xyz"));
        f.edit.setFocus();
        f.composer.setText({});
        f.press(Qt::Key_Tab);
        QVERIFY(!f.edit.hasFocus());
    }

    void escapeTurnsItAway()
    {
        Fixture f;
        f.type("@j");
        QVERIFY(f.completion.isOpen());
        f.press(Qt::Key_Escape);
        QVERIFY(!f.completion.isOpen());
        f.type("u");
        QVERIFY(!f.completion.isOpen());
        f.type(" @j"); // another one
        QVERIFY(f.completion.isOpen());
    }

    void inputMethodIsNotDisturbed()
    {
        Fixture f;
        f.type("@");
        QInputMethodEvent event(QStringLiteral("ju"), {});
        QCoreApplication::sendEvent(&f.edit, &event);
        QVERIFY(!f.completion.isOpen());
        QInputMethodEvent commit;
        commit.setCommitString(QStringLiteral("ju"));
        QCoreApplication::sendEvent(&f.edit, &commit);
        QVERIFY(f.completion.isOpen());
        QCOMPARE(f.offered(), QStringList("Juliet"));
    }

    void namesOfOthersAreText()
    {
        Fixture f;
        f.people = { QStringLiteral("<b>Ju</b>\u202eliet") };
        f.type("@");
        QCOMPARE(f.offered(), QStringList("<b>Ju</b><U+202E>liet"));
        f.press(Qt::Key_Return);
        QCOMPARE(f.composer.text(), f.people.first() + QStringLiteral(": ")); // by which the room knows them
    }

    void mentionIsWrittenWhereTheCursorIs()
    {
        Fixture f;
        f.completion.write(QStringLiteral("Juliet"));
        QCOMPARE(f.composer.text(), QString("Juliet: "));
        f.type("art thou with");
        f.completion.write(QStringLiteral("Nurse"));
        QCOMPARE(f.composer.text(), QString("Juliet: art thou with Nurse "));
    }
};

QTEST_MAIN(TestNickCompletion)
#include "tst_nick_completion.moc"
