// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/by_keys.h"
#include "support/scripted_server.h"
#include "support/window_world.h"

#include "base/text.h"
#include "widgets/error_text.h"
#include "widgets/main_window.h"
#include "widgets/notice_bar.h"
#include "widgets/notices_pane.h"

#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

using namespace natter;

/// How a notice begins that says so.
static QString asking(const char *address) { return embedded(QLatin1String(address)) + " asks"; }

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

    /// The whole window, used with the mouse or the keyboard.
    struct WindowFixture : WindowWorld
    {
        WindowFixture(const TestAuthority &authority, const ScriptedServer &server)
        {
            account = addRomeo();
            pointAt(server.serverPort(), authority.pem());
            window.show();
            account->providePassword(Secret(QStringLiteral("pencil")));
        }
        /// Null if nothing says that.
        NoticeBar *notice(const QString &part) const
        {
            const auto bars = window.findChildren<NoticeBar *>();
            const auto found = std::find_if(bars.cbegin(), bars.cend(), [&part](const NoticeBar *bar) {
                return bar->isVisible() && bar->text().contains(part);
            });
            return found == bars.cend() ? nullptr : *found;
        }
        static QAbstractButton &button(const NoticeBar *bar, const QString &called)
        {
            const auto buttons = bar->findChildren<QAbstractButton *>();
            for (QAbstractButton *button : buttons) {
                if (button->isVisible() && (button->text() == called || button->toolTip() == called)) {
                    return *button;
                }
            }
            qFatal("there is no button %s", qPrintable(called));
        }
        void click(const NoticeBar *bar, const QString &called)
        {
            QAbstractButton &wanted = button(bar, called);
            const auto isInPlace = [&] {
                return window.childAt(wanted.mapTo(&window, wanted.rect().center())) == &wanted;
            };
            until(isInPlace); // where the notices are is settled after they are shown
            QTest::mouseClick(&wanted, Qt::LeftButton);
        }
        /// From wherever the keyboard is.
        bool pressByKeys(const NoticeBar *bar, const QString &called)
        {
            QAbstractButton &wanted = button(bar, called);
            const bool isReached = QTest::qWaitForWindowActive(&window) && reachByTab(window, wanted);
            QTest::keyClick(&wanted, Qt::Key_Space);
            return isReached;
        }

        Account *account = nullptr;
        Dialogs dialogs;
        MainWindow window { services, dialogs };
    };

    static Script twoAsk()
    {
        return Script()
            .bound()
            .expect("<presence")
            .send("<presence type='subscribe' from='juliet@capulet.lit'/>")
            .send("<presence type='subscribe' from='tybalt@capulet.lit'/>");
    }

private Q_SLOTS:
    void requestIsAnsweredWhileSomebodyHearsIt()
    {
        ScriptedServer server(
            Script().bound().expect("<presence").send("<presence type='subscribe' from='juliet@capulet.lit'/>"),
            m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        Fixture f(m_authority, server);
        f.goOnline();
        f.until([&f] { return f.text().contains(asking("juliet@capulet.lit")); });
        QCOMPARE(f.buttons(), QStringList({ "Accept", "Refuse" }));
        QSignalSpy noticed(&f.pane, &NoticesPane::noticed);
        f.accounts.setAvailability(Availability::Offline, {});
        f.until([&f] { return f.account->status().phase == AccountStatus::Phase::Offline; });
        f.until([&f] { return f.text().contains(asking("juliet@capulet.lit")); });
        QVERIFY(f.text().contains("once you are online"));
        QCOMPARE(f.buttons(), QStringList());
        QCOMPARE(noticed.count(), 0); // no news
    }

    void requestIsAnsweredByAClick_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("opposite");
        QTest::newRow("accepted") << "Accept" << QByteArray("type='subscribed'") << QByteArray("type='unsubscribed'");
        QTest::newRow("refused") << "Refuse" << QByteArray("type='unsubscribed'") << QByteArray("type='subscribed'");
    }
    void requestIsAnsweredByAClick()
    {
        QFETCH(QString, button);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, opposite);
        ScriptedServer server(twoAsk(), m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        WindowFixture f(m_authority, server);
        f.until([&f] { return f.notice(asking("tybalt@capulet.lit")) && f.notice(asking("juliet@capulet.lit")); });
        QVERIFY(!server.received().contains("subscribed")); // nothing without the person
        f.click(f.notice(asking("juliet@capulet.lit")), button);
        f.until([&] { return server.received().contains(answer); });
        QVERIFY(!f.notice("juliet@capulet.lit"));
        QVERIFY(f.notice(asking("tybalt@capulet.lit"))); // who was not asked about
        const QByteArray said = server.received();
        const qsizetype begin = said.lastIndexOf('<', said.indexOf(answer));
        const QByteArray presence = said.mid(begin, said.indexOf('>', begin) - begin);
        QVERIFY2(presence.startsWith("<presence ") && presence.contains("to='juliet@capulet.lit'"), presence);
        QVERIFY(!said.contains(opposite) && !said.contains("to='tybalt@capulet.lit'"));
    }

    void requestsAreAnsweredByKeysAlone()
    {
        ScriptedServer server(twoAsk(), m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        WindowFixture f(m_authority, server);
        f.until([&f] { return f.notice(asking("tybalt@capulet.lit")) && f.notice(asking("juliet@capulet.lit")); });
        QVERIFY(f.pressByKeys(f.notice(asking("juliet@capulet.lit")), QStringLiteral("Accept")));
        f.until([&] { return server.received().contains("type='subscribed'"); });
        QVERIFY(!f.notice("juliet@capulet.lit"));
        QVERIFY(f.window.focusWidget() && f.window.focusWidget()->isVisible()); // the keyboard is not lost with it
        QVERIFY(f.pressByKeys(f.notice(asking("tybalt@capulet.lit")), QStringLiteral("Refuse")));
        f.until([&] { return server.received().contains("type='unsubscribed'"); });
        QVERIFY(f.window.focusWidget() && f.window.focusWidget()->isVisible());
    }

    void detailsAreCopiedAndNoticesDismissedByKeysAlone()
    {
        ScriptedServer server(Script().bound(), m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        WindowFixture f(m_authority, server);
        Q_EMIT f.accounts.passwordNotKept(f.romeo(), { Error::Kind::Storage, "the keychain is locked", {}, {} });
        const QString sentence = QStringLiteral("could not be kept");
        f.until([&] { return f.notice(sentence) != nullptr; });
        QGuiApplication::clipboard()->clear();
        QVERIFY(f.pressByKeys(f.notice(sentence), QStringLiteral("Copy the details")));
        QVERIFY(QGuiApplication::clipboard()->text().contains("the keychain is locked"));
        QVERIFY(f.pressByKeys(f.notice(sentence), QStringLiteral("Dismiss")));
        QTRY_VERIFY(!f.notice(sentence));
        QVERIFY(f.window.focusWidget() && f.window.focusWidget()->isVisible());
    }

    /// Even if the text begins with an address, or is all in Latin letters.
    void noticeFollowsTheDirectionOfTheWindow()
    {
        NoticeBar bar;
        bar.resize(500, 100);
        bar.setNotice(NoticeBar::Tone::Warning, "romeo@montague.lit", "details", "Try now");
        bar.setDismissable(true);
        bar.show();
        const auto centre = [&bar](const char *part) {
            for (const auto *widget : bar.findChildren<QWidget *>()) {
                const auto *label = qobject_cast<const QLabel *>(widget);
                const auto *button = qobject_cast<const QAbstractButton *>(widget);
                const QString says = label ? label->text() : (button ? button->text() + button->toolTip() : QString());
                if (says == QLatin1String(part)) {
                    return widget->geometry().center().x();
                }
            }
            qFatal("there is no %s", part);
        };
        /// Where something is drawn of the text.
        const auto extent = [&bar] {
            const auto labels = bar.findChildren<QLabel *>();
            QLabel *text = labels.last();
            const QImage image = text->grab().toImage();
            const QColor background = image.pixelColor(image.width() / 2, 0);
            std::pair<int, int> columns { image.width(), 0 };
            for (int x = 0; x < image.width(); ++x) {
                for (int y = 0; y < image.height(); ++y) {
                    if (image.pixelColor(x, y) != background) {
                        columns = { qMin(columns.first, x), qMax(columns.second, x) };
                    }
                }
            }
            return std::pair(columns.first, image.width() - 1 - columns.second); // the gaps at either end
        };
        QVERIFY(centre("Copy the details") < 100 && centre("Try now") > 400 && centre("Dismiss") > 400);
        QVERIFY(extent().first < 8 && extent().second > 100);
        const int inset = bar.findChildren<QLabel *>().first()->x();
        bar.setLayoutDirection(Qt::RightToLeft);
        QTRY_VERIFY(centre("Copy the details") > 400 && centre("Try now") < 100 && centre("Dismiss") < 100);
        QVERIFY(extent().second < 8 && extent().first > 100);
        QCOMPARE(bar.width() - 1 - bar.findChildren<QLabel *>().first()->geometry().right(), inset);
    }

    void detailsOfAFailedLoginCanBeCopied()
    {
        ScriptedServer server(Script().offersLogin().authenticate(Script::Login::Refused),
                              m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        WindowFixture f(m_authority, server);
        const QString sentence = errorText({ Error::Kind::NotAuthorised, {}, {}, {} });
        f.until([&] { return f.notice(sentence) != nullptr; });
        QVERIFY2(f.notice(sentence)->text().startsWith(f.romeo().toString()), qPrintable(f.notice(sentence)->text()));
        f.until([&] { return !f.notice(sentence)->visibleRegion().isEmpty(); });
        QGuiApplication::clipboard()->clear();
        f.click(f.notice(sentence), QStringLiteral("Copy the details"));
        const QString copied = QGuiApplication::clipboard()->text();
        for (const QString &part :
             { f.romeo().toString(), sentence, QString("NotAuthorised"), QString("not-authorized") }) {
            QVERIFY2(copied.contains(part), qPrintable(copied));
        }
        QVERIFY(!copied.contains("pencil"));
    }
};

QTEST_MAIN(TestNotices)
#include "tst_notices.moc"
