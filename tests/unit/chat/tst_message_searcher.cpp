// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "chat/message_searcher.h"

using namespace natter;

/// Searching beside everything else that goes on.
class TestMessageSearcher : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        QStringList find(const QString &text)
        {
            MessageSearch search;
            search.text = text;
            QStringList bodies;
            const auto hits = awaited(searcher.find(asker, search, 10));
            for (const SearchHit &hit : hits.value_or(QList<SearchHit>())) {
                bodies.append(hit.message.body);
            }
            return hits ? bodies : QStringList(hits.error().detail);
        }
        bool isInFile(const QByteArray &text) const
        {
            QFile file(SearchIndex::pathBeside(path));
            QFile log(file.fileName() + QStringLiteral("-wal"));
            return (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
                || (log.open(QIODevice::ReadOnly) && log.readAll().contains(text));
        }
        MessageSearcher::Asker asker;
    };

private Q_SLOTS:
    void whatHasJustArrivedIsFound()
    {
        Fixture f;
        f.say(f.juliet(), "moon");
        QCOMPARE(f.find("moon"), QStringList("moon"));
        f.say(f.juliet(), "more moon");
        QCOMPARE(f.find("moon").size(), 2);
    }

    void whatHasArrivedIsTakenInUnasked()
    {
        Fixture f;
        f.say(f.juliet(), "pomegranate");
        QTRY_VERIFY_WITH_TIMEOUT(f.isInFile("pomegranate"), 20'000);
    }

    void wordsOfARemovedAccountLeaveTheFile()
    {
        Fixture f;
        f.addRomeo();
        f.say(f.juliet(), "pomegranate");
        QCOMPARE(f.find("pomegranate").size(), 1);
        QVERIFY(f.isInFile("pomegranate"));
        QVERIFY(f.accounts.remove(f.romeo()));
        QTRY_VERIFY_WITH_TIMEOUT(!f.isInFile("pomegranate"), 20'000);
        QCOMPARE(f.find("pomegranate"), QStringList());
    }

    void askersDoNotDisturbEachOther()
    {
        Fixture f;
        f.say(f.juliet(), "moon");
        MessageSearcher::Asker other;
        MessageSearch search;
        search.text = QStringLiteral("moon");
        const auto first = f.searcher.find(other, search, 10);
        const auto second = f.searcher.find(f.asker, search, 10);
        const auto third = f.searcher.find(f.asker, search, 10);
        QCOMPARE(f.awaited(first)->size(), 1);
        QCOMPARE(f.awaited(third)->size(), 1);
        const auto ended = f.awaited(second);
        QVERIFY(ended || ended.error().kind == Error::Kind::Cancelled); // it may have been quick
    }
};

QTEST_GUILESS_MAIN(TestMessageSearcher)
#include "tst_message_searcher.moc"
