// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faulty_disk.h"
#include "support/memory_vault.h"
#include "support/scripted_server.h"
#include "support/small_disk.h"

#include "chat/account.h"
#include "stanza/element_builder.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using Phase = AccountStatus::Phase;

static constexpr int patience = 30'000; // milliseconds

/// A whole account while its disk is full: nothing is acknowledged that is not stored, and nothing is lost.
class TestFullDisk : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    /// Romeo's account over a disk that can be full.
    struct Fixture
    {
        explicit Fixture(bool real) : isReal(real && small.isReal())
        {
            store.post([](Store &opened) {
                if (const auto result = opened.open(); !result) {
                    qFatal("no store: %s", qPrintable(result.error().detail));
                }
            });
            vault.passwords.insert(jid(), Secret(QStringLiteral("pencil")));
            QObject::connect(&conversations, &Conversations::messageChanged, &conversations,
                             [this](const MessageChange &change) { changes.append(change); });
        }

        static Jid jid() { return Jid::orNull(u"romeo@montague.lit"); }
        static ConversationId chat() { return { jid(), Jid::orNull(u"juliet@capulet.lit") }; }

        void fill()
        {
            if (isReal) {
                small.fill();
            } else {
                faulty->setSpace(0);
            }
        }
        void free()
        {
            if (isReal) {
                small.free();
            } else {
                faulty->setSpace({});
            }
        }

        /// Comes online at that server.
        bool connectTo(const ScriptedServer &server, const QByteArray &authority)
        {
            AccountSettings settings;
            settings.jid = jid();
            settings.server =
                AccountSettings::Server { "127.0.0.1", server.serverPort(), AccountSettings::Tls::StartTls };
            settings.extraAuthority = authority;
            account = std::make_unique<Account>(
                settings, AccountContext { clock, random, vault, store, conversations, preferences });
            account->setAvailability(Availability::Online, {});
            return QTest::qWaitFor([this] { return account->status().phase == Phase::Online && hasStream(); },
                                   patience);
        }
        bool hasStream()
        {
            const auto loaded = awaited(store.call([](Store &opened) { return opened.streams().load(jid()); }));
            return loaded && loaded->stream;
        }
        /// What the server waits for.
        void giveTheSign() const
        {
            account->sendRaw(
                ElementBuilder({ ns::client, u"message" }).attribute(u"id", QStringLiteral("sign")).build());
        }

        template <typename T> static T awaited(const QFuture<T> &future)
        {
            if (!QTest::qWaitFor([&future] { return future.isFinished(); }, patience)) {
                qFatal("no answer");
            }
            return future.result();
        }
        QList<ChatMessage> stored()
        {
            return awaited(store.call([](Store &opened) { return opened.messages().page(chat(), 0, 1000); })).value();
        }
        QString draft()
        {
            const auto chats = awaited(store.call([](Store &opened) { return opened.messages().chats(); })).value();
            return chats.isEmpty() ? QString() : chats.first().draft.text;
        }
        QStringList bodies()
        {
            QStringList all;
            const auto messages = stored();
            for (const ChatMessage &message : messages) {
                all.append(message.body.right(1));
            }
            return all;
        }

        SmallDisk small;
        bool isReal;
        std::unique_ptr<FaultyDisk> faulty = isReal ? nullptr : std::make_unique<FaultyDisk>();
        SystemClock clock;
        RandomId random;
        MemoryVault vault;
        StoreThread store { QStringLiteral("store"),
                            [file = small.path("natter.sqlite")] { return std::make_unique<Store>(file); } };
        Preferences preferences { small.path("settings.json") };
        Conversations conversations { store };
        QList<MessageChange> changes;
        std::unique_ptr<Account> account;
    };

    static QByteArray nonza(const QByteArray &text) { return '<' + text + " xmlns='urn:xmpp:sm:3'/>"; }

    static Script managed() { return Script().managed(); }
    /// Online, with a stream that counts, and nothing asked that was not answered.
    static Script online()
    {
        return managed()
            .binds()
            .expect("<enable ")
            .send(nonza("enabled id='s1' resume='true'"))
            .answer("<r ", nonza("a h='0'")); // it has taken nothing yet, but lives
    }
    /// Three messages that need more room than there is, and the question whether they have arrived.
    static QByteArray threeMessages()
    {
        QByteArray all;
        for (const char *number : { "1", "2", "3" }) {
            all += QByteArray("<message from='juliet@capulet.lit/b' type='chat' id='m") + number + "'><body>"
                + QByteArray(40'000, 'x') + number + "</body></message>";
        }
        return all + nonza("r");
    }

    static void bothDisks()
    {
        QTest::addColumn<bool>("real");
        QTest::newRow("simulated") << false;
        QTest::newRow("real") << true;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void whatArrivesIsAcknowledgedOnceThereIsRoom_data() { bothDisks(); }
    void whatArrivesIsAcknowledgedOnceThereIsRoom()
    {
        QFETCH(bool, real);
        ScriptedServer server(online()
                                  .expect("id='sign'")
                                  .send(threeMessages())
                                  .expect("<a ")
                                  .expect("h='0'")
                                  .expect("<a ")
                                  .expect("h='3'"),
                              m_identity);
        Fixture f(real);
        QVERIFY(f.connectTo(server, m_authority.pem()));
        QSignalSpy failed(&f.conversations, &Conversations::storageFailed);
        QSignalSpy recovered(&f.conversations, &Conversations::storageRecovered);
        f.fill();
        f.giveTheSign();
        QTRY_VERIFY_WITH_TIMEOUT(failed.count() >= 2, patience); // it was tried again
        QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::StorageFull);
        QVERIFY(f.changes.isEmpty());
        QVERIFY(f.stored().isEmpty());
        QVERIFY(server.received().contains("h='0'"));
        QVERIFY(!server.received().contains("h='1'") && !server.received().contains("h='3'"));
        f.free();
        QTRY_VERIFY_WITH_TIMEOUT(server.isDone(), patience);
        QCOMPARE(f.bodies(), QStringList({ "1", "2", "3" }));
        QCOMPARE(f.changes.size(), 3);
        QCOMPARE(recovered.count(), 1);
    }

    void whatIsSentAgainAfterACutIsStoredOnce()
    {
        ScriptedServer server(
            online().expect("id='sign'").send(threeMessages()).expect("<a ").expect("h='0'").closeHard(), m_identity);
        Fixture f(false);
        QVERIFY(f.connectTo(server, m_authority.pem()));
        server.setScript(managed()
                             .expect("<resume ")
                             .expect("h='0'")
                             .answer("<r ", nonza("a h='0'"))
                             .send(nonza("resumed previd='s1' h='0'") + threeMessages())
                             .expect("<a ")
                             .expect("h='0'")
                             .expect("<a ")
                             .expect("h='3'"));
        f.fill();
        f.giveTheSign();
        QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 2, patience);
        QTRY_VERIFY_WITH_TIMEOUT(server.received().contains("<a "), patience);
        QVERIFY(f.stored().isEmpty());
        QVERIFY(!server.isDone());
        f.free();
        QTRY_VERIFY_WITH_TIMEOUT(server.isDone(), patience);
        QCOMPARE(f.bodies(), QStringList({ "1", "2", "3" }));
        QCOMPARE(f.changes.size(), 3);
    }

    void countThatCannotBeStoredIsNotTold()
    {
        ScriptedServer server(online()
                                  .expect("id='sign'")
                                  .send("<presence from='juliet@capulet.lit/b'/>" + nonza("r"))
                                  .expect("<a ")
                                  .expect("h='1'"),
                              m_identity);
        Fixture f(false);
        QVERIFY(f.connectTo(server, m_authority.pem()));
        QSignalSpy failed(&f.conversations, &Conversations::storageFailed);
        QSignalSpy recovered(&f.conversations, &Conversations::storageRecovered);
        f.fill();
        f.giveTheSign();
        QTRY_VERIFY_WITH_TIMEOUT(failed.count() >= 1, patience);
        QVERIFY(server.received().contains("h='0'") && !server.isDone());
        f.free();
        QTRY_VERIFY_WITH_TIMEOUT(server.isDone(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(recovered.count(), 1, patience); // or the person reads for ever that the disk is full
    }

    void whatIsTypedIsGivenBackAndKept_data() { bothDisks(); }
    void whatIsTypedIsGivenBackAndKept()
    {
        QFETCH(bool, real);
        ScriptedServer server(online().expect("Ay me</body>"), m_identity);
        Fixture f(real);
        QVERIFY(f.connectTo(server, m_authority.pem()));
        const QString text = QString(40'000, u'x') + QStringLiteral("Ay me");
        f.fill();
        const auto refused = Fixture::awaited(f.account->outbox().send(Fixture::chat().peer, text));
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().kind, Error::Kind::StorageFull);
        f.conversations.setDraft(Fixture::chat(), { text }); // as the conversation's window does
        QVERIFY(f.stored().isEmpty());
        QCOMPARE(f.draft(), QString());
        QVERIFY(!server.received().contains("Ay me"));
        f.free();
        QTRY_COMPARE_WITH_TIMEOUT(f.draft(), text, patience);
        QCOMPARE(f.conversations.summary(Fixture::chat()).draft.text, text);
        QVERIFY(Fixture::awaited(f.account->outbox().send(Fixture::chat().peer, text)).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(server.isDone(), patience);
        QCOMPARE(f.stored().size(), 1);
        QCOMPARE(server.received().count("Ay me"), 1);
    }
};

int main(int argc, char **argv)
{
    SmallDisk::prepare();
    const QCoreApplication application(argc, argv);
    TestFullDisk test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_full_disk.moc"
