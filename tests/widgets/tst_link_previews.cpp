// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/by_keys.h"
#include "support/test_picture.h"
#include "support/timeline_talk.h"
#include "support/web_server.h"

#include "base/limits.h"
#include "widgets/card_stack.h"
#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/dialogs.h"
#include "widgets/error_text.h"
#include "widgets/later_dialog.h"
#include "widgets/preview_bar.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace natter;

/// Previews of links: offered, made and removed while a message is written, and shown with messages that have some.
class TestLinkPreviews : public QObject
{
    Q_OBJECT

    struct Writing : WindowWorld
    {
        Writing()
        {
            server.page("/ball", "<title>The ball</title><meta name='description' content='All are welcome'>");
            addRomeo();
            ChatMessage theirs = incoming(juliet(), "Who is there?");
            theirs.stanzaId = "j1";
            record({ theirs });
            view = std::make_unique<ConversationView>(services, dialogs);
            view->resize(600, 500);
            view->show();
            view->open(juliet());
            settle();
        }
        Composer &composer() { return *view->findChild<Composer *>(); }
        PreviewBar &bar() { return *view->findChild<PreviewBar *>(); }
        QPushButton &offer() { return *bar().findChild<QPushButton *>(); }
        QToolButton &close() { return *bar().findChild<QToolButton *>(); }
        TimelineView &timeline() { return *view->findChild<TimelineView *>(); }
        QString link(const QByteArray &page = "/ball") { return server.url(page).toString(); }
        QString host() { return QStringLiteral("127.0.0.1:%1").arg(server.serverPort()); }
        bool isOffered() { return bar().isVisible() && offer().isVisible(); }
        /// As if it was typed, but at once.
        void write(const QString &text) { composer().setText(text); }
        void addCard()
        {
            write("See " + link());
            until([this] { return isOffered(); });
            offer().click();
            until([this] { return bar().accessibleName() == QString("Preview of %1: The ball").arg(host()); });
        }
        ChatMessage send()
        {
            QTest::keyClick(composer().editor(), Qt::Key_Return);
            settle();
            return stored(juliet()).last();
        }
        /// What can be done later with what is written, by its keys.
        QMenu *laterMenu()
        {
            QTest::keyClick(composer().editor(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
            return qobject_cast<QMenu *>(QApplication::activePopupWidget());
        }
        QPushButton *button(const QWidget &in, const QString &text)
        {
            const auto buttons = in.findChildren<QPushButton *>();
            const auto found = std::find_if(buttons.cbegin(), buttons.cend(), [&text](const QPushButton *button) {
                return button->isVisible() && button->text().remove(u'&').contains(text);
            });
            return found == buttons.cend() ? nullptr : *found;
        }
        /// Whether the bar is seen within the time that an offer takes.
        bool barAppears()
        {
            return QTest::qWaitFor([this] { return bar().isVisible(); }, 900);
        }

        WebServer server;
        Dialogs dialogs;
        std::unique_ptr<ConversationView> view;
    };

    static QByteArray picture(int width, int height, const char *format = "png")
    {
        return writtenImage(plainImage({ width, height }), format);
    }
    static ChatMessage withCard()
    {
        ChatMessage message = WindowWorld::incoming(WindowWorld::juliet(), "Look: https://capulet.lit/ball");
        message.stanzaId = "m1";
        message.cards = { { "https://capulet.lit/ball", "The ball", "All are welcome", "Capulets", picture(40, 40),
                            "Masks" } };
        return message;
    }

private Q_SLOTS:
    void previewIsOfferedAndNothingFetched()
    {
        Writing f;
        f.write("See " + f.link());
        QTRY_VERIFY(f.isOffered());
        QCOMPARE(f.offer().text(), "Add a preview of " + f.host());
        QVERIFY(!QTest::qWaitFor([&f] { return !f.server.heads().isEmpty(); }, 900));
        const ChatMessage sent = f.send();
        QVERIFY(sent.cards.isEmpty() && f.server.heads().isEmpty());
        QTRY_VERIFY(!f.bar().isVisible());
    }

    void previewThatIsWantedGoesOut()
    {
        Writing f;
        f.addCard();
        QVERIFY2(f.server.heads().size() == 1, f.server.heads().join("\n"));
        const ChatMessage sent = f.send();
        QCOMPARE(sent.cards, (QList { LinkCard { f.link(), "The ball", "All are welcome" } }));
        QVERIFY(!f.bar().isVisible());
        QTRY_COMPARE(f.timeline().model()->rowCount(), 2);
        QVERIFY(f.timeline().rowText(1).contains("The ball"));
        f.write("again");
        QVERIFY(f.send().cards.isEmpty());
    }

    void previewGoesOutWithAReply()
    {
        Writing f;
        Q_EMIT f.timeline().replyRequested(f.timeline().model()->message(0));
        f.addCard();
        const ChatMessage sent = f.send();
        QCOMPARE(sent.cards.size(), 1);
        QVERIFY(sent.quote && sent.quote->id == "j1");
    }

    void previewWaitsWithAMessageThatIsSentLater()
    {
        Writing f;
        f.addCard();
        QMenu *menu = f.laterMenu();
        QVERIFY(menu);
        QTest::keyClick(menu, Qt::Key_Return); // the first of the times
        QTRY_COMPARE(f.later.all().size(), 1);
        const QList expected { LinkCard { f.link(), "The ball", "All are welcome" } };
        QCOMPARE(f.later.all().first().cards, expected);
        QVERIFY(!f.bar().isVisible());
        f.settle();
        f.button(*f.view, "to be sent later")->click();
        auto *dialog = f.view->findChild<LaterDialog *>();
        QVERIFY(dialog);
        f.button(*dialog, "Edit")->click();
        QTRY_COMPARE(f.composer().text(), "See " + f.link()); // and once it is written again
        QTRY_COMPARE(f.bar().accessibleName(), QString("Preview of %1: The ball").arg(f.host()));
        QCOMPARE(f.send().cards, expected);
        QCOMPARE(f.server.heads().size(), 1); // nothing was fetched again
    }

    void previewCanBeRemoved()
    {
        Writing f;
        f.addCard();
        QCOMPARE(f.close().accessibleName(), QString("Remove the preview"));
        f.close().click();
        QVERIFY(!f.bar().isVisible());
        QVERIFY(!f.barAppears()); // nor is it offered again
        QVERIFY(f.send().cards.isEmpty());
    }

    void previewIsMadeAndRemovedByKeysAlone()
    {
        Writing f;
        QVERIFY(QTest::qWaitForWindowActive(f.view.get()));
        QWidget &editor = *f.composer().editor();
        f.composer().setFocus();
        QTest::keyClicks(&editor, "See " + f.link());
        QTRY_VERIFY(f.isOffered());
        QVERIFY(editor.hasFocus()); // who writes goes on writing
        QVERIFY(reachByTab(*f.view, f.offer()));
        QTest::keyClick(&f.offer(), Qt::Key_Space);
        QVERIFY(editor.hasFocus());
        QTRY_COMPARE(f.bar().accessibleName(), QString("Preview of %1: The ball").arg(f.host()));
        QTest::keyClicks(&editor, " tonight");
        QVERIFY(f.bar().isVisible());
        QVERIFY(reachByTab(*f.view, f.close()));
        QTest::keyClick(&f.close(), Qt::Key_Space);
        QVERIFY(!f.bar().isVisible() && editor.hasFocus());
        const ChatMessage sent = f.send();
        QCOMPARE(sent.body, "See " + f.link() + " tonight");
        QVERIFY(sent.cards.isEmpty());
    }

    void previewGoesWithItsLink()
    {
        Writing f;
        f.addCard();
        f.write("See http://montague.lit/");
        QTRY_VERIFY(f.isOffered());
        QCOMPARE(f.offer().text(), QString("Add a preview of montague.lit"));
        f.write("Nothing");
        QTRY_VERIFY(!f.bar().isVisible());
    }

    void hostThatIsOfferedIsTheRealOne()
    {
        Writing f;
        f.write(QStringLiteral("https://montague.lit@m\u043entague.lit/"));
        QTRY_VERIFY(f.isOffered());
        QCOMPARE(f.offer().text(), QString("Add a preview of xn--mntague-9ig.lit"));
    }

    void nothingIsOfferedIfThatIsNotWanted()
    {
        Writing f;
        auto values = f.preferences.values();
        values.offerPreviews = false;
        f.preferences.set(values);
        f.write("See " + f.link());
        QVERIFY(!f.barAppears());
        values.offerPreviews = true;
        f.preferences.set(values);
        QTRY_VERIFY(f.isOffered());
    }

    void nothingIsOfferedForAnEdit()
    {
        Writing f;
        f.addCard();
        const ChatMessage sent = f.send();
        QTRY_COMPARE(f.timeline().model()->rowCount(), 2);
        Q_EMIT f.timeline().editRequested(f.timeline().model()->message(1));
        QVERIFY(f.composer().beingEdited() && !f.barAppears());
        QCOMPARE(sent.cards.size(), 1);
    }

    void failureIsALine()
    {
        Writing f;
        f.write(f.link("/none"));
        QTRY_VERIFY(f.isOffered());
        f.offer().click();
        QTRY_COMPARE(f.bar().accessibleName(), QString("No preview: the link leads to no page that can be read."));
        QVERIFY(f.bar().isVisible() && !f.offer().isVisible());
        f.close().click();
        QVERIFY(!f.bar().isVisible());
        QVERIFY(f.send().cards.isEmpty());
    }

    void whatTakesTooLongHoldsUpNobody()
    {
        Writing f;
        f.server.answer("/slow", { {}, {}, false });
        f.write(f.link("/slow"));
        QTRY_VERIFY(f.isOffered());
        f.offer().click();
        QTRY_COMPARE(f.server.heads().size(), 1);
        QCOMPARE(f.close().accessibleName(), QString("Stop"));
        QCOMPARE(f.send().body, f.link("/slow"));
        QVERIFY(!f.bar().isVisible());
    }

    void whyThereIsNoneIsSaid()
    {
        QStringList texts;
        const auto say = [&texts](Error::Kind kind, const QString &condition = {}) {
            texts << pageErrorText({ kind, {}, condition, {} });
        };
        for (const auto kind : { Error::Kind::HostNotFound, Error::Kind::Timeout, Error::Kind::TlsFailed,
                                 Error::Kind::ProxyUnreachable, Error::Kind::NetworkUnreachable }) {
            say(kind);
        }
        for (const char *condition : { "own-network", "no-tls", "redirections", "no-page", "no-card" }) {
            say(Error::Kind::InvalidInput, condition);
        }
        QCOMPARE(texts.removeDuplicates(), 0);
        QVERIFY(!texts.contains(QString()));
    }

    void cardIsBelowTheText_data()
    {
        QTest::addColumn<bool>("compact");
        QTest::addColumn<QString>("locale");
        QTest::newRow("bubbles") << false << "en";
        QTest::newRow("compact") << true << "en";
        QTest::newRow("right to left") << false << "ar";
        QTest::newRow("compact, right to left") << true << "ar";
    }
    void cardIsBelowTheText()
    {
        QFETCH(bool, compact);
        QFETCH(QString, locale);
        QLocale::setDefault(QLocale(locale));
        const auto restored = qScopeGuard([] { QLocale::setDefault(QLocale("en")); });
        TimelineTalk f;
        f.view.setCompact(compact);
        ChatMessage plain = withCard();
        plain.cards.clear();
        plain.stanzaId = "m0";
        f.record({ f.incoming(f.juliet(), "Good morrow"), plain, withCard() });
        f.open();
        const int lines = f.view.rowRect(2).height() - f.view.rowRect(1).height();
        QVERIFY2(lines > 2 * QFontMetrics(f.view.font()).height(), qPrintable(QString::number(lines)));
        QSignalSpy clicks(&f.view, &TimelineView::linkClicked);
        QSignalSpy menus(&f.view, &TimelineView::contextMenuRequested);
        QPoint hit;
        const QRect row = f.view.rowRect(2);
        for (int x = row.left() + 2; x < row.right() && clicks.isEmpty(); x += 16) {
            hit = { x, row.bottom() - row.height() / 3 };
            QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, hit);
        }
        QCOMPARE(clicks.size(), 1);
        QCOMPARE(clicks.first().first().toString(), QString("https://capulet.lit/ball"));
        QTest::mouseMove(f.view.viewport(), hit);
        QContextMenuEvent menu(QContextMenuEvent::Mouse, hit, f.view.viewport()->mapToGlobal(hit));
        QApplication::sendEvent(f.view.viewport(), &menu);
        QCOMPARE(menus.first().at(2).toString(), QString("https://capulet.lit/ball"));
    }

    void cardIsRead()
    {
        TimelineTalk f;
        f.record({ withCard() });
        f.open();
        const QString text = f.view.rowText(0);
        QVERIFY2(text.contains("claimed by the sender: preview of capulet.lit: The ball: All are welcome: Masks"),
                 qPrintable(text));
    }

    void hiddenMessageHidesItsCards()
    {
        TimelineTalk f;
        ChatMessage hidden = withCard();
        hidden.spoiler = QString();
        f.record({ hidden });
        f.open();
        QVERIFY(!f.view.rowText(0).contains("The ball"));
        const int before = f.view.rowRect(0).height();
        f.view.reveal(f.model->message(0).row);
        QVERIFY(f.view.rowText(0).contains("The ball"));
        QVERIFY(f.view.rowRect(0).height() > before + 20);
    }

    void cardNamesWhereItsLinkLeads()
    {
        TimelineTalk f;
        ChatMessage message = withCard();
        message.body = "https://montague.lit@capulet.lit/";
        message.cards = { { message.body, "montague.lit: log in", {}, "montague.lit" } };
        f.record({ message });
        f.open();
        QVERIFY(f.view.rowText(0).contains("preview of capulet.lit: montague.lit: log in"));
    }

    void longCardIsCut()
    {
        TimelineTalk f;
        ChatMessage message = withCard();
        message.stanzaId = "m2";
        message.cards.first().title = QString(limits::cardTitleChars, 'W');
        message.cards.first().description = QString("word ").repeated(80);
        message.cards.first().site = QString(QChar(0x0645)).repeated(100);
        f.record({ withCard(), message });
        f.open();
        const int lines = QFontMetrics(f.view.font()).height();
        QVERIFY(f.view.rowRect(1).height() <= f.view.rowRect(0).height() + 3 * lines);
        QVERIFY(f.view.bubbleRect(1).right() <= f.view.viewport()->width());
        f.view.resize(160, 400);
        QVERIFY(!f.view.grab().isNull());
    }

    void pictureIsDecodedWithinLimits_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isShown");
        const int most = limits::cardPicturePixels;
        QTest::newRow("PNG") << picture(100, 50) << true;
        QTest::newRow("JPEG") << picture(50, 100, "jpg") << true;
        QTest::newRow("one pixel") << picture(1, 1) << true;
        QTest::newRow("as large as can be") << picture(most, most) << true;
        QTest::newRow("larger") << picture(most + 1, 10) << false;
        QTest::newRow("a line") << picture(most, 1) << false;
        QTest::newRow("half of one") << picture(100, 100).left(60) << false;
        QTest::newRow("head alone") << QByteArray("\x89PNG\r\n\x1a\n") << false;
        QTest::newRow("PNG that is a JPEG inside") << QByteArray("\x89PNG\r\n\x1a\n") + picture(9, 9, "jpg") << false;
        QTest::newRow("GIF") << QByteArray("GIF89a") << false;
        QTest::newRow("none") << QByteArray() << false;
    }
    void pictureIsDecodedWithinLimits()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isShown);
        const QPixmap shown = cardPicture(bytes, 48);
        QCOMPARE(!shown.isNull(), isShown);
        QVERIFY(!isShown || shown.size() == QSize(48, 48));
    }
};

QTEST_MAIN(TestLinkPreviews)
#include "tst_link_previews.moc"
