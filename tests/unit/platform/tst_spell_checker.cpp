// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/spell_checker.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Verdict = Proofreader::Verdict;

/// Dictionaries as they are found on a disk, and what is made of them.
class TestSpellChecker : public QObject
{
    Q_OBJECT

    /// A profile, and a folder with dictionaries.
    struct Desk
    {
        QTemporaryDir folder;

        QString profile() const { return folder.path(); }
        QString dictionaries() const { return folder.filePath(QStringLiteral("hunspell")); }
        QString learnt() const { return folder.filePath(QStringLiteral("learnt-words.txt")); }
        Desk() { QDir().mkpath(dictionaries()); }

        static void write(const QString &path, const QByteArray &bytes)
        {
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
                qFatal("cannot write %s", qPrintable(path));
            }
        }
        void add(const QString &code, const QByteArray &affixes, const QByteArray &words) const
        {
            write(dictionaries() + u'/' + code + QStringLiteral(".aff"), affixes);
            write(dictionaries() + u'/' + code + QStringLiteral(".dic"), words);
        }
        void addGerman() const
        {
            add(QStringLiteral("de_DE"),
                "SET ISO8859-1\nTRY \xfc\xdf"
                "enrs\n",
                "4\ngr\xfc\xdf"
                "e\nsch\xf6n\nusw.\nE-Mail\n");
        }
        void addEnglish() const
        {
            add(QStringLiteral("en_US"), "SET UTF-8\nTRY olhe\nSFX S Y 1\nSFX S 0 s .\n",
                "5\nhello/S\nhelp/S\ncaf\xc3\xa9\ndon't\nwell-known\n");
        }
    };

    template <typename Answer> static Answer awaited(const QFuture<Answer> &future)
    {
        return QTest::qWaitFor([&] { return future.isFinished(); }) && future.resultCount() > 0 ? future.result()
                                                                                                : Answer();
    }
    static QStringList codes(const SpellChecker &checker)
    {
        QStringList all;
        const auto languages = checker.languages();
        for (const SpellingLanguage &language : languages) {
            all.append(language.code);
        }
        all.sort();
        return all;
    }
    static QSet<QString> misspelt(SpellChecker &checker, const QString &language, const QStringList &words)
    {
        return awaited(checker.misspelt(language, words));
    }

private Q_SLOTS:
    void languagesAreFoundWithTheirOwnNames()
    {
        const Desk desk;
        desk.addGerman();
        desk.addEnglish();
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        QCOMPARE(checker.languages().size(), 0); // nobody waited for the disk
        QSignalSpy found(&checker, &SpellChecker::languagesFound);
        QVERIFY(found.wait());
        QCOMPARE(checker.languages(),
                 (QList<SpellingLanguage> { { "en_US", "American English" }, { "de_DE", "Deutsch" } }));
    }

    void countriesAreNamedWhereTheyMakeTheDifference()
    {
        const auto languages = languagesOf({ { "de_DE", {}, {} }, { "de_LU", {}, {} }, { "de_LU_x", {}, {} } });
        QStringList names;
        for (const SpellingLanguage &language : languages) {
            names.append(language.name);
        }
        names.sort();
        QCOMPARE(names, (QStringList { "Deutsch (Deutschland)", "Deutsch (de_LU)", "Deutsch (de_LU_x)" }));
    }

    void eachDictionaryIsThereOnce()
    {
        const Desk desk;
        desk.addGerman();
        const QString linked = desk.folder.filePath("linked");
        QVERIFY(QDir().mkpath(linked));
        for (const QString &name : { QString("de_DE"), QString("de_BE") }) {
            QVERIFY(QFile::link(desk.dictionaries() + "/de_DE.aff", linked + u'/' + name + ".aff"));
            QVERIFY(QFile::link(desk.dictionaries() + "/de_DE.dic", linked + u'/' + name + ".dic"));
        }
        const auto found = findDictionaries({ linked, desk.dictionaries(), desk.dictionaries() });
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().code, QString("de_DE"));
    }

    void firstFolderWins()
    {
        const Desk distribution;
        const Desk person;
        distribution.addGerman();
        person.addGerman();
        const auto found = findDictionaries({ person.dictionaries(), distribution.dictionaries() });
        QCOMPARE(found.size(), 1);
        QVERIFY(found.first().words.startsWith(QFileInfo(person.dictionaries()).canonicalFilePath()));
    }

    void whatIsNoDictionaryIsNotFound()
    {
        const Desk desk;
        desk.add("hyph_de_DE", {}, {});
        desk.add("../outside", {}, {});
        desk.add("no&language", {}, {});
        Desk::write(desk.dictionaries() + "/fr_FR.dic", "1\nbon\n"); // without affixes
        Desk::write(desk.dictionaries() + "/it_IT.aff", {}); // without words
        QVERIFY(QFile::link("/nonexistent", desk.dictionaries() + "/es_ES.dic"));
        QCOMPARE(findDictionaries({ desk.dictionaries(), "/nonexistent" }).size(), 0);
    }

    void wordsAreChecked()
    {
        const Desk desk;
        desk.addEnglish();
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        const QStringList words { "hello", "Hello", "HELLO",      "hellos",     "helo",       "café",
                                  "cafe",  "don't", "well-known", "hello-help", "hello-helo", "привет" };
        QCOMPARE(misspelt(checker, "en_US", words), (QSet<QString> { "helo", "cafe", "hello-helo", "привет" }));
    }

    void encodingOfTheDictionaryIsHonoured()
    {
        const Desk desk;
        desk.addGerman();
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        QCOMPARE(misspelt(checker, "de_DE", { "Grüße", "grüsse", "schön", "scho", "gr?ße", "grüße€", "γρ", "E-Mail" }),
                 (QSet<QString> { "grüsse", "scho", "gr?ße", "grüße€", "γρ" }));
        QVERIFY(awaited(checker.suggestions("de_DE", "grüse")).contains("grüße"));
    }

    void abbreviationsAreRightWithoutTheirFullStop()
    {
        const Desk desk;
        desk.addGerman();
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        QCOMPARE(misspelt(checker, "de_DE", { "usw" }), QSet<QString>());
    }

    void verdictsAreRemembered()
    {
        const Desk desk;
        desk.addEnglish();
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        QCOMPARE(checker.verdict("en_US", "hello"), Verdict::Unknown);
        misspelt(checker, "en_US", { "hello", "helo" });
        QCOMPARE(checker.verdict("en_US", "hello"), Verdict::Right);
        QCOMPARE(checker.verdict("en_US", "helo"), Verdict::Misspelt);
        QCOMPARE(checker.verdict("de_DE", "helo"), Verdict::Unknown);
        QVERIFY(checker.misspelt("en_US", { "hello", "helo" }).isFinished()); // without asking again
    }

    void suggestionsAreFew()
    {
        const Desk desk;
        QByteArray words = "26\n";
        for (char c = 'a'; c <= 'z'; ++c) {
            words += QByteArray("wor") + c + "\n";
        }
        desk.add("en_US", "SET UTF-8\nTRY abcdefghijklmnopqrstuvwxyz\n", words);
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        const QStringList suggestions = awaited(checker.suggestions("en_US", "wor"));
        QCOMPARE(suggestions.size(), 5);
        QCOMPARE(QSet<QString>(suggestions.begin(), suggestions.end()).size(), 5);
    }

    void learntWordsAreRightInEveryLanguageAndKept()
    {
        const Desk desk;
        desk.addEnglish();
        desk.addGerman();
        {
            SpellChecker checker(desk.profile(), { desk.dictionaries() });
            QCOMPARE(misspelt(checker, "en_US", { "natter" }), QSet<QString> { "natter" });
            QSignalSpy learnt(&checker, &SpellChecker::learnt);
            checker.learn("natter");
            checker.learn("Jürgen");
            QCOMPARE(learnt.size(), 2);
            QCOMPARE(checker.verdict("en_US", "natter"), Verdict::Right); // at once
            QCOMPARE(checker.verdict("de_DE", "natter"), Verdict::Right);
        }
        QFile file(desk.learnt());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("Jürgen\nnatter\n"));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(file.permissions() & others, QFile::Permissions());
        SpellChecker later(desk.profile(), { desk.dictionaries() });
        QCOMPARE(misspelt(later, "de_DE", { "natter", "Natter", "NATTER", "natTer", "Jürgen", "JÜRGEN", "jürgen" }),
                 (QSet<QString> { "natTer", "jürgen" }));
    }

    void damagedFileOfLearntWordsIsKept()
    {
        const Desk desk;
        desk.addEnglish();
        Desk::write(desk.learnt(), "natter\n\xff\xfe\n");
        {
            SpellChecker checker(desk.profile(), { desk.dictionaries() });
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression("^learnt words: .*was kept as"));
            checker.learn("hola");
        }
        QCOMPARE(QDir(desk.profile()).entryList({ "learnt-words.txt.damaged*" }).size(), 1);
        QFile file(desk.learnt());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("hola\n"));
    }

    void fileThatCannotBeReadIsLeftAlone()
    {
        const Desk desk;
        QVERIFY(QDir().mkpath(desk.learnt() + "/folder")); // in place of the file
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("^learnt words: "));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("^learnt until the end of the program only: "));
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        checker.learn("natter");
        QCOMPARE(checker.verdict("en_US", "natter"), Verdict::Right);
    }

    void brokenDictionariesMarkNothing_data()
    {
        QTest::addColumn<QByteArray>("affixes");
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("complaint");
        const QByteArray good = "SET UTF-8\n";
        QTest::newRow("empty") << QByteArray() << QByteArray() << "how many words";
        QTest::newRow("no count") << good << QByteArray("hello\nhelp\n") << "how many words";
        QTest::newRow("negative count") << good << QByteArray("-5\nhello\n") << "how many words";
        QTest::newRow("huge count") << good << QByteArray("2147483646\nhello\n") << "how many words";
        QTest::newRow("overflowing count") << good << QByteArray("99999999999999999999\nhello\n") << "how many words";
        QTest::newRow("too small a count")
            << good << QByteArray("1\n") + QByteArray("hello\n").repeated(1000) << "how many words";
        QTest::newRow("no words") << good << QByteArray("3\n\n\n\n") << "has no words";
        QTest::newRow("noise") << QByteArray("SET UTF-8\n\x01\xff\x00SFX", 16)
                               << QByteArray("9\n\xff\xfe\x00\x01/\n/\n\t\n", 11) << "has no words";
        QTest::newRow("huge table") << QByteArray("SET UTF-8\nREP\t2000000000x\nREP a b\n") << QByteArray("1\nhello\n")
                                    << "announces too much";
        QTest::newRow("huge suffix") << QByteArray("SET UTF-8\nSFX S Y 2000000000\nSFX S 0 s .\n")
                                     << QByteArray("1\nhello\n") << "announces too much";
        QTest::newRow("unknown encoding")
            << QByteArray("SET KLINGON-1\n") << QByteArray("1\nhello\n") << "unknown encoding";
    }
    void brokenDictionariesMarkNothing()
    {
        QFETCH(const QByteArray, affixes);
        QFETCH(const QByteArray, words);
        QFETCH(const QString, complaint);
        const Desk desk;
        desk.add("en_US", affixes, words);
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("^dictionary left out: .*" + complaint)); // once
        QCOMPARE(misspelt(checker, "en_US", { "hello", "helo" }), QSet<QString>());
        QCOMPARE(misspelt(checker, "en_US", { "help" }), QSet<QString>());
        QCOMPARE(awaited(checker.suggestions("en_US", "helo")), QStringList());
    }

    void dictionaryThatIsTooLargeIsLeftOut()
    {
        const Desk desk;
        desk.addEnglish();
        QVERIFY(QFile::resize(desk.dictionaries() + "/en_US.dic", 64 * 1024 * 1024 + 1)); // takes no room
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("^dictionary left out: .*too large"));
        QCOMPARE(misspelt(checker, "en_US", { "helo" }), QSet<QString>());
    }

    void strangeAffixesDoNoHarm_data()
    {
        QTest::addColumn<QByteArray>("affixes");
        QTest::newRow("counts") << QByteArray("SET UTF-8\nREP 4\nREP a b\nAF 0\nMAP -1\n");
        QTest::newRow("cut off") << QByteArray("SET UTF-8\nSFX S Y 3\nSFX S 0 s .\nSFX");
        QTest::newRow("patterns") << QByteArray(
            "SET UTF-8\nSFX S Y 1\nSFX S 0 s [[^]]a]]\nCOMPOUNDRULE 1\nCOMPOUNDRULE ((**\n");
        QTest::newRow("flags") << QByteArray("SET UTF-8\nFLAG num\nSFX 99999999 Y 1\nSFX 99999999 0 s .\n");
    }
    void strangeAffixesDoNoHarm()
    {
        QFETCH(const QByteArray, affixes);
        const Desk desk;
        desk.add("en_US", affixes, "2\nhello/S\nhelp\n");
        desk.addGerman();
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        misspelt(checker, "en_US", { "hello", "helo" });
        awaited(checker.suggestions("en_US", "helo"));
        QCOMPARE(misspelt(checker, "de_DE", { "scho" }), QSet<QString> { "scho" }); // goes on
    }

    void languageThatIsNotThereMarksNothing()
    {
        const Desk desk;
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        QCOMPARE(misspelt(checker, "xx_XX", { "helo" }), QSet<QString>());
        QCOMPARE(awaited(checker.suggestions("xx_XX", "helo")), QStringList());
        QCOMPARE(codes(checker), QStringList());
    }

    void severalDictionariesAreUsedByTurns()
    {
        const Desk desk;
        const QStringList languages { "da_DK", "en_US", "fr_FR", "it_IT", "nl_NL", "pl_PL" };
        for (const QString &language : languages) {
            desk.add(language, "SET UTF-8\n", "1\n" + language.left(2).toUtf8() + "word\n");
        }
        SpellChecker checker(desk.profile(), { desk.dictionaries() });
        for (int round = 0; round < 2; ++round) {
            for (const QString &language : languages) {
                const QString right = language.left(2) + "word";
                const QString wrong = right + QString(round + 1, u'x');
                QCOMPARE(misspelt(checker, language, { right, wrong }), QSet<QString> { wrong });
            }
        }
        QCOMPARE(codes(checker), languages);
    }
};

QTEST_GUILESS_MAIN(TestSpellChecker)
#include "tst_spell_checker.moc"
