// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_server.h"
#include "support/window_world.h"

#include "widgets/notice_bar.h"
#include "widgets/notices_pane.h"

#include <QPushButton>

using namespace natter;

/// What an account has to say, where it can be answered.
class TestNotices : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    struct Fixture : WindowWorld
    {
        explicit Fixture(const TestAuthority &authority, const ScriptedServer &server)
        {
            account = addRomeo();
            pointAt(server.serverPort(), authority.pem());
            pane.show();
        }
        void goOnline()
        {
            account->providePassword(Secret(QStringLiteral("pencil")));
            until([this] { return account->status().phase == AccountStatus::Phase::Online; });
        }
        QString text()
        {
            QStringList texts;
            for (const auto *bar : pane.findChildren<NoticeBar *>()) {
                texts += bar->isHidden() ? QString() : bar->text();
            }
            return texts.join(u'\n');
        }
        QStringList buttons()
        {
            QStringList texts;
            for (const auto *button : pane.findChildren<QPushButton *>()) {
                if (button->isVisible()) {
                    texts.append(button->text());
                }
            }
            return texts;
        }

        Account *account = nullptr;
        NoticesPane pane { services };
    };

private Q_SLOTS:
    void requestIsAnsweredWhileSomebodyHearsIt()
    {
        ScriptedServer server(
            Script().bound().expect("<presence").send("<presence type='subscribe' from='juliet@capulet.lit'/>"),
            m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        Fixture f(m_authority, server);
        f.goOnline();
        f.until([&f] { return f.text().contains("juliet@capulet.lit asks"); });
        QCOMPARE(f.buttons(), QStringList({ "Accept", "Refuse" }));
        QSignalSpy noticed(&f.pane, &NoticesPane::noticed);
        f.accounts.setAvailability(Availability::Offline, {});
        f.until([&f] { return f.account->status().phase == AccountStatus::Phase::Offline; });
        f.until([&f] { return f.text().contains("juliet@capulet.lit asks"); });
        QVERIFY(f.text().contains("once you are online"));
        QCOMPARE(f.buttons(), QStringList());
        QCOMPARE(noticed.count(), 0); // no news
    }
};

QTEST_MAIN(TestNotices)
#include "tst_notices.moc"
