// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl_json.h"

#include <QtTest>

Q_DECLARE_METATYPE(natter::Quote)

using namespace natter;

/// What scripts are told of messages and chats.
class TestCtlJson : public QObject
{
    Q_OBJECT

    const ConversationId m_chat { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"juliet@capulet.lit") };

private Q_SLOTS:
    void quotedIsWhatTheMessageSays_data()
    {
        QTest::addColumn<Quote>("quote");
        QTest::addColumn<QString>("quoted");
        QTest::newRow("it is not here") << Quote { "j1", "what they claim" } << "what they claim";
        QTest::newRow("it is here") << Quote { "j1", "what they claim", 7, "what was said" } << "what was said";
        QTest::newRow("below the first row") << Quote { "j1", "what they claim", -7, "long ago" } << "long ago";
        QTest::newRow("it was taken back") << Quote { "j1", "what they claim", 7, {}, false, true } << "";
    }
    void quotedIsWhatTheMessageSays()
    {
        QFETCH(Quote, quote);
        QFETCH(QString, quoted);
        ChatMessage message;
        message.conversation = m_chat;
        message.quote = quote;
        const QJsonObject json = toJson(message);
        QCOMPARE(json[u"replyTo"].toString(), QString("j1"));
        QCOMPARE(json[u"quoted"].toString(QStringLiteral("nothing")), quoted);
    }

    void draftSaysWhatItIsFor()
    {
        ChatSummary chat;
        chat.id = m_chat;
        chat.draft.text = QStringLiteral("half a thought");
        const QJsonObject plain = toJson(chat);
        QCOMPARE(plain[u"draft"].toString(), QString("half a thought"));
        QVERIFY(!plain.contains(u"draftReplyTo") && !plain.contains(u"draftCorrects"));
        chat.draft = { {}, "j1", "r1", "another" };
        const QJsonObject json = toJson(chat);
        QCOMPARE(json[u"draftReplyTo"].toString(), QString("j1"));
        QCOMPARE(json[u"draftCorrects"].toString(), QString("r1"));
        QCOMPARE(json[u"draftCorrection"].toString(), QString("another"));
    }
};

QTEST_GUILESS_MAIN(TestCtlJson)
#include "tst_ctl_json.moc"
