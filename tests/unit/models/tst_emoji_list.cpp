// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/preferences.h"
#include "models/emoji_list.h"

#include <QElapsedTimer>
#include <QSet>
#include <QtTest>

using namespace natter;

/// Emoji by their names: in two languages, by shortcodes, in every tone of skin.
class TestEmojiList : public QObject
{
    Q_OBJECT

    EmojiList list;

    static QString emoji(std::initializer_list<char32_t> characters)
    {
        return QString::fromUcs4(characters.begin(), static_cast<qsizetype>(characters.size()));
    }
    QStringList english(const char *text) const { return list.search(QString::fromUtf8(text), QLocale::English); }
    QStringList german(const char *text) const { return list.search(QString::fromUtf8(text), QLocale::German); }

private Q_SLOTS:
    void groupsHoldEverythingOnce()
    {
        QSet<QString> seen;
        qsizetype count = 0;
        for (int group = 0; group < EmojiList::groupCount; ++group) {
            const QStringList some = list.ofGroup(static_cast<EmojiList::Group>(group));
            QVERIFY2(some.size() > 80, qPrintable(EmojiList::nameOf(static_cast<EmojiList::Group>(group))));
            QVERIFY(!EmojiList::nameOf(static_cast<EmojiList::Group>(group)).isEmpty());
            count += some.size();
            for (const QString &one : some) {
                seen.insert(one);
                QVERIFY(list.contains(one));
                QVERIFY2(!list.name(one, QLocale::English).isEmpty(), qPrintable(one));
                QVERIFY2(!list.name(one, QLocale::German).isEmpty(), qPrintable(one));
                QCOMPARE(list.forShortcode(list.shortcode(one)), one);
            }
        }
        QCOMPARE(seen.size(), count);
        QVERIFY(count > 1800 && count < 2000);
        QCOMPARE(list.ofGroup(EmojiList::Group::Smileys).first(), u"\U0001f600"_qs);
        QVERIFY(list.ofGroup(EmojiList::Group::Symbols).contains(u"#\ufe0f\u20e3"_qs)); // begins like a comment
        QVERIFY(list.ofGroup(EmojiList::Group::Flags).contains(u"\U0001f1e9\U0001f1ea"_qs));
    }

    void copiesShareWhatWasRead()
    {
        const EmojiList copy = list;
        QElapsedTimer timer;
        timer.start();
        QVERIFY(copy.contains(u"\U0001f389"_qs));
        QVERIFY(timer.nsecsElapsed() < 1'000'000);
    }

    void namesAreThoseOfTheLanguage()
    {
        QCOMPARE(list.name(u"\U0001f44d"_qs, QLocale::English), QString("thumbs up"));
        QCOMPARE(list.name(u"\U0001f44d"_qs, QLocale::German), QString("Daumen hoch"));
        QCOMPARE(list.name(u"\U0001f44d\U0001f3ff"_qs, QLocale::German), QString("Daumen hoch"));
        QCOMPARE(list.name(u"\U0001f44d"_qs, QLocale::Swedish), QString("thumbs up")); // we have none in it
        QVERIFY(list.name(QString("thumb"), QLocale::English).isEmpty());
        QVERIFY(!list.contains(QString()));
    }

    void everyWordBeginsAWord()
    {
        QVERIFY(english("thumb").contains(u"\U0001f44d"_qs));
        QVERIFY(english("up thu").contains(u"\U0001f44d"_qs));
        QVERIFY(!english("humbs").contains(u"\U0001f44d"_qs));
        QVERIFY(!english("thumbs down").contains(u"\U0001f44d"_qs));
        QVERIFY(english("party").contains(u"\U0001f389"_qs)); // by a keyword
        QVERIFY(english("+1").contains(u"\U0001f44d"_qs));
        QVERIFY(english("qqqq").isEmpty());
        QVERIFY(english("").isEmpty());
        QVERIFY(english(" : ").isEmpty());
    }

    void germanIsSearchedInGerman()
    {
        QVERIFY(german("daumen").contains(u"\U0001f44d"_qs));
        QVERIFY(german("Daumen h").contains(u"\U0001f44d"_qs));
        QVERIFY(german("trän").contains(u"\U0001f602"_qs));
        QVERIFY(german("tran").contains(u"\U0001f602"_qs)); // without the accent as well
        QVERIFY(german("Flagge Deutsch").contains(u"\U0001f1e9\U0001f1ea"_qs));
        QVERIFY(german("zitterndes").contains(u"\U0001fae8"_qs)); // newer than the names of CLDR
        QVERIFY(german("thumbs").contains(u"\U0001f44d"_qs)); // and in English
        QVERIFY(!english("daumen").contains(u"\U0001f44d"_qs));
    }

    void theBestComesFirst()
    {
        QCOMPARE(english("heart").value(0), u"\u2764\ufe0f"_qs); // it is its shortcode
        QCOMPARE(english(":heart:").value(0), u"\u2764\ufe0f"_qs);
        QCOMPARE(english("Thumbs Up").value(0), u"\U0001f44d"_qs);
        const QStringList faces = english("face");
        const auto nameBegins = faces.indexOf(u"\U0001f618"_qs); // face blowing a kiss
        const auto nameHas = faces.indexOf(u"\U0001f600"_qs); // grinning face
        QVERIFY(nameBegins >= 0 && nameHas > nameBegins);
        QVERIFY(english("he").indexOf(u"\u2764\ufe0f"_qs) < english("he").indexOf(u"\U0001f994"_qs)); // known, hedgehog
        QCOMPARE(german("herz").value(0), german("Herz").value(0));
        QCOMPARE(english("\U0001f44d\U0001f3fd"), QStringList { u"\U0001f44d"_qs });
    }

    void shortcodesAreKnown_data()
    {
        QTest::addColumn<QString>("emoji");
        QTest::newRow("smile") << u"\U0001f604"_qs;
        QTest::newRow("joy") << u"\U0001f602"_qs;
        QTest::newRow("heart") << u"\u2764\ufe0f"_qs;
        QTest::newRow("thumbsup") << u"\U0001f44d"_qs;
        QTest::newRow("thumbs_up") << u"\U0001f44d"_qs;
        QTest::newRow("+1") << u"\U0001f44d"_qs;
        QTest::newRow("-1") << u"\U0001f44e"_qs;
        QTest::newRow("tada") << u"\U0001f389"_qs;
        QTest::newRow("Wink") << u"\U0001f609"_qs;
        QTest::newRow("fire") << u"\U0001f525"_qs;
        QTest::newRow("ok_hand") << u"\U0001f44c"_qs;
        QTest::newRow("grinning_face") << u"\U0001f600"_qs;
        QTest::newRow("flag_de") << u"\U0001f1e9\U0001f1ea"_qs;
        QTest::newRow("smil") << QString();
    }
    void shortcodesAreKnown()
    {
        QFETCH(QString, emoji);
        QCOMPARE(list.forShortcode(QString::fromLatin1(QTest::currentDataTag())), emoji);
    }

    void tonesStandWhereUnicodeHasThem()
    {
        QCOMPARE(list.withTone(emoji({ 0x1f44d }), 1), emoji({ 0x1f44d, 0x1f3fb }));
        QCOMPARE(list.withTone(emoji({ 0x1f44d }), 5), emoji({ 0x1f44d, 0x1f3ff }));
        QCOMPARE(list.withTone(emoji({ 0x1f44d, 0x1f3fb }), 5), emoji({ 0x1f44d, 0x1f3ff })); // not two
        QCOMPARE(list.withTone(emoji({ 0x1f44d, 0x1f3fb }), 0), emoji({ 0x1f44d }));
        QCOMPARE(list.withTone(emoji({ 0x1f44d }), 9), emoji({ 0x1f44d }));
        // Instead of the selector, which comes back without a tone
        QCOMPARE(list.withTone(emoji({ 0x270c, 0xfe0f }), 3), emoji({ 0x270c, 0x1f3fd }));
        QCOMPARE(list.withTone(emoji({ 0x270c, 0x1f3fd }), 0), emoji({ 0x270c, 0xfe0f }));
        // Sequences: a detective who is a woman, an astronaut, a pilot, whose own selectors stay
        QCOMPARE(list.withTone(emoji({ 0x1f575, 0xfe0f, 0x200d, 0x2640, 0xfe0f }), 2),
                 emoji({ 0x1f575, 0x1f3fc, 0x200d, 0x2640, 0xfe0f }));
        QCOMPARE(list.withTone(emoji({ 0x1f9d1, 0x200d, 0x1f680 }), 4), emoji({ 0x1f9d1, 0x1f3fe, 0x200d, 0x1f680 }));
        QCOMPARE(list.withTone(emoji({ 0x1f468, 0x200d, 0x2708, 0xfe0f }), 4),
                 emoji({ 0x1f468, 0x1f3fe, 0x200d, 0x2708, 0xfe0f }));
        // Several people: one tone for all, none for the hands and hearts between
        QCOMPARE(list.withTone(emoji({ 0x1f9d1, 0x200d, 0x1f91d, 0x200d, 0x1f9d1 }), 3),
                 emoji({ 0x1f9d1, 0x1f3fd, 0x200d, 0x1f91d, 0x200d, 0x1f9d1, 0x1f3fd }));
        QCOMPARE(list.withTone(emoji({ 0x1f469, 0x200d, 0x2764, 0xfe0f, 0x200d, 0x1f468 }), 1),
                 emoji({ 0x1f469, 0x1f3fb, 0x200d, 0x2764, 0xfe0f, 0x200d, 0x1f468, 0x1f3fb }));
    }

    void onlySkinTakesATone()
    {
        for (const QString &without : { u"\U0001f600"_qs, u"\U0001f525"_qs,
                                        u"\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"_qs, u"ab"_qs }) {
            QVERIFY(!list.takesTone(without));
            QCOMPARE(list.withTone(without, 3), without);
        }
        QVERIFY(list.takesTone(u"\u270c\U0001f3fd"_qs));
    }

    void completionsBeginWithWhatPeopleKnow()
    {
        const auto codes = [this](const char *prefix, int limit, QLocale::Language language = QLocale::English) {
            QStringList all;
            const auto found = list.completions(QString::fromUtf8(prefix), limit, language);
            for (const auto &one : found) {
                all.append(one.code);
            }
            return all;
        };
        QCOMPARE(codes("smile", 8).value(0), QString("smile"));
        QVERIFY(codes("smi", 8).contains("smile"));
        QVERIFY(codes("hea", 8).indexOf("heart") < codes("hea", 8).indexOf("hear_no_evil"));
        QCOMPARE(codes("thumbs", 8).mid(0, 2), QStringList({ "thumbsup", "thumbsdown" }));
        QVERIFY(codes("TAD", 8).contains("tada"));
        QCOMPARE(codes("fa", 8).size(), 8);
        QCOMPARE(codes("fa", 3).size(), 3);
        QVERIFY(codes("ace_with", 8).isEmpty());
        QVERIFY(codes("qqq", 8).isEmpty());
        QVERIFY(codes("", 8).isEmpty());
        QVERIFY(codes("daumen", 8, QLocale::German).contains("thumbsup"));
        QVERIFY(!codes("daumen", 8).contains("thumbsup"));
        QCOMPARE(list.completions("joy", 1, QLocale::English).first(),
                 (EmojiList::Completion { u"\U0001f602"_qs, "joy" }));
        QSet<QString> once;
        const auto many = list.completions("face", 500, QLocale::German);
        for (const auto &one : many) {
            once.insert(one.emoji);
        }
        QCOMPARE(once.size(), many.size());
    }

    void whatIsUsedComesFirst()
    {
        QStringList recent;
        for (char32_t c = 0x1f400; c < 0x1f400 + Preferences::maxRecentEmoji + 5; ++c) {
            recent = EmojiList::afterUse(recent, QString::fromUcs4(&c, 1));
        }
        QCOMPARE(recent.size(), Preferences::maxRecentEmoji);
        QCOMPARE(recent.first(), emoji({ 0x1f400 + Preferences::maxRecentEmoji + 4 }));
        recent = EmojiList::afterUse(recent, recent.last());
        QCOMPARE(recent.size(), Preferences::maxRecentEmoji);
        QCOMPARE(recent.first(), emoji({ 0x1f405 }));
        QCOMPARE(recent.count(recent.first()), 1);
    }

    void isReadFast()
    {
        EmojiList fresh;
        QElapsedTimer timer;
        timer.start();
        QVERIFY(fresh.contains(u"\U0001f389"_qs));
        const auto read = timer.nsecsElapsed();
        fresh.search("heart", QLocale::German);
        const auto first = timer.nsecsElapsed() - read;
        fresh.search("heart", QLocale::German);
        const auto second = timer.nsecsElapsed() - read - first;
        fresh.completions("sm", 8, QLocale::German);
        const auto completed = timer.nsecsElapsed() - read - first - second;
        qInfo("read in %lld us, first search %lld us, another %lld us, completions %lld us", read / 1000, first / 1000,
              second / 1000, completed / 1000);
        QVERIFY(timer.elapsed() < 500); // some twenty times what it takes
    }
};

QTEST_GUILESS_MAIN(TestEmojiList)
#include "tst_emoji_list.moc"
