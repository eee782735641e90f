// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"
#include "support/object_census.h"
#include "support/romeo_account.h"
#include "support/scripted_server.h"

#include "base/limits.h"

#include <QTimer>
#include <QtTest>

using namespace natter;
using Phase = AccountStatus::Phase;

/// How long a session whose connection broke is kept, with all that was seen in it.
class TestPatience : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    /// Null while it does not run.
    static QTimer *patience()
    {
        const QList<QTimer *> timers = ObjectCensus::runningTimers();
        const auto found = std::find_if(timers.cbegin(), timers.cend(), [](const QTimer *timer) {
            return timer->intervalAsDuration() == limits::resumptionPatience;
        });
        return found == timers.cend() ? nullptr : *found;
    }

    /// Online, and then behind a line that leads nowhere.
    struct Away
    {
        ScriptedServer server;
        ScriptedServer nobody { Script().close() };
        CutProxy proxy;
        Romeo romeo;

        Away(const TestAuthority &authority, const Identity &identity)
            : server(Script().enabled(), identity)
            , proxy(server.serverPort())
            , romeo(proxy.serverPort(), authority.pem())
        {
        }
        bool begins()
        {
            if (!romeo.comesTo(Phase::Online) || !romeo.mayResume()) {
                return false;
            }
            proxy.setServerPort(nobody.serverPort());
            proxy.cut();
            return romeo.comesTo(Phase::Waiting);
        }
        void comesBack(const Script &script)
        {
            server.setScript(script);
            proxy.setServerPort(server.serverPort());
            romeo.account->nudge(Nudge::NetworkChanged);
        }
    };

public:
    static void initMain() { ObjectCensus::start(); }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void sessionIsKeptAndGoesOn()
    {
        Away away(m_authority, m_identity);
        QVERIFY(away.begins());
        QVERIFY(away.romeo.account->session());
        QVERIFY(patience());
        away.comesBack(
            Script().managed().expect("<resume ").send("<resumed xmlns='urn:xmpp:sm:3' previd='s1' h='0'/>"));
        QVERIFY2(away.romeo.comesTo(Phase::Online), qPrintable(away.romeo.kind()));
        QTRY_VERIFY(away.server.isDone());
        QVERIFY(!patience());
    }

    /// Attempts that fail meanwhile do not prolong it.
    void sessionIsGivenUpInTheEnd()
    {
        Away away(m_authority, m_identity);
        QVERIFY(away.begins());
        QTimer *timer = patience();
        QVERIFY(timer);
        const int id = timer->timerId();
        QTRY_VERIFY_WITH_TIMEOUT(away.nobody.connections() >= 2, 30'000);
        QVERIFY(patience() == timer && timer->timerId() == id);
        QVERIFY(away.romeo.account->session());

        timer->start(0); // five minutes are over
        QTRY_VERIFY(!away.romeo.account->session());
        QVERIFY(away.romeo.account->status().phase != Phase::Online);
        away.comesBack(Script().enabled());
        QVERIFY2(away.romeo.comesTo(Phase::Online), qPrintable(away.romeo.kind()));
        QTRY_VERIFY(away.server.isDone());
        QVERIFY(!away.server.received().contains("<resume "));
    }

    void sessionThatWasLeftIsNotKept()
    {
        Away away(m_authority, m_identity);
        QVERIFY(away.begins());
        away.romeo.account->setAvailability(Availability::Offline, {});
        QTRY_VERIFY(!away.romeo.account->session());
        QVERIFY(!patience());
    }
};

QTEST_GUILESS_MAIN(TestPatience)
#include "tst_patience.moc"
