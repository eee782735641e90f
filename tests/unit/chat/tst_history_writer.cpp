// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/history_writer.h"
#include "store/history_source.h"
#include "store/store.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Format = HistoryOrder::Format;

/// Files with what was said: whole, safe to open, and readable by their owner alone.
class TestHistoryWriter : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        Fixture()
        {
            if (!store.open()) {
                qFatal("no store");
            }
            order.target = folder.filePath("export");
        }
        ChatMessage message(const ConversationId &chat, const QString &body, int minute)
        {
            ChatMessage said;
            said.conversation = chat;
            said.stanzaId = QStringLiteral("s%1").arg(minute);
            said.body = body;
            said.time = QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC).addSecs(60 * minute);
            return said;
        }
        ChatMessage own(ChatMessage said)
        {
            said.direction = ChatMessage::Direction::Outgoing;
            said.delivery = ChatMessage::Delivery::OnServer;
            return said;
        }
        void record(const QList<ChatMessage> &messages) { QVERIFY(store.messages().record(messages)); }
        Result<HistoryWritten> write()
        {
            return writeHistory(folder.filePath("natter.sqlite"), order, [](int, int) { return true; });
        }
        QString read(const QString &path)
        {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        }
        QString page()
        {
            order.format = Format::Pages;
            order.only = juliet;
            const auto written = write();
            return written ? read(written->place) : written.error().detail;
        }

        const Jid romeo = Jid::orNull(u"romeo@montague.lit");
        const ConversationId juliet { romeo, Jid::orNull(u"juliet@capulet.lit") };
        const ConversationId nurse { romeo, Jid::orNull(u"nurse@capulet.lit") };
        QTemporaryDir folder;
        Store store { folder.filePath("natter.sqlite") };
        HistoryOrder order;
    };

private Q_SLOTS:
    void linesAreReadAgain()
    {
        Fixture f;
        f.record({ f.message(f.juliet, QString::fromUtf8("Good morrow \U0001f600\nRomeo"), 1),
                   f.own(f.message(f.juliet, "But soft", 2)), f.message(f.nurse, "Anon", 3) });
        const auto written = f.write();
        QVERIFY(written);
        QCOMPARE(written->messages, 3);
        QCOMPARE(written->conversations, 2);
        const auto source = openHistory(written->place, [] { return false; });
        QVERIFY(source);
        auto expected = f.store.messages().page(f.juliet, 0, 10).value();
        for (ChatMessage &each : expected) {
            each.row = 0;
        }
        QCOMPARE((*source)->messages(f.juliet).value(), expected);
        QCOMPARE((*source)->messages(f.nurse)->size(), 1);
        const auto everybodyElse = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(written->place) & everybodyElse));
    }

    void onlyOneConversation()
    {
        Fixture f;
        f.record({ f.message(f.juliet, "one", 1), f.message(f.nurse, "two", 2) });
        f.order.only = f.nurse;
        QCOMPARE(f.write()->messages, 1);
        QVERIFY(!f.read(f.order.target).contains("one"));
    }

    void nothingOfAMessageIsMarkup()
    {
        Fixture f;
        f.order.names.insert(f.juliet, "<i>Juliet</i>");
        f.record({ f.message(f.juliet,
                             "<script>alert(1)</script> https://capulet.lit/?a=1&b=%22onclick=%22 javascript:alert(2) "
                             "https://capulet.lit/\"onmouseover=\"alert(3)",
                             1) });
        const QString page = f.page();
        QVERIFY(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        QVERIFY(page.contains("&lt;i&gt;Juliet&lt;/i&gt;"));
        QVERIFY(page.contains("<a href=\"https://capulet.lit/?a=1&amp;b=%22onclick=%22\">"));
        QVERIFY(!page.contains("<script"));
        QVERIFY(!page.contains("href=\"javascript"));
        QVERIFY(!page.contains("\"onmouseover"));
        QVERIFY(page.contains("default-src 'none'"));
    }

    void pageHasWhatIsSaidAboutLinks()
    {
        Fixture f;
        ChatMessage message = f.message(f.juliet, "See https://capulet.lit/ball", 1);
        message.cards = { { "https://capulet.lit/ball", "The <b>ball</b>", "All are \"welcome\"",
                            "https://bank.example/", "\x89PNG" } };
        ChatMessage hidden = message;
        hidden.stanzaId = "s2";
        hidden.spoiler = QString("the end");
        f.record({ message, hidden });
        const QString page = f.page();
        QCOMPARE(page.count("<aside>"), 1); // none for what is hidden
        QVERIFY(page.contains("capulet.lit · claimed by the sender"));
        QVERIFY(page.contains("The &lt;b&gt;ball&lt;/b&gt;"));
        QVERIFY(page.contains("All are &quot;welcome&quot;"));
        QVERIFY(!page.contains("bank.example")); // it is what the page leads to that counts
        QVERIFY(!page.contains("<img"));
    }

    void pageSaysWhoAndWhen()
    {
        Fixture f;
        f.order.names.insert(f.juliet, "Juliet");
        ChatMessage failed = f.own(f.message(f.juliet, "never", 3));
        failed.delivery = ChatMessage::Delivery::Failed;
        f.record({ f.message(f.juliet, "early", 1), f.own(f.message(f.juliet, "late", 60 * 30)), failed });
        const QString page = f.page();
        QVERIFY(page.indexOf("early") < page.indexOf("late"));
        QVERIFY(page.contains("<b>Juliet</b>"));
        QVERIFY(page.contains("<b>romeo</b>"));
        QVERIFY(page.contains("datetime=\"2026-01-01T12:01:00.000Z\""));
        QCOMPARE(page.count("<h2>"), 3); // a day each, as the third comes behind the second
        QVERIFY(page.contains("not sent"));
    }

    void pageOfARoomSaysWhichOfThem()
    {
        Fixture f;
        const auto said = [&f](ChatMessage message, const QString &nick) {
            message.kind = ChatKind::Room;
            message.nick = nick;
            return message;
        };
        f.record({ said(f.message(f.juliet, "Anon", 1), "<b>nurse\u202e"),
                   said(f.message(f.juliet, "hear, hear", 2), {}),
                   said(f.own(f.message(f.juliet, "But soft", 3)), "montague") });
        const QString page = f.page();
        QVERIFY(page.contains("<b>&lt;b&gt;nurse&lt;U+202E&gt;</b>"));
        QVERIFY(page.contains("<b>juliet@capulet.lit</b>")); // the room itself
        QVERIFY(page.contains("<b>montague</b>"));
    }

    void linesOfRoomsAreReadAgain()
    {
        Fixture f;
        ChatMessage said = f.message(f.juliet, "Romeo!", 1);
        said.kind = ChatKind::Room;
        said.nick = "nurse";
        said.occupant = "id-of-nurse";
        said.isMention = true;
        ChatMessage whispered = f.message({ f.romeo, Jid::orNull(u"garden@chat.capulet.lit/nurse") }, "psst", 2);
        f.record({ said, whispered });
        const auto written = f.write();
        const auto source = openHistory(written->place, [] { return false; });
        QVERIFY(source);
        QCOMPARE((*source)->messages(f.juliet)->first(), said);
        QCOMPARE((*source)->messages(whispered.conversation)->first(), whispered);
        QCOMPARE(f.read(written->place).count("\"kind\":"), 2);
    }

    void allPagesInAFolderOfTheirOwn()
    {
        Fixture f;
        f.record({ f.message(f.juliet, "one", 1), f.message(f.nurse, "two", 2) });
        f.order.format = Format::Pages;
        f.order.target = f.folder.path();
        const auto written = f.write();
        QVERIFY(written);
        const QDir made(written->place);
        QCOMPARE(made.entryList(QDir::Files).size(), 3);
        const QString index = f.read(made.filePath("index.html"));
        for (const QString &name : made.entryList({ "0*.html" }, QDir::Files)) {
            QVERIFY(index.contains(QString::fromLatin1(QUrl::toPercentEncoding(name))));
        }
    }

    void whatIsStoppedLeavesNothing_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("lines") << static_cast<int>(Format::JsonLines);
        QTest::newRow("pages") << static_cast<int>(Format::Pages);
    }
    void whatIsStoppedLeavesNothing()
    {
        QFETCH(int, format);
        Fixture f;
        QList<ChatMessage> many;
        for (int i = 0; i < 2000; ++i) {
            many.append(f.message(f.juliet, QString::number(i), i));
        }
        f.record(many);
        QTemporaryDir target;
        f.order.format = static_cast<Format>(format);
        f.order.target = f.order.format == Format::Pages ? target.path() : target.filePath("lines");
        const auto written = writeHistory(f.folder.filePath("natter.sqlite"), f.order,
                                          [](int done, int total) { return total == 2000 && done < 1000; });
        QCOMPARE(written.error().kind, Error::Kind::Cancelled);
        QVERIFY(QDir(target.path()).isEmpty());
    }

    void whatWasThereStaysIfNothingNewCanBeWritten()
    {
        Fixture f;
        f.record({ f.message(f.juliet, "one", 1) });
        f.order.target = f.folder.filePath("natter.sqlite") + "/impossible";
        const auto written = f.write();
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::ReadOnly);
    }

    void storeGoesOnMeanwhile()
    {
        Fixture f;
        QList<ChatMessage> many;
        for (int i = 0; i < 1000; ++i) {
            many.append(f.message(f.juliet, QString::number(i), i));
        }
        f.record(many);
        int arrived = 0;
        const auto written = writeHistory(f.folder.filePath("natter.sqlite"), f.order, [&](int, int) {
            return f.store.messages().record({ f.message(f.juliet, "late", 5000 + ++arrived) }).has_value();
        });
        QVERIFY(written);
        QVERIFY(arrived > 0);
        QCOMPARE(written->messages, 1000); // as it was when it began
    }
};

QTEST_GUILESS_MAIN(TestHistoryWriter)
#include "tst_history_writer.moc"
