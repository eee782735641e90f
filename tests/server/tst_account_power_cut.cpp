// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/counting_random.h"
#include "support/fake_clock.h"
#include "support/faulty_disk.h"
#include "support/memory_vault.h"
#include "support/refused_questions.h"
#include "support/scripted_server.h"

#include "chat/account.h"

#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Phase = AccountStatus::Phase;

static constexpr int patience = 30'000; // milliseconds
static constexpr int rounds = 6; ///< in each of them both say something

static Jid romeo() { return Jid::orNull(u"romeo@montague.lit"); }
static ConversationId chat() { return { romeo(), Jid::orNull(u"juliet@capulet.lit") }; }

/// What the others were told by the time that the power was gone: the server, the person, and the network.
struct Claims
{
    QStringList sent; ///< the server's stanzas; empty: no message
    int acknowledged = 0; ///< so many of them
    QMap<QString, Delivery> shown; ///< by the text
    QStringList written; ///< texts that came to the server
};

/// The texts in the order of the conversation, with how far they came.
static QList<std::pair<QString, Delivery>> linesOf(Store &store)
{
    QList<std::pair<QString, Delivery>> all;
    const auto messages = store.messages().page(chat(), 0, 1000).value_or(QList<ChatMessage>());
    for (const ChatMessage &message : messages) {
        all.append({ message.body, message.delivery });
    }
    return all;
}

/// Romeo's account over a disk that loses its power, at a server that counts.
struct Wired
{
    Wired(const QString &folder, const QString &path, const Identity &identity, const QByteArray &authority)
        : server(Script()
                     .managed()
                     .binds()
                     .expect("<enable ")
                     .send("<enabled xmlns='urn:xmpp:sm:3' id='s1' resume='true'/>"),
                 identity)
        , store(QStringLiteral("store"), [path] { return std::make_unique<Store>(path); })
        , preferences(folder + QStringLiteral("/settings.json"))
    {
        vault.passwords.insert(romeo(), Secret(QStringLiteral("pencil")));
        settings.jid = romeo();
        settings.server = AccountSettings::Server { QStringLiteral("127.0.0.1"), server.serverPort(),
                                                    AccountSettings::Tls::StartTls };
        settings.extraAuthority = authority;
        QObject::connect(
            &conversations, &Conversations::messageChanged, &conversations,
            [this](const MessageChange &change) { claims.shown[change.message.body] = change.message.delivery; });
    }

    bool open(const QString &synchronous)
    {
        return awaited(store.call([synchronous](Store &opened) {
            const bool done = opened.open().has_value();
            QSqlQuery query(QSqlDatabase::database(QSqlDatabase::connectionNames().constFirst()));
            return done && query.exec(QStringLiteral("PRAGMA wal_autocheckpoint=7"))
                && query.exec(QStringLiteral("PRAGMA synchronous=") + synchronous);
        }));
    }

    /// Both talk, until all is said or the disk is down.
    void talk(const FaultyDisk &disk)
    {
        account = std::make_unique<Account>(settings,
                                            AccountContext { clock, random, vault, store, conversations, preferences });
        account->setAvailability(Availability::Online, {});
        until(disk, [this] { return account->status().phase == Phase::Online && server.isDone(); });
        peer = server.findChild<ScriptedPeer *>();
        if (!peer) {
            return;
        }
        QObject::connect(peer, &QIODevice::readyRead, peer, [this] { answer(); });
        refuseQuestions(*peer, [this] { claims.sent.append(QString()); });
        for (int round = 1; round <= rounds && !disk.isDown(); ++round) {
            const QString typed = QStringLiteral("typed %1").arg(round);
            const QByteArray heard = "heard " + QByteArray::number(round);
            account->outbox().send(chat().peer, typed);
            if (peer) {
                claims.sent.append(QString::fromLatin1(heard));
                peer->write("<message from='juliet@capulet.lit/b' type='chat' id='" + heard + "'><body>" + heard
                            + "</body></message><r xmlns='urn:xmpp:sm:3'/>");
            }
            until(disk, [this, typed, heard] {
                return claims.shown.value(typed, Delivery::Queued) == Delivery::OnServer
                    && claims.shown.contains(QString::fromLatin1(heard)) && acknowledged() == claims.sent.size();
            });
        }
    }

    /// All that was said before the power was gone has been heard.
    void end()
    {
        for (int i = 0; i < 3; ++i) {
            awaited(store.call([](Store &) { return true; }));
            QCoreApplication::processEvents();
        }
        account.reset();
        if (!QTest::qWaitFor([this] { return server.open() == 0; }, patience)) {
            qFatal("the connection stays");
        }
        claims.acknowledged = acknowledged();
        static const QRegularExpression body(QStringLiteral("<body>(typed [0-9]+)</body>"));
        auto found = body.globalMatch(QString::fromUtf8(server.received()));
        while (found.hasNext()) {
            claims.written.append(found.next().captured(1));
        }
    }

    Claims claims;

    template <typename T> static T awaited(const QFuture<T> &future)
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, patience)) {
            qFatal("no answer");
        }
        return future.result();
    }
    template <typename Condition> static void until(const FaultyDisk &disk, Condition condition)
    {
        if (!QTest::qWaitFor([&] { return disk.isDown() || condition(); }, patience)) {
            qFatal("neither said nor down");
        }
    }
    /// The highest count that the client has told.
    int acknowledged() const
    {
        static const QRegularExpression told(QStringLiteral("<a [^>]*h='([0-9]+)'"));
        int highest = 0;
        auto all = told.globalMatch(QString::fromUtf8(server.received()));
        while (all.hasNext()) {
            highest = qMax(highest, all.next().captured(1).toInt());
        }
        return highest;
    }
    /// The client's questions, with the count of what it has sent.
    void answer()
    {
        static const QRegularExpression stanza(QStringLiteral("<(message|presence|iq)[ >/]"));
        const QByteArray said = peer->received.mid(peer->received.indexOf("<enable "));
        const auto asked = said.count("<r ");
        if (asked > answered) {
            answered = asked;
            const auto counted = QString::fromUtf8(said).count(stanza);
            peer->write("<a xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(counted) + "'/>");
        }
    }

    ScriptedServer server;
    QPointer<ScriptedPeer> peer;
    qsizetype answered = 0;
    FakeClock clock;
    CountingRandom random;
    MemoryVault vault;
    StoreThread store;
    Preferences preferences;
    Conversations conversations { store };
    AccountSettings settings;
    std::unique_ptr<Account> account; ///< last: it uses all the others
};

/// A whole account when the power is cut: whatever it has told anybody is on the disk.
class TestAccountPowerCut : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;
    QTemporaryDir m_folder;
    int m_files = 0;

    /// Talks until the power is cut at that moment after the beginning, or to the end; then what is wrong with the
    /// disk.
    QString cutAt(FaultyDisk &disk, int moment, quint32 seed, const QString &synchronous)
    {
        const QString path = m_folder.filePath(QStringLiteral("%1.sqlite").arg(++m_files));
        Claims claims;
        {
            Wired wired(m_folder.path(), path, m_identity, m_authority.pem());
            if (!wired.open(synchronous)) {
                return QStringLiteral("the store does not open");
            }
            const int before = disk.moments();
            disk.cutPowerAt(before + moment);
            wired.talk(disk);
            m_moments = disk.moments() - before;
            disk.cutPower();
            wired.end();
            claims = wired.claims;
        }
        disk.powerUp(seed);
        Store store(path);
        const auto opened = store.open();
        if (!opened || !opened->isEmpty()) {
            return QStringLiteral("the database is damaged");
        }
        m_claimed += claims.acknowledged + claims.shown.size() + claims.written.size();
        return whatIsWrong(claims, store);
    }

    static QString whatIsWrong(const Claims &claims, Store &store)
    {
        QHash<QString, Delivery> found;
        QString last[2]; // of each side
        const auto lines = linesOf(store);
        for (const auto &[text, delivery] : lines) {
            QString &before = last[text.startsWith(u"typed") ? 0 : 1];
            if (found.contains(text) || text <= before) {
                return QStringLiteral("doubled or out of order: ") + text;
            }
            before = text;
            found.insert(text, delivery);
        }
        for (int i = 1; i <= claims.acknowledged; ++i) {
            const QString text = claims.sent.value(i - 1);
            if (!text.isEmpty() && !found.contains(text)) {
                return QStringLiteral("acknowledged, and not there: %1").arg(i);
            }
        }
        for (const QString &text : claims.written) {
            if (!found.contains(text)) {
                return QStringLiteral("written, and not there: ") + text;
            }
        }
        for (auto shown = claims.shown.cbegin(); shown != claims.shown.cend(); ++shown) {
            if (!found.contains(shown.key())) {
                return QStringLiteral("shown, and not there: ") + shown.key();
            }
            if (shown.value() == Delivery::OnServer && found.value(shown.key()) != Delivery::OnServer) {
                return QStringLiteral("shown as sent, and not so on the disk: ") + shown.key();
            }
        }
        const auto stream = store.streams().load(romeo()).value().stream;
        const int handled = stream ? static_cast<int>(stream->handled) : 0;
        return handled < claims.acknowledged
            ? QStringLiteral("told %1, and knows of %2").arg(claims.acknowledged).arg(handled)
            : QString();
    }

    int m_moments = 0; ///< of the last run
    qsizetype m_claimed = 0;

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void whatAnybodyWasToldIsOnTheDisk()
    {
        static constexpr int cuts = 40;
        FaultyDisk disk;
        QCOMPARE(cutAt(disk, 1'000'000, 0, QStringLiteral("FULL")), QString()); // to the end
        const int all = m_moments;
        QVERIFY2(all > cuts, qPrintable(QString::number(all)));
        for (int cut = 0; cut < cuts; ++cut) {
            const QString wrong = cutAt(disk, cut * all / cuts, static_cast<quint32>(cut), QStringLiteral("FULL"));
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("cut %1: ").arg(cut) + wrong));
        }
        qInfo("%d cuts in %d moments: %lld claims, all true", cuts, all, static_cast<long long>(m_claimed));
    }

    /// The cuts are cruel enough: an account whose store does not wait for the disk has told what is not true.
    void impatienceIsFoundOut()
    {
        FaultyDisk disk;
        int wrong = 0;
        for (quint32 cut = 0; cut < 15; ++cut) {
            wrong += cutAt(disk, 60 + 5 * static_cast<int>(cut), cut, QStringLiteral("OFF")).isEmpty() ? 0 : 1;
        }
        qInfo("%d of 15 cuts", wrong);
        QVERIFY2(wrong >= 3, qPrintable(QString::number(wrong)));
    }
};

QTEST_GUILESS_MAIN(TestAccountPowerCut)
#include "tst_account_power_cut.moc"
