// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/live_servers.h"
#include "support/person.h"

#include <QtTest>

using namespace natter;
using Kind = ServerLauncher::Kind;
using Phase = AccountStatus::Phase;

/// The archives of real servers come over whole, in their order, and once, whatever interrupts that.
class TestHistory : public QObject
{
    Q_OBJECT

    static constexpr int patience = 60'000; // milliseconds
    LiveServers m_servers;

    static void addServers()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < ServerLauncher::kinds; ++kind) {
            QTest::newRow(LiveServers::nameOf(static_cast<Kind>(kind))) << kind;
        }
    }
    ServerLauncher &server()
    {
        QFETCH(int, kind);
        return m_servers.at(static_cast<Kind>(kind));
    }
    QString newUser(const char *role) { return m_servers.newUser(server(), role); }
    /// A device of theirs, with a profile of its own.
    std::unique_ptr<Person> device(const QString &name)
    {
        auto person =
            std::make_unique<Person>(server(), AccountSettings::Tls::Direct, name, ServerLauncher::password());
        person->settings.history = AccountSettings::History::All;
        return person;
    }
    static bool isComplete(const Person &person)
    {
        return person.phase() == Phase::Online && !person.account->isCatchingUp()
            && person.account->history().gaps().isEmpty() && !person.account->history().isUnderWay();
    }
    /// Says these numbers, and waits until the server has them.
    static bool says(Person &author, const Jid &to, int first, int last)
    {
        for (int i = first; i <= last; ++i) {
            author.account->outbox().send(to, QString::number(i));
        }
        return QTest::qWaitFor(
            [&] { return author.sent(QString::number(last)).delivery == ChatMessage::Delivery::OnServer; }, patience);
    }
    /// What a device has stored of a conversation, in its order.
    static QStringList stored(Person &person, const Jid &peer)
    {
        const ConversationId id { person.jid(), peer };
        const auto page = person.store.call([id](Store &opened) { return opened.messages().page(id, 0, 1'000'000); });
        if (!QTest::qWaitFor([&page] { return page.isFinished(); }, patience) || !page.result()) {
            return { QStringLiteral("error") };
        }
        QStringList bodies;
        const auto messages = page.result().value();
        for (const ChatMessage &message : messages) {
            bodies.append(message.body);
        }
        return bodies;
    }
    static QStringList numbers(int first, int last)
    {
        QStringList all;
        for (int i = first; i <= last; ++i) {
            all.append(QString::number(i));
        }
        return all;
    }

private Q_SLOTS:
    void newDeviceGetsAllThatWasSaid_data() { addServers(); }
    void newDeviceGetsAllThatWasSaid()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const QString romeo = newUser("romeo");
        const auto juliet = device(newUser("juliet"));
        const auto before = device(romeo);
        juliet->go();
        before->go();
        QTRY_VERIFY_WITH_TIMEOUT(juliet->phase() == Phase::Online && before->phase() == Phase::Online, patience);
        QVERIFY(says(*juliet, before->jid(), 1, 320));
        QTRY_COMPARE_WITH_TIMEOUT(stored(*before, juliet->jid()).size(), 320, patience);
        const auto later = device(romeo);
        later->go();
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(*later), patience);
        QTRY_COMPARE_WITH_TIMEOUT(stored(*later, juliet->jid()), numbers(1, 320), patience);
        QCOMPARE(later->conversations.unreadTotal(), 0); // it was read elsewhere, or long ago
        QVERIFY(says(*juliet, before->jid(), 321, 322));
        QTRY_COMPARE_WITH_TIMEOUT(stored(*later, juliet->jid()), numbers(1, 322), patience);
        QCOMPARE(later->conversations.unreadTotal(), 2);
    }

    void serverKeepsWhatIsWanted_data() { addServers(); }
    void serverKeepsWhatIsWanted()
    {
        using Rule = ArchivePreferences::Default;
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = device(newUser("romeo"));
        romeo->go();
        QTRY_VERIFY_WITH_TIMEOUT(romeo->phase() == Phase::Online, patience);
        MessageArchive &archive = romeo->account->archive();
        const auto answerOf = [](const QFuture<Result<ArchivePreferences>> &future) {
            return QTest::qWaitFor([&future] { return future.isFinished(); }, patience)
                ? future.result()
                : failure(Error::Kind::Timeout, QStringLiteral("no answer"));
        };
        auto wanted = answerOf(archive.preferences());
        QVERIFY2(wanted, qPrintable(wanted ? QString() : wanted.error().detail));
        QCOMPARE(wanted->otherwise, Rule::Always);
        wanted->otherwise = Rule::Roster;
        wanted->never = { Jid::orNull(u"tybalt@capulet.lit") };
        QCOMPARE(answerOf(archive.setPreferences(*wanted)).value_or(ArchivePreferences()), *wanted);
        QCOMPARE(answerOf(archive.preferences()).value_or(ArchivePreferences()), *wanted);
    }

    void longAbsenceIsMadeUpFor_data() { addServers(); }
    void longAbsenceIsMadeUpFor()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto juliet = device(newUser("juliet"));
        const auto romeo = device(newUser("romeo"));
        juliet->go();
        romeo->go();
        QTRY_VERIFY_WITH_TIMEOUT(juliet->phase() == Phase::Online && isComplete(*romeo), patience);
        QVERIFY(says(*juliet, romeo->jid(), 1, 5));
        QTRY_COMPARE_WITH_TIMEOUT(stored(*romeo, juliet->jid()), numbers(1, 5), patience);
        romeo->account->setAvailability(Availability::Offline, {});
        QTRY_COMPARE_WITH_TIMEOUT(romeo->phase(), Phase::Offline, patience);
        QVERIFY(says(*juliet, romeo->jid(), 6, 900));
        romeo->account->setAvailability(Availability::Online, {});
        QTRY_VERIFY_WITH_TIMEOUT(romeo->received(QStringLiteral("900")) == 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(*romeo), patience);
        QTRY_COMPARE_WITH_TIMEOUT(stored(*romeo, juliet->jid()), numbers(1, 900), patience);
        QCOMPARE(romeo->conversations.unreadTotal(), 900);
    }

    void interruptionLosesAndDoublesNothing_data() { addServers(); }
    void interruptionLosesAndDoublesNothing()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const QString name = newUser("romeo");
        const auto juliet = device(newUser("juliet"));
        juliet->go();
        QTRY_VERIFY_WITH_TIMEOUT(juliet->phase() == Phase::Online, patience);
        const Jid romeo = Jid::orNull(name + u'@' + ServerLauncher::domain());
        QVERIFY(says(*juliet, romeo, 1, 900));
        const auto device = this->device(name);
        device->go();
        int interruptions = 0;
        for (int reached = 0; interruptions < 5 && !isComplete(*device); ++interruptions) {
            QTRY_VERIFY_WITH_TIMEOUT(device->account->history().fetched() > reached || isComplete(*device), patience);
            device->account.reset(); // the next run, with what is on disk
            device->go();
            QTRY_VERIFY_WITH_TIMEOUT(device->phase() == Phase::Online, patience);
            reached = 0;
        }
        QVERIFY(interruptions > 1);
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(*device), patience);
        QTRY_COMPARE_WITH_TIMEOUT(stored(*device, juliet->jid()), numbers(1, 900), patience);
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
