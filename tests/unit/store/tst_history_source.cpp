// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/message_json.h"
#include "store/history_source.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;

/// What other programs have kept is read as they show it. The samples were written by those programs, on one server:
/// Gajim 1.7.3, Gajim 2.5.0 and Dino 0.4.2.
class TestHistorySource : public QObject
{
    Q_OBJECT

    const ConversationId m_juliet { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"juliet@capulet.lit") };
    const ConversationId m_nurse { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"nurse@capulet.lit") };
    const ConversationId m_ghost { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"ghost@capulet.lit") };
    QTemporaryDir m_folder;

    static bool goesOn() { return false; }
    static std::unique_ptr<HistorySource> sample(const char *name)
    {
        auto opened =
            openHistory(QStringLiteral(NATTER_SOURCE_DIR "/tests/support/samples/") + QLatin1String(name), goesOn);
        return opened ? std::move(*opened) : nullptr;
    }
    QString fileWith(const QByteArray &bytes)
    {
        const QString path = m_folder.filePath("history");
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("no file");
        }
        return path;
    }
    static QString talk(const QList<ChatMessage> &messages)
    {
        QStringList lines;
        for (const ChatMessage &message : messages) {
            lines.append((message.isOutgoing() ? "> " : "< ") + message.body);
        }
        return lines.join(u'|');
    }
    /// The talk with Juliet, with what a program shows for what it could not decrypt or take back.
    static QString said(const char *encrypted, const char *takenBack = "")
    {
        return QString::fromUtf8("< Good morrow, Romeo!|> But soft, what light through yonder window breaks?|"
                                 "< First line\nSecond line\n\n  Fourth, indented|> Love \u2764\ufe0f \U0001f600|"
                                 "< <b>bold</b> &amp; \"quotes\" 'single' <br/>|> ok|< See you at noon|"
                                 "> I take thee at thy word|> Sent from my phone|"
                                 "< http://upload.capulet.lit/share/balcony.png|< ")
            + encrypted + "|< A reply to your balcony line|" + takenBack
            + "< While you were away|> From the phone while the desktop was off|> I am back|< Good night, good night!";
    }
    static ChatMessage saying(const QList<ChatMessage> &messages, const QString &body)
    {
        for (const ChatMessage &message : messages) {
            if (message.body == body) {
                return message;
            }
        }
        return {};
    }

private Q_SLOTS:
    void conversations_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("ofJuliet");
        QTest::addColumn<int>("left");
        QTest::newRow("Gajim 1.7") << QByteArray("gajim-1.7.db") << 16 << 7;
        QTest::newRow("Gajim 2.5") << QByteArray("gajim-2.5.db") << 19 << 8;
        QTest::newRow("Dino 0.4") << QByteArray("dino-0.4.db") << 16 << 7;
    }
    void conversations()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, ofJuliet);
        QFETCH(int, left);
        const auto source = sample(name);
        QVERIFY(source);
        const auto found = source->conversations();
        QVERIFY(found);
        QHash<ConversationId, int> counts;
        for (const auto &[id, count] : *found) {
            counts.insert(id, count);
        }
        QCOMPARE(counts.size(), 3); // and none with a room, or with somebody in one
        QCOMPARE(counts.value(m_juliet), ofJuliet);
        QCOMPARE(counts.value(m_nurse), 3);
        QCOMPARE(counts.value(m_ghost), 1);
        QCOMPARE(source->left(), left);
    }

    void gajim()
    {
        const auto source = sample("gajim-1.7.db");
        const auto messages = source->messages(m_juliet).value();
        QCOMPARE(talk(messages), said("This message was encrypted with OMEMO and could not be decrypted."));
        const ChatMessage first = messages.first();
        QCOMPARE(first.stanzaId, QString("j-01"));
        QCOMPARE(first.archiveId, QString("kj7T4BQgt7IaoJ-jdVoLbNmu"));
        QCOMPARE(first.time, QDateTime::fromMSecsSinceEpoch(1795944556651, Qt::UTC));
        QCOMPARE(first.delivery, Delivery::None);
        const ChatMessage own = saying(messages, "ok");
        QCOMPARE(own.stanzaId, QString("d199fda4-e3f8-4c5e-95a1-0d71a881604a"));
        QCOMPARE(own.archiveId, QString()); // which Gajim does not know of what it sends
        QCOMPARE(own.delivery, Delivery::OnServer);
        QCOMPARE(source->messages(m_ghost)->first().delivery, Delivery::Failed);
    }

    void newGajim()
    {
        const auto source = sample("gajim-2.5.db");
        const auto messages = source->messages(m_juliet).value();
        QCOMPARE(talk(messages),
                 said("This message was encrypted with OMEMO and could not be decrypted.",
                      "< /me retracted a previous message, but it is unsupported by your client.|< Fine then|"));
        QCOMPARE(saying(messages, "Good morrow, Romeo!").archiveId, QString("_DKQnerq6_piUbx9rZnK8Dns"));
        QCOMPARE(saying(messages, "See you at noon").stanzaId, QString("j-04"));
        QCOMPARE(saying(messages, "While you were away").time.toSecsSinceEpoch(), 1795945152);
        QCOMPARE(source->messages(m_ghost)->first().delivery, Delivery::Failed);
    }

    void dino()
    {
        const auto source = sample("dino-0.4.db");
        const auto messages = source->messages(m_juliet).value();
        QCOMPARE(talk(messages), said("[This message is OMEMO encrypted]"));
        const ChatMessage first = messages.first();
        QCOMPARE(first.stanzaId, QString("o-01"));
        QCOMPARE(first.archiveId, QString("kGFHmelA9s29rAbj9V-gFMps"));
        QCOMPARE(first.time.toSecsSinceEpoch(), 1795944739);
        QCOMPARE(saying(messages, "See you at noon").time.toSecsSinceEpoch(), 1795944753); // where it was first said
        QCOMPARE(source->messages(m_ghost)->first().delivery, Delivery::Failed);
    }

    void exportOfOurs()
    {
        ChatMessage message;
        message.conversation = m_juliet;
        message.direction = ChatMessage::Direction::Outgoing;
        message.delivery = Delivery::Failed;
        message.failure = "forbidden";
        message.stanzaId = "s1";
        message.archiveId = "a1";
        message.body = QString::fromUtf8("two\nlines \U0001f600 \"quoted\"");
        message.time = QDateTime(QDate(2026, 2, 3), QTime(4, 5, 6, 789), Qt::UTC);
        const auto line = [](const ChatMessage &each) {
            return QJsonDocument(messageJson(each)).toJson(QJsonDocument::Compact) + '\n';
        };
        ChatMessage other = message;
        other.conversation = m_nurse;
        auto source = openHistory(
            fileWith("{\"natter-history\":1}\n" + line(message) + '\n' + line(other) + line(message)), goesOn);
        QVERIFY(source);
        const auto found = (*source)->conversations().value();
        QCOMPARE(found.size(), 2);
        QCOMPARE(found[0].first, m_juliet);
        QCOMPARE(found[0].second, 2);
        QCOMPARE((*source)->messages(m_juliet)->first(), message);
        QCOMPARE((*source)->messages(m_nurse)->first(), other);
    }

    void withoutIdsTheSameIsKnownAgain()
    {
        ChatMessage message;
        message.conversation = m_juliet;
        message.body = "Good night";
        message.time = QDateTime(QDate(2026, 2, 3), QTime(4, 5), Qt::UTC);
        ChatMessage other = message;
        other.conversation = m_nurse;
        const auto idsIn = [this](const QList<ChatMessage> &said) {
            QByteArray lines("{\"natter-history\":1}\n");
            for (const ChatMessage &each : said) {
                lines += QJsonDocument(messageJson(each)).toJson(QJsonDocument::Compact) + '\n';
            }
            const auto source = openHistory(fileWith(lines), goesOn);
            const auto messages = (*source)->messages(m_juliet).value();
            QStringList ids;
            for (const ChatMessage &each : messages) {
                ids.append(each.stanzaId);
            }
            return ids;
        };
        const QStringList ids = idsIn({ message, message });
        QCOMPARE(ids.size(), 2);
        QVERIFY(!ids[0].isEmpty() && ids[0] != ids[1]); // it was said twice
        QCOMPARE(idsIn({ message, message }), ids);
        QCOMPARE(idsIn({ other, message, other, message }), ids); // whatever others said
        message.direction = ChatMessage::Direction::Outgoing;
        QVERIFY(idsIn({ message }) != ids.first(1));
    }

    void whatIsNoneIsSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("kind");
        const QByteArray head = "{\"natter-history\":1}\n";
        const int invalid = static_cast<int>(Error::Kind::InvalidInput);
        const int malformed = static_cast<int>(Error::Kind::Malformed);
        QTest::newRow("nothing") << QByteArray() << invalid;
        QTest::newRow("text") << QByteArray("Dear diary\n") << invalid;
        QTest::newRow("other JSON") << QByteArray("{\"version\":1}\n") << invalid;
        QTest::newRow("later version") << QByteArray("{\"natter-history\":2}\n") << invalid;
        QTest::newRow("no JSON behind") << head + "nothing\n" << malformed;
        QTest::newRow("no message behind") << head + "{}\n" << malformed;
        QTest::newRow("no address") << head
                + "{\"account\":\"a@b\",\"peer\":\"@\",\"direction\":\"in\",\"body\":\"x\",\"time\":"
                  "\"2026-01-01T00:00:00Z\"}\n"
                                    << malformed;
        QTest::newRow("no time") << head
                + "{\"account\":\"a@b\",\"peer\":\"c@d\",\"direction\":\"in\",\"body\":\"x\",\"time\":\"noon\"}\n"
                                 << malformed;
        QTest::newRow("half a database") << QByteArray("SQLite format 3\0", 16) + QByteArray(2000, 'x')
                                         << static_cast<int>(Error::Kind::StorageDamaged);
    }
    void whatIsNoneIsSaid()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, kind);
        const auto source = openHistory(fileWith(bytes), goesOn);
        QVERIFY(!source);
        QCOMPARE(static_cast<int>(source.error().kind), kind);
    }

    void whatIsLongCanBeStopped()
    {
        ChatMessage message;
        message.conversation = m_juliet;
        message.body = "once more";
        message.time = QDateTime::currentDateTimeUtc();
        QByteArray lines("{\"natter-history\":1}\n");
        for (int i = 0; i < 2000; ++i) {
            lines += QJsonDocument(messageJson(message)).toJson(QJsonDocument::Compact) + '\n';
        }
        int asked = 0;
        const auto source = openHistory(fileWith(lines), [&asked] { return ++asked == 2; });
        QVERIFY(!source);
        QCOMPARE(source.error().kind, Error::Kind::Cancelled);
    }

    void fileThatIsNotThere() { QCOMPARE(openHistory("/nowhere", goesOn).error().kind, Error::Kind::ReadOnly); }
};

QTEST_GUILESS_MAIN(TestHistorySource)
#include "tst_history_source.moc"
