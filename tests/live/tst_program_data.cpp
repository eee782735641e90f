// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.h"
#include "support/server_launcher.h"

using namespace natter;
using namespace natter::program;

/// What scripts do with the person's data in the program that runs: it goes out, comes back, and is changed.
class TestProgramData : public QObject
{
    Q_OBJECT

    ServerLauncher m_server { ServerLauncher::Kind::Prosody };
    QTemporaryDir m_files;
    const QString m_romeo = QStringLiteral("romeo@natter.test");
    const QString m_juliet = QStringLiteral("juliet@natter.test");

    QString file(const QString &name) const { return m_files.filePath(name); }
    QString fileWith(const QString &name, const QByteArray &content) const
    {
        QFile written(file(name));
        if (!written.open(QIODevice::WriteOnly) || written.write(content) != content.size()) {
            qFatal("no file");
        }
        return written.fileName();
    }
    bool logIn(Program &natter, const QString &jid) const
    {
        return natter.does("account add " + jid,
                           { "--password-file", fileWith("password", ServerLauncher::password().toUtf8()), "--ca",
                             fileWith("ca.pem", m_server.authority()), "--host", "127.0.0.1", "--port",
                             QString::number(m_server.startTlsPort()), "--tls", "starttls", "--history", "none" })
            && natter.does("wait connected");
    }
    QStringList said(const Program &natter) const
    {
        QStringList bodies;
        const auto lines = natter.ctl("history " + m_juliet).lines();
        for (const QJsonObject &line : lines) {
            bodies.append(line[u"body"].toString());
        }
        return bodies;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        m_server.addUser("romeo", ServerLauncher::password());
        m_server.addUser("juliet", ServerLauncher::password());
    }

    void goesOutAndComesBack()
    {
        Program natter;
        QVERIFY(natter.start());
        QVERIFY2(logIn(natter, m_romeo), natter.errors());
        for (const char *text : { "one", "two", "three" }) {
            QVERIFY2(natter.does("send " + m_juliet, { text, "--wait", "sent" }), natter.errors());
        }
        const Answer exported = natter.ctl("export", { file("all.jsonl") });
        QCOMPARE(exported.last()[u"messages"].toInt(), 3);
        QVERIFY(natter.does("export", { file("juliet.html"), "--with", m_juliet }));
        QVERIFY(QFile(file("juliet.html")).size() > 1000);

        const qint64 second = natter.ctl("history " + m_juliet).lines()[1][u"row"].toInteger();
        QCOMPARE(natter.ctl("delete " + m_juliet, { "--row", QString::number(second) }).last()[u"deleted"].toInt(), 1);
        QCOMPARE(said(natter), QStringList({ "one", "three" }));
        const Answer imported = natter.ctl("import", { file("all.jsonl") });
        QCOMPARE(imported.last()[u"added"].toInt(), 1);
        QCOMPARE(imported.last()[u"known"].toInt(), 2);
        QCOMPARE(said(natter), QStringList({ "one", "two", "three" }));
        QCOMPARE(natter.ctl("keep " + m_juliet, { "7" }).last()[u"deleted"].toInt(), 0);
        QCOMPARE(natter.ctl("delete " + m_juliet).last()[u"deleted"].toInt(), 3);
        QVERIFY(said(natter).isEmpty());
        QCOMPARE(natter.quit(), 0);
    }

    void messagesAreCorrectedAndRetracted()
    {
        Program natter;
        Program other;
        QVERIFY(natter.start() && other.start());
        QVERIFY2(logIn(natter, m_romeo) && logIn(other, m_juliet), natter.errors() + other.errors());
        const Answer sent = natter.ctl("send " + m_juliet, { "Good morow", "--wait", "sent" });
        const QString id = sent.value("id");
        const Answer corrected = natter.ctl("send " + m_juliet, { "Good morrow", "--correct", id, "--wait", "sent" });
        QCOMPARE(corrected.value("corrects"), id);
        const auto last = [this, &other] { return other.ctl("history " + m_romeo).last(); };
        QTRY_COMPARE_WITH_TIMEOUT(last()[u"body"].toString(), QString("Good morrow"), patience);
        QVERIFY(!last()[u"edited"].toString().isEmpty());
        QCOMPARE(said(natter).last(), QString("Good morrow"));
        const Answer foreign = other.ctl("retract " + m_romeo, { id });
        QVERIFY(foreign.isExplained());
        QCOMPARE(foreign.errorKind(), QString("InvalidInput"));
        QVERIFY2(natter.does("retract " + m_juliet, { id, "--wait", "sent" }), natter.errors());
        QTRY_VERIFY_WITH_TIMEOUT(last().contains(u"retracted"), patience);
        QCOMPARE(last()[u"body"].toString(), QString());
        const Answer late = natter.ctl("send " + m_juliet, { "too late", "--correct", id });
        QVERIFY(late.isExplained());
        QVERIFY(natter.ctl("retract " + m_juliet, { "no-such-id" }).isExplained());
        QVERIFY(natter.quit() == 0 && other.quit() == 0);
    }

    void backupTakesThePlaceOfAProfile()
    {
        const QString passphrase = fileWith("passphrase", "wherefore art thou\n");
        {
            Program natter;
            QVERIFY(natter.start());
            QVERIFY2(logIn(natter, m_romeo), natter.errors());
            QVERIFY2(natter.does("send " + m_juliet, { "Good morrow", "--wait", "sent" }), natter.errors());
            QVERIFY2(natter.does("backup", { file("backup.tar.age"), "--password-file", passphrase }), natter.errors());
            QCOMPARE(natter.quit(), 0);
        }
        Program other;
        QVERIFY(other.start());
        QVERIFY(other.account(m_romeo).isEmpty());
        const Answer refused =
            other.ctl("restore", { file("backup.tar.age"), "--password-file", fileWith("wrong", "something else") });
        QVERIFY(refused.isExplained());
        QCOMPARE(refused.errorKind(), QString("NotAuthorised"));
        QVERIFY2(other.does("restore", { file("backup.tar.age"), "--password-file", passphrase }), other.errors());
        // It ends, and another one takes its place
        QTRY_VERIFY_WITH_TIMEOUT(!other.account(m_romeo).isEmpty(), 2 * patience);
        QCOMPARE(said(other), QStringList { "Good morrow" });
        QVERIFY(other.does("quit"));
    }
};

QTEST_GUILESS_MAIN(TestProgramData)
#include "tst_program_data.moc"
