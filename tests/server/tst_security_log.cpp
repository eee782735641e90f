// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/security_log.h"
#include "support/test_authority.h"
#include "support/watched_client.h"

using namespace natter;

/// Each of the things that an attacker may have tried is one line in the security log, and what is only bad luck is
/// none.
class TestSecurityLog : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    TestAuthority m_stranger;

    static Script offering(const QByteArray &mechanisms) { return Script().offersLogin(mechanisms); }

private Q_SLOTS:
    void oneLineForEach_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<int>("lines");
        using Login = Script::Login;
        const QByteArray scram("<mechanism>SCRAM-SHA-256</mechanism>");
        QTest::newRow("nothing wrong") << Script().bound().endsPolitely() << true << 0;
        QTest::newRow("cut off") << Script().bound().close() << true << 0;
        QTest::newRow("wrong password") << offering(scram).authenticate(Login::Refused) << true << 0;
        QTest::newRow("certificate") << Script().bound() << false << 1;
        QTest::newRow("STARTTLS stripped") << Script().header().features(scram) << true << 1;
        QTest::newRow("no proof") << offering(scram).authenticate(Login::NoSignature) << true << 1;
        QTest::newRow("wrong proof") << offering(scram).authenticate(Login::WrongSignature) << true << 1;
        QTest::newRow("only PLAIN") << offering("<mechanism>PLAIN</mechanism>") << true << 1;
        QTest::newRow("too few rounds") << offering(scram).challenge(1) << true << 1;
        QTest::newRow("DTD") << Script().bound().send("<!DOCTYPE x>") << true << 1;
    }
    void oneLineForEach()
    {
        QFETCH(Script, script);
        QFETCH(bool, trusted);
        QFETCH(int, lines);
        ScriptedServer server(script, m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        SecurityLog log;
        WatchedClient client;
        client.open(WatchedClient::settingsFor(server, (trusted ? m_authority : m_stranger).pem()));
        if (script.size() > Script().loggedIn().size() && trusted) {
            QVERIFY2(client.hasSession(), qPrintable(client.end()));
        }
        if (lines == 0 && client.ended.isEmpty() && !client.sessions.isEmpty()) {
            client.close();
        }
        QVERIFY(client.hasEnded());
        const QStringList said = log.takeLines();
        QVERIFY2(said.size() == lines, qPrintable(said.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestSecurityLog)
#include "tst_security_log.moc"
