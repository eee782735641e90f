// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_server.h"
#include "support/window_world.h"
#include "support/xml.h"

#include "widgets/contact_dialog.h"
#include "widgets/error_text.h"

#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

using namespace natter;
using Phase = AccountStatus::Phase;

/// Contacts as the person enters them, and what the server is told.
class TestContactDialog : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    /// Romeo is online, and the server says who his contacts are.
    struct Fixture : WindowWorld
    {
        explicit Fixture(const TestAuthority &authority, const QByteArray &items = {})
            : server(Script().bound(), authority.issue({ "montague.lit", { "DNS:montague.lit" } }))
        {
            account = addRomeo();
            pointAt(server.serverPort(), authority.pem());
            account->providePassword(Secret(QStringLiteral("pencil")));
            until([this] { return account->status().phase == Phase::Online; });
            reply(nextRequest(), "<query xmlns='jabber:iq:roster'>" + items + "</query>");
            until([this] { return account->contacts().isLoaded(); });
        }
        ~Fixture() { dialog.reset(); }
        Q_DISABLE_COPY_MOVE(Fixture)

        void open(const Jid &peer = {})
        {
            dialog = std::make_unique<ContactDialog>(accounts, ConversationId { romeo(), peer });
            added = std::make_unique<QSignalSpy>(dialog.get(), &ContactDialog::added);
            dialog->show();
            dialog->activateWindow();
            until([this] { return dialog->isActiveWindow(); });
        }
        QLineEdit &edit(const char *name) { return *dialog->findChild<QLineEdit *>(QLatin1String(name)); }
        QPushButton &button(const char *name) { return *dialog->findChild<QPushButton *>(QLatin1String(name)); }
        void press(const char *name) { QTest::keyClick(&button(name), Qt::Key_Space); }
        void type(const char *name, const QString &text)
        {
            edit(name).clear();
            QTest::keyClicks(&edit(name), text);
        }
        QString problem()
        {
            const auto *label = dialog->findChild<QLabel *>("problem");
            return label->isVisible() ? label->text() : QString();
        }

        /// The next request about the contact list.
        Iq nextRequest()
        {
            qsizetype at = -1;
            qsizetype end = -1;
            until([&] {
                at = server.received().indexOf("jabber:iq:roster", read);
                end = at < 0 ? -1 : server.received().indexOf("</iq>", at);
                return end >= 0;
            });
            const qsizetype start = server.received().lastIndexOf("<iq", at);
            read = end;
            return *Iq::read(stanzaFrom(server.received().mid(start, end + 5 - start)));
        }
        Element nextItem()
        {
            request = nextRequest();
            return request.payloadElement().firstChild();
        }
        /// Nothing about the contact list was sent since the last request.
        bool isSilent()
        {
            settle();
            account->contacts().askAgain(Jid::orNull(u"mercutio@montague.lit")); // goes behind all that is on its way
            until([this] { return server.received().indexOf("mercutio", read) >= 0; });
            const bool silent = server.received().indexOf("jabber:iq:roster", read) < 0;
            read = server.received().size();
            return silent;
        }
        void send(const QByteArray &stanza)
        {
            auto *peer = server.findChild<ScriptedPeer *>();
            peer->write(stanza);
            peer->flush();
        }
        void reply(const Iq &to, const QByteArray &children = {})
        {
            send("<iq type='result' id='" + to.id.toUtf8() + "'>" + children + "</iq>");
        }
        void refuse(const Iq &to, const QByteArray &condition)
        {
            send("<iq type='error' id='" + to.id.toUtf8() + "'><error type='cancel'><" + condition
                 + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        }

        ScriptedServer server;
        Account *account = nullptr;
        std::unique_ptr<ContactDialog> dialog;
        std::unique_ptr<QSignalSpy> added;
        Iq request; ///< the last one
        qsizetype read = 0; ///< of what the server received
    };

    static QStringList groupsOf(const Element &item)
    {
        QStringList groups;
        for (const Element &child : item.children()) {
            groups.append(child.text());
        }
        return groups;
    }
    static QByteArray julietWith(const QByteArray &attributes, const QByteArray &groups = {})
    {
        return "<item jid='juliet@capulet.lit' " + attributes + '>' + groups + "</item>";
    }
    static Jid julietsJid() { return Jid::orNull(u"juliet@capulet.lit"); }

private Q_SLOTS:
    void addsWithNameAndGroups()
    {
        Fixture f(m_authority);
        f.open();
        QVERIFY(!f.button("remove").isVisible());
        QVERIFY(f.problem().isEmpty());
        f.type("address", " Juliet@Capulet.lit/balcony ");
        f.type("name", " Juliet ");
        f.type("groups", "Friends, Family,, Friends , ");
        QTest::keyClick(&f.edit("groups"), Qt::Key_Return);
        const Element item = f.nextItem();
        QCOMPARE(item.attribute(u"jid"), QString("juliet@capulet.lit"));
        QCOMPARE(item.attribute(u"name"), QString("Juliet"));
        QVERIFY(!item.hasAttribute(u"subscription")); // that is the server's
        QCOMPARE(groupsOf(item), QStringList({ "Friends", "Family" }));
        f.until([&f] { return f.server.received().contains("type='subscribe'"); });
        QVERIFY(f.dialog->isVisible()); // until the server says yes
        QCOMPARE(f.added->count(), 0);
        f.reply(f.request);
        QTRY_VERIFY(!f.dialog->isVisible());
        QCOMPARE(f.added->count(), 1);
        QCOMPARE(f.added->first().first().value<ConversationId>(), f.juliet());
    }

    void groupsDifferInMoreThanCase()
    {
        Fixture f(m_authority, "<item jid='nurse@capulet.lit'><group>Friends</group><group>home</group></item>");
        f.open();
        f.type("address", "xmpp:juliet@capulet.lit?message");
        f.type("groups", "friends, FRIENDS, home, Verona, verona");
        QTest::keyClick(&f.edit("groups"), Qt::Key_Return);
        const Element item = f.nextItem();
        QCOMPARE(item.attribute(u"jid"), QString("juliet@capulet.lit"));
        QCOMPARE(groupsOf(item), QStringList({ "Friends", "home", "Verona" }));
    }

    void enterTwiceAsksOnce()
    {
        Fixture f(m_authority);
        f.open();
        f.type("address", "juliet@capulet.lit");
        QTest::keyClick(&f.edit("address"), Qt::Key_Return);
        QTest::keyClick(&f.edit("address"), Qt::Key_Return);
        QCOMPARE(f.nextItem().attribute(u"jid"), QString("juliet@capulet.lit"));
        QVERIFY(f.isSilent());
    }

    void badAddressIsSaidAndKept_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address :
             { "", "juliet", "capulet.lit", "@capulet.lit", "juliet@", "ju liet@capulet.lit", "a@b@c" }) {
            QTest::newRow(address) << QString::fromLatin1(address);
        }
    }
    void badAddressIsSaidAndKept()
    {
        QFETCH(QString, address);
        Fixture f(m_authority);
        f.open();
        f.type("address", address);
        f.type("name", "Juliet");
        f.type("groups", "Friends");
        QTest::keyClick(&f.edit("groups"), Qt::Key_Return);
        QCOMPARE(f.problem(), QString("This is not an address. An address looks like name@server."));
        QVERIFY(f.edit("address").hasFocus());
        QCOMPARE(f.edit("address").text(), address);
        QCOMPARE(f.edit("name").text(), QString("Juliet"));
        QCOMPARE(f.edit("groups").text(), QString("Friends"));
        QVERIFY(f.isSilent());
        f.type("address", "juliet@capulet.lit"); // and can be put right
        QTest::keyClick(&f.edit("address"), Qt::Key_Return);
        QCOMPARE(f.nextItem().attribute(u"name"), QString("Juliet"));
        QVERIFY(f.problem().isEmpty());
    }

    void refusalOfTheServerIsSaid()
    {
        Fixture f(m_authority);
        f.open();
        f.type("address", "juliet@capulet.lit");
        f.type("name", "Juliet");
        f.press("accept");
        f.nextItem();
        f.refuse(f.request, "not-allowed");
        QTRY_VERIFY(!f.problem().isEmpty());
        auto *copy = f.dialog->findChild<QLabel *>("problem")->findChild<QToolButton *>();
        QVERIFY(copy && copy->isVisible() && !copy->accessibleName().isEmpty());
        QTest::mouseClick(copy, Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), f.problem() + "\nRemote\nnot-allowed\nstanza error not-allowed");
        QVERIFY(f.dialog->isVisible());
        QCOMPARE(f.added->count(), 0);
        QCOMPARE(f.edit("address").text(), QString("juliet@capulet.lit"));
        QCOMPARE(f.edit("name").text(), QString("Juliet"));
        f.press("accept"); // and can be tried again
        QVERIFY(f.problem().isEmpty());
        f.nextItem();
        f.reply(f.request);
        QTRY_COMPARE(f.added->count(), 1);
        QVERIFY(!f.dialog->isVisible());
    }

    void oneIsNoContactOfOneself()
    {
        Fixture f(m_authority);
        f.open();
        f.type("address", "romeo@montague.lit");
        f.press("accept");
        QCOMPARE(f.problem(), QString("This is your own address. Enter the address of somebody else."));
        QVERIFY(f.dialog->isVisible());
        QVERIFY(f.isSilent());
    }

    void withoutAConnectionThatIsSaid()
    {
        Fixture f(m_authority);
        f.accounts.setAvailability(Availability::Offline, {});
        f.until([&f] { return f.account->status().phase == Phase::Offline; });
        f.open();
        f.type("address", "juliet@capulet.lit");
        QTest::keyClick(&f.edit("address"), Qt::Key_Return);
        QTRY_COMPARE(f.problem(), errorText({ Error::Kind::NotConnected, {}, {}, {} }));
        QVERIFY(f.dialog->isVisible());
        QCOMPARE(f.edit("address").text(), QString("juliet@capulet.lit"));
        QVERIFY(f.button("accept").isEnabled());
    }

    void withoutAnAccountThatIsSaid()
    {
        WindowWorld world;
        ContactDialog dialog(world.accounts, {});
        dialog.show();
        QTest::keyClicks(dialog.findChild<QLineEdit *>("address"), "juliet@capulet.lit");
        QTest::keyClick(dialog.findChild<QLineEdit *>("address"), Qt::Key_Return);
        QVERIFY(dialog.findChild<QLabel *>("problem")->isVisible());
        QCOMPARE(dialog.findChild<QLabel *>("problem")->text(), QString("Add an account first."));
        QVERIFY(dialog.isVisible());
    }

    void knownOneIsRenamedAndGrouped()
    {
        Fixture f(m_authority, julietWith("name='Juliet' subscription='both'", "<group>Friends</group>"));
        f.open(julietsJid());
        QVERIFY(f.edit("address").isReadOnly());
        QCOMPARE(f.edit("address").text(), QString("juliet@capulet.lit"));
        QCOMPARE(f.edit("name").text(), QString("Juliet"));
        QCOMPARE(f.edit("groups").text(), QString("Friends"));
        QVERIFY(f.edit("name").hasFocus());
        QVERIFY(!f.dialog->findChild<QLabel *>("explanation")->isVisible()); // nobody is asked anything
        f.type("name", "Jule");
        f.type("groups", "Family");
        QTest::keyClick(&f.edit("groups"), Qt::Key_Return);
        const Element item = f.nextItem();
        QCOMPARE(item.attribute(u"jid"), QString("juliet@capulet.lit"));
        QCOMPARE(item.attribute(u"name"), QString("Jule"));
        QCOMPARE(groupsOf(item), QStringList { "Family" });
        QVERIFY(f.isSilent());
        QVERIFY(!f.server.received().contains("to='juliet@capulet.lit'")); // no request to see her
        f.reply(f.request);
        QTRY_VERIFY(!f.dialog->isVisible());
    }

    void nameAndGroupsCanBeTakenAway()
    {
        Fixture f(m_authority, julietWith("name='Juliet' subscription='both'", "<group>Friends</group>"));
        f.open(julietsJid());
        f.type("name", {});
        f.type("groups", {});
        f.press("accept");
        const Element item = f.nextItem();
        QVERIFY(!item.hasAttribute(u"name"));
        QCOMPARE(groupsOf(item), QStringList());
    }

    void newsOfTheServerShowInTheList()
    {
        Fixture f(m_authority, julietWith("name='Juliet' subscription='both'"));
        f.open(julietsJid());
        f.type("name", "Jule");
        f.press("accept");
        f.nextItem();
        QCOMPARE(f.account->contacts().displayName(julietsJid()), QString("Juliet")); // the server has the say
        f.send("<iq type='set' id='push1'><query xmlns='jabber:iq:roster'>"
               + julietWith("name='Jule' subscription='both'") + "</query></iq>");
        f.reply(f.request);
        QTRY_VERIFY(!f.dialog->isVisible());
        QCOMPARE(f.account->contacts().displayName(julietsJid()), QString("Jule"));
    }

    void removalAsksFirst()
    {
        Fixture f(m_authority, julietWith("name='Juliet' subscription='both'"));
        f.open(julietsJid());
        QVERIFY(f.button("remove").isVisible());
        QVERIFY(!f.button("remove").isDefault());
        f.press("remove");
        QCOMPARE(f.button("remove").text(), QString("Really remove"));
        QVERIFY(f.problem().contains("no longer see"));
        QVERIFY(f.isSilent());
        f.press("remove");
        const Element item = f.nextItem();
        QCOMPARE(item.attribute(u"jid"), QString("juliet@capulet.lit"));
        QCOMPARE(item.attribute(u"subscription"), QString("remove"));
        f.send("<iq type='set' id='push1'><query xmlns='jabber:iq:roster'>" + julietWith("subscription='remove'")
               + "</query></iq>");
        f.reply(f.request);
        QTRY_VERIFY(!f.dialog->isVisible());
        QVERIFY(!f.account->contacts().contains(julietsJid()));
    }

    void removalThatIsNotConfirmedRemovesNothing()
    {
        Fixture f(m_authority, julietWith("name='Juliet' subscription='both'"));
        f.open(julietsJid());
        f.press("remove");
        QTest::keyClick(f.dialog.get(), Qt::Key_Escape);
        QVERIFY(!f.dialog->isVisible());
        QVERIFY(f.isSilent());
        QVERIFY(f.account->contacts().contains(julietsJid()));
        f.open(julietsJid()); // asks from the beginning
        QVERIFY(f.button("remove").text() != "Really remove");
    }

    void removalIsAskedForOnce()
    {
        Fixture f(m_authority, julietWith("name='Juliet' subscription='both'"));
        f.open(julietsJid());
        f.press("remove");
        f.press("remove");
        f.press("remove"); // the server takes its time
        QCOMPARE(f.nextItem().attribute(u"subscription"), QString("remove"));
        QVERIFY(f.isSilent());
        f.refuse(f.request, "not-allowed");
        QTRY_VERIFY(!f.problem().isEmpty());
        f.press("remove"); // and can be tried again
        QCOMPARE(f.nextItem().attribute(u"subscription"), QString("remove"));
    }

    void contactOfTheSecondAccountIsAddedThere()
    {
        Fixture f(m_authority);
        AccountSettings settings;
        settings.jid = Jid::orNull(u"benvolio@montague.lit");
        settings.passwordPlace = AccountSettings::PasswordPlace::Keychain;
        QVERIFY(f.book.put(settings));
        f.accounts.start();
        f.open();
        auto *account = f.dialog->findChild<QComboBox *>("account");
        QVERIFY(account->isVisible());
        QCOMPARE(account->currentText(), QString("romeo@montague.lit"));
        f.type("address", "juliet@capulet.lit");
        QTest::keyClick(account, Qt::Key_Down);
        QCOMPARE(account->currentText(), QString("benvolio@montague.lit"));
        f.press("accept"); // who is not online
        QTRY_COMPARE(f.problem(), errorText({ Error::Kind::NotConnected, {}, {}, {} }));
        QVERIFY(f.isSilent());
        QTest::keyClick(account, Qt::Key_Up);
        f.press("accept");
        QCOMPARE(f.nextItem().attribute(u"jid"), QString("juliet@capulet.lit"));
        f.reply(f.request);
        QTRY_COMPARE(f.added->count(), 1);
        QCOMPARE(f.added->first().first().value<ConversationId>(), f.juliet());
    }

    void fieldsAreNamedForThoseWhoHear()
    {
        Fixture f(m_authority);
        f.open();
        for (const auto &[name, spoken] :
             { std::pair("address", "Address"), std::pair("name", "Name"), std::pair("groups", "Groups") }) {
            QAccessibleInterface *field = QAccessible::queryAccessibleInterface(&f.edit(name));
            QVERIFY(field);
            QCOMPARE(field->text(QAccessible::Name), QString(spoken));
        }
    }
};

QTEST_MAIN(TestContactDialog)
#include "tst_contact_dialog.moc"
