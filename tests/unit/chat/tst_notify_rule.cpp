// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/notify_rule.h"

#include <QtTest>

using namespace natter;

Q_DECLARE_METATYPE(natter::ChatKind)
Q_DECLARE_METATYPE(std::optional<natter::Notify>)

/// Of what somebody is told: of all that a person says, and of what means them where many talk.
class TestNotifyRule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ruleDecides_data()
    {
        QTest::addColumn<ChatKind>("kind");
        QTest::addColumn<std::optional<Notify>>("chosen");
        QTest::addColumn<int>("counted"); // of seven that are unread, two of which mean us
        QTest::addColumn<bool>("toldOfAll");
        QTest::addColumn<bool>("toldOfMentions");
        const std::optional<Notify> nothing;
        QTest::newRow("a person") << ChatKind::Person << nothing << 7 << true << true;
        QTest::newRow("a person, never") << ChatKind::Person << std::optional(Notify::Never) << 0 << false << false;
        QTest::newRow("a person, of mentions")
            << ChatKind::Person << std::optional(Notify::OnMention) << 7 << true << true;
        QTest::newRow("a room") << ChatKind::Room << nothing << 2 << false << true;
        QTest::newRow("a room, of mentions")
            << ChatKind::Room << std::optional(Notify::OnMention) << 2 << false << true;
        QTest::newRow("a room, always") << ChatKind::Room << std::optional(Notify::Always) << 7 << true << true;
        QTest::newRow("a room, never") << ChatKind::Room << std::optional(Notify::Never) << 0 << false << false;
    }
    void ruleDecides()
    {
        QFETCH(ChatKind, kind);
        QFETCH(std::optional<Notify>, chosen);
        ChatSummary chat;
        chat.kind = kind;
        chat.treatment.notify = chosen;
        chat.unread = 7;
        chat.mentions = 2;
        QTEST(wantedUnread(chat), "counted");
        ChatMessage message;
        message.kind = kind;
        QTEST(isWanted(message, chat), "toldOfAll");
        message.isMention = true;
        QTEST(isWanted(message, chat), "toldOfMentions");
    }
};

QTEST_GUILESS_MAIN(TestNotifyRule)
#include "tst_notify_rule.moc"
