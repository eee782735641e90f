// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/served_programs.h"

using namespace natter;
using namespace natter::program;

/// What scripts do with the person's data in the program that runs: it goes out, comes back, and is changed.
class TestProgramData : public QObject
{
    Q_OBJECT

    ServedPrograms m_served;

private Q_SLOTS:
    void initTestCase()
    {
        const QString problem = m_served.start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }

    void goesOutAndComesBack()
    {
        Program natter;
        QVERIFY(natter.start());
        QVERIFY2(m_served.logIn(natter, m_served.romeo), natter.errors());
        for (const char *text : { "one", "two", "three" }) {
            QVERIFY2(natter.does("send " + m_served.juliet, { text, "--wait", "sent" }), natter.errors());
        }
        const Answer exported = natter.ctl("export", { m_served.file("all.jsonl") });
        QCOMPARE(exported.last()[u"messages"].toInt(), 3);
        QVERIFY(natter.does("export", { m_served.file("juliet.html"), "--with", m_served.juliet }));
        QVERIFY(QFile(m_served.file("juliet.html")).size() > 1000);

        const qint64 second = natter.ctl("history " + m_served.juliet).lines()[1][u"row"].toInteger();
        QCOMPARE(
            natter.ctl("delete " + m_served.juliet, { "--row", QString::number(second) }).last()[u"deleted"].toInt(),
            1);
        QCOMPARE(m_served.bodies(natter, m_served.juliet), QStringList({ "one", "three" }));
        const Answer imported = natter.ctl("import", { m_served.file("all.jsonl") });
        QCOMPARE(imported.last()[u"added"].toInt(), 1);
        QCOMPARE(imported.last()[u"known"].toInt(), 2);
        QCOMPARE(m_served.bodies(natter, m_served.juliet), QStringList({ "one", "two", "three" }));
        QCOMPARE(natter.ctl("keep " + m_served.juliet, { "7" }).last()[u"deleted"].toInt(), 0);
        QCOMPARE(natter.ctl("delete " + m_served.juliet).last()[u"deleted"].toInt(), 3);
        QVERIFY(m_served.bodies(natter, m_served.juliet).isEmpty());
        QCOMPARE(natter.quit(), 0);
    }

    void messagesAreCorrectedAndRetracted()
    {
        Program natter;
        Program other;
        QVERIFY(natter.start() && other.start());
        QVERIFY2(m_served.logIn(natter, m_served.romeo) && m_served.logIn(other, m_served.juliet),
                 natter.errors() + other.errors());
        const Answer sent = natter.ctl("send " + m_served.juliet, { "Good morow", "--wait", "sent" });
        const QString id = sent.value("id");
        const Answer corrected =
            natter.ctl("send " + m_served.juliet, { "Good morrow", "--correct", id, "--wait", "sent" });
        QCOMPARE(corrected.value("corrects"), id);
        const auto last = [this, &other] { return other.ctl("history " + m_served.romeo).last(); };
        QTRY_COMPARE_WITH_TIMEOUT(last()[u"body"].toString(), QString("Good morrow"), patience);
        QVERIFY(!last()[u"edited"].toString().isEmpty());
        QCOMPARE(m_served.bodies(natter, m_served.juliet).last(), QString("Good morrow"));
        const Answer foreign = other.ctl("retract " + m_served.romeo, { id });
        QVERIFY(foreign.isExplained());
        QCOMPARE(foreign.errorKind(), QString("InvalidInput"));
        QVERIFY2(natter.does("retract " + m_served.juliet, { id, "--wait", "sent" }), natter.errors());
        QTRY_VERIFY_WITH_TIMEOUT(last().contains(u"retracted"), patience);
        QCOMPARE(last()[u"body"].toString(), QString());
        const Answer late = natter.ctl("send " + m_served.juliet, { "too late", "--correct", id });
        QVERIFY(late.isExplained());
        QVERIFY(natter.ctl("retract " + m_served.juliet, { "no-such-id" }).isExplained());
        QVERIFY(natter.quit() == 0 && other.quit() == 0);
    }

    void readingAndDraftsAreTold()
    {
        Program natter;
        Program other;
        QVERIFY(natter.start() && other.start());
        QVERIFY2(m_served.logIn(natter, m_served.romeo) && m_served.logIn(other, m_served.juliet),
                 natter.errors() + other.errors());
        const auto events = natter.begin("events --follow");
        QVERIFY2(other.does("send " + m_served.romeo, { "Ay me", "--wait", "sent" }), other.errors());
        QTRY_VERIFY_WITH_TIMEOUT(tells(*events, "message", "body", "Ay me"), patience);
        QVERIFY(!tells(*events, "read", "peer", m_served.juliet));
        QVERIFY2(natter.does("markread " + m_served.juliet), natter.errors());
        QTRY_VERIFY_WITH_TIMEOUT(tells(*events, "read", "peer", m_served.juliet), patience);
        QVERIFY(tells(*events, "read", "unread", "0"));
        QVERIFY2(other.does("send " + m_served.romeo, { "O Romeo", "--wait", "sent" }), other.errors());
        QTRY_VERIFY_WITH_TIMEOUT(tells(*events, "message", "body", "O Romeo"), patience);
        QVERIFY2(natter.does("send " + m_served.juliet, { "I am here" }), natter.errors()); // whoever answers has read
        QTRY_VERIFY_WITH_TIMEOUT(tells(*events, "read", "last", "I am here"), patience);
        const QString id = natter.ctl("history " + m_served.juliet).value("id");
        QVERIFY(!tells(*events, "draft", "peer", m_served.juliet));
        QVERIFY2(natter.does("draft " + m_served.juliet, { "She speaks", "--reply-to", id }), natter.errors());
        QTRY_VERIFY_WITH_TIMEOUT(tells(*events, "draft", "draft", "She speaks"), patience);
        QVERIFY(tells(*events, "draft", "draftReplyTo", id));
        QCOMPARE(natter.find("chats", "peer", m_served.juliet)[u"draftReplyTo"].toString(), id);
        QVERIFY(natter.quit() == 0 && other.quit() == 0);
        answerOf(*events);
    }

    void backupTakesThePlaceOfAProfile()
    {
        const QString passphrase = m_served.fileWith("passphrase", "wherefore art thou\n");
        {
            Program natter;
            QVERIFY(natter.start());
            QVERIFY2(m_served.logIn(natter, m_served.romeo), natter.errors());
            QVERIFY2(natter.does("send " + m_served.juliet, { "Good morrow", "--wait", "sent" }), natter.errors());
            QVERIFY2(natter.does("backup", { m_served.file("backup.tar.age"), "--password-file", passphrase }),
                     natter.errors());
            QCOMPARE(natter.quit(), 0);
        }
        Program other;
        QVERIFY(other.start());
        QVERIFY(other.account(m_served.romeo).isEmpty());
        const Answer refused = other.ctl(
            "restore",
            { m_served.file("backup.tar.age"), "--password-file", m_served.fileWith("wrong", "something else") });
        QVERIFY(refused.isExplained());
        QCOMPARE(refused.errorKind(), QString("NotAuthorised"));
        QVERIFY2(other.does("restore", { m_served.file("backup.tar.age"), "--password-file", passphrase }),
                 other.errors());
        // It ends, and another one takes its place
        QTRY_VERIFY_WITH_TIMEOUT(!other.account(m_served.romeo).isEmpty(), 2 * patience);
        QCOMPARE(m_served.bodies(other, m_served.juliet), QStringList { "Good morrow" });
        QVERIFY(other.does("quit"));
    }
};

QTEST_GUILESS_MAIN(TestProgramData)
#include "tst_program_data.moc"
