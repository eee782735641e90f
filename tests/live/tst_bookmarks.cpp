// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/person.h"

#include "chat/bookmarks.h"
#include "chat/connection.h"
#include "protocol/xep/xep0048_bookmark_storage.h"
#include "protocol/xep/xep0049_private_xml_storage.h"
#include "protocol/xep/xep0469_bookmark_pinning.h"

#include <QtTest>

#include <map>

using namespace natter;
using Kind = ServerLauncher::Kind;

namespace {

/// As much of an account as bookmarks need.
struct Device
{
    Device(const ServerLauncher &server, const QString &name)
        : settings(Person::settingsFor(server, AccountSettings::Tls::Direct, name))
    {
        store.post([](Store &opened) {
            if (const auto result = opened.open(); !result) {
                qFatal("no store: %s", qPrintable(result.error().detail));
            }
        });
        QObject::connect(&protocol, &XmppProtocol::elementReady, &connection, &Connection::send);
        QObject::connect(&connection, &Connection::received, &protocol, &XmppProtocol::receive);
        QObject::connect(&connection, &Connection::sessionStarted, &protocol, [this](const Session &session) {
            protocol.startSession(session.jid, session.features, session.switchedOn);
            protocol.sendPresence({}); // which says what we want to hear of
            bookmarks.sessionStarted();
        });
        QObject::connect(&connection, &Connection::ended, &protocol, [this] {
            protocol.endSession();
            bookmarks.sessionEnded();
        });
    }

    void arrive()
    {
        ConnectSettings way = connectSettingsOf(settings);
        way.password = Secret(ServerLauncher::password());
        connection.open(way);
    }
    void leave() { connection.close(); }
    bool isAway() const { return !connection.isOpen(); }
    QString titleOf(const Jid &room) const
    {
        const auto found = bookmarks.find(room);
        return found ? found->title : QStringLiteral("none");
    }
    template <typename T> static T awaited(const QFuture<T> &future)
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000)) {
            qFatal("no answer");
        }
        return future.result();
    }

    AccountSettings settings;
    QTemporaryDir folder;
    SystemClock clock;
    RandomId random;
    StoreThread store { QStringLiteral("store"), [path = folder.filePath(QStringLiteral("natter.db"))] {
                           return std::make_unique<Store>(path);
                       } };
    XmppProtocol protocol { clock, random };
    Bookmarks bookmarks { settings.jid, protocol, store };
    PrivateXmlStorage older { protocol.channel() };
    Connection connection { QStringLiteral("bookmarks") };
};

} // namespace

/// Bookmarks on the servers that people use, which keep them in various ways.
class TestBookmarksLive : public QObject
{
    Q_OBJECT

    static constexpr int patience = 20'000; // milliseconds
    std::map<QByteArray, std::unique_ptr<ServerLauncher>> m_servers;
    int m_users = 0;

    static void addServers(bool withNodesOnly = false)
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("options");
        QTest::addColumn<bool>("hasOlder");
        const auto row = [](const char *name, Kind kind, const QString &options, bool hasOlder) {
            QTest::newRow(name) << static_cast<int>(kind) << options << hasOlder;
        };
        row("Prosody that does not unite them", Kind::Prosody,
            R"(VirtualHost "natter.test" { modules_enabled = { "pep", "private" } })"
            "\n",
            true);
        row("Prosody that does", Kind::Prosody,
            R"(VirtualHost "natter.test" { modules_enabled = { "pep", "bookmarks" } })"
            "\n",
            true);
        if (!withNodesOnly) {
            row("Prosody with the older storage alone", Kind::Prosody,
                R"(VirtualHost "natter.test" { modules_enabled = { "private" } })"
                "\n",
                true);
        }
        row("ejabberd", Kind::Ejabberd,
            "append_host_config:\n  natter.test:\n    modules:\n      mod_private: {}\n      mod_pubsub: {plugins: "
            "[flat, "
            "pep]}\n",
            true);
        row("Prosody 13", Kind::Prosody13, {}, true);
        row("ejabberd 24, with the node alone", Kind::Ejabberd24, {}, false);
    }

    /// The server of this row, started when it is needed first.
    ServerLauncher &server()
    {
        QFETCH(int, kind);
        QFETCH(QString, options);
        auto &launcher = m_servers[QTest::currentDataTag()];
        if (!launcher) {
            launcher = std::make_unique<ServerLauncher>(static_cast<Kind>(kind));
            launcher->setOptions(options);
            launcher->start();
        }
        return *launcher;
    }
    QString newUser()
    {
        const QString name = QStringLiteral("romeo%1").arg(++m_users);
        server().addUser(name, ServerLauncher::password());
        return name;
    }
    static bool comesOnline(Device &device)
    {
        device.arrive();
        return QTest::qWaitFor([&device] { return device.bookmarks.isLoaded(); }, patience);
    }
    static bool comesBack(Device &device)
    {
        device.leave();
        return QTest::qWaitFor([&device] { return device.isAway(); }, patience) && comesOnline(device);
    }
    static Jid room() { return Jid::orNull(u"garden@chat.capulet.lit"); }
    static Bookmark garden(const QString &title)
    {
        Bookmark made;
        made.room = room();
        made.title = title;
        made.autojoin = true;
        made.nick = QStringLiteral("Romeo");
        return made;
    }
    /// What older programs see; "none" if it is not there.
    static QString olderTitle(Device &device)
    {
        const auto kept = Device::awaited(device.older.get(BookmarkStorage::name));
        const auto rooms = BookmarkStorage { kept.value_or(Element()) }.rooms();
        for (const Bookmark &each : rooms) {
            if (each.room == room()) {
                return each.title;
            }
        }
        return QStringLiteral("none");
    }

private Q_SLOTS:
    void devicesShareThem_data() { addServers(); }
    void devicesShareThem()
    {
        QFETCH(bool, hasOlder);
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const QString name = newUser();
        Device first(server(), name);
        Device second(server(), name);
        QVERIFY(comesOnline(first));
        const auto added = Device::awaited(first.bookmarks.set(garden(QStringLiteral("Garden"))));
        QVERIFY2(added.has_value(), qPrintable(added ? QString() : added.error().detail));
        Bookmark crypt = garden(QStringLiteral("Crypt")); // nodes are not made for more than one of themselves
        crypt.room = Jid::orNull(u"crypt@chat.capulet.lit");
        QVERIFY(Device::awaited(first.bookmarks.set(crypt)).has_value());
        QVERIFY(comesOnline(second));
        QTRY_COMPARE_WITH_TIMEOUT(second.titleOf(room()), QStringLiteral("Garden"), patience);
        QCOMPARE(second.bookmarks.all(), first.bookmarks.all());
        if (hasOlder) {
            QCOMPARE(olderTitle(first), QStringLiteral("Garden"));
        }
        const QByteArray kind = QTest::currentDataTag();
        const bool tellsChanges = kind != "Prosody with the older storage alone";
        const bool tellsRemovals = tellsChanges && kind != "ejabberd";
        const auto changed = Device::awaited(second.bookmarks.change(room(), [](Bookmark &bookmark) {
            bookmark.title = QStringLiteral("The Garden");
            setPinned(bookmark, true);
        }));
        QVERIFY(changed.has_value());
        if (!tellsChanges) {
            QVERIFY(comesBack(first));
        }
        QTRY_COMPARE_WITH_TIMEOUT(first.titleOf(room()), QStringLiteral("The Garden"), patience);
        QVERIFY(isPinned(*first.bookmarks.find(room())));
        QVERIFY(Device::awaited(first.bookmarks.remove(room())).has_value());
        if (!tellsRemovals) {
            QVERIFY(comesBack(second));
        }
        QTRY_COMPARE_WITH_TIMEOUT(second.titleOf(room()), QStringLiteral("none"), patience);
        QCOMPARE(second.titleOf(crypt.room), QStringLiteral("Crypt"));
        if (hasOlder) {
            QCOMPARE(olderTitle(second), QStringLiteral("none"));
        }
    }

    void lateChangesAndOlderProgramsAreHeard_data() { addServers(); }
    void lateChangesAndOlderProgramsAreHeard()
    {
        QFETCH(bool, hasOlder);
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const QString name = newUser();
        Device device(server(), name);
        device.bookmarks.set(garden(QStringLiteral("Garden"))); // before there is a session
        QVERIFY(comesOnline(device));
        Device other(server(), name);
        QVERIFY(comesOnline(other));
        QTRY_COMPARE_WITH_TIMEOUT(other.titleOf(room()), QStringLiteral("Garden"), patience);
        if (hasOlder) {
            BookmarkStorage storage { Device::awaited(other.older.get(BookmarkStorage::name)).value() };
            Bookmark crypt = garden(QStringLiteral("Crypt"));
            crypt.room = Jid::orNull(u"crypt@chat.capulet.lit");
            storage.set(crypt);
            QVERIFY(Device::awaited(other.older.set(storage.write())).has_value());
            QVERIFY(comesBack(device));
            QTRY_COMPARE_WITH_TIMEOUT(device.titleOf(crypt.room), QStringLiteral("Crypt"), patience);
            QCOMPARE(device.titleOf(room()), QStringLiteral("Garden"));
        }
    }

    void nodeThatOthersMightReadIsMadePrivate_data() { addServers(true); }
    void nodeThatOthersMightReadIsMadePrivate()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const QString name = newUser();
        Device device(server(), name);
        QVERIFY(comesOnline(device));
        Iq open; // as a careless program makes it
        open.type = Iq::Type::Set;
        open.addChild(parseElement("<pubsub xmlns='http://jabber.org/protocol/pubsub'><create "
                                   "node='urn:xmpp:bookmarks:1'/><configure><x xmlns='jabber:x:data' type='submit'>"
                                   "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/"
                                   "pubsub#node_config</value></field><field var='pubsub#access_model'><value>open"
                                   "</value></field></x></configure></pubsub>")
                          .value());
        QVERIFY(Device::awaited(device.protocol.channel().request(open)).has_value());
        const auto added = Device::awaited(device.bookmarks.set(garden(QStringLiteral("Garden"))));
        QVERIFY2(added.has_value(), qPrintable(added ? QString() : added.error().detail));

        Device stranger(server(), newUser());
        QVERIFY(comesOnline(stranger));
        Iq curious;
        curious.to = device.settings.jid;
        curious.addChild(parseElement("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items "
                                      "node='urn:xmpp:bookmarks:1'/></pubsub>")
                             .value());
        const auto answer = Device::awaited(stranger.protocol.channel().request(curious));
        QVERIFY2(!answer.has_value(), "a stranger has read them");
    }

    void serverThatKeepsNoneIsToldOf()
    {
        ServerLauncher plain(Kind::Prosody);
        QVERIFY2(plain.start(), qPrintable(plain.problem()));
        Device device(plain, QStringLiteral("romeo"));
        QVERIFY(comesOnline(device));
        QVERIFY(!Device::awaited(device.bookmarks.set(garden(QStringLiteral("Garden")))).has_value());
        QCOMPARE(device.titleOf(room()), QStringLiteral("Garden"));
    }
};

QTEST_GUILESS_MAIN(TestBookmarksLive)
#include "tst_bookmarks.moc"
