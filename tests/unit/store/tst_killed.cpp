// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faulty_disk.h"

#include "store/store.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Direction = ChatMessage::Direction;

/// Where the writer is killed, as between what the person or the server hears and what is on disk.
enum class Point {
    BeforeTheInsert, ///< c1
    InTheTransaction, ///< c2, r4
    Committed, ///< c3, r5: nobody has heard of it
    Told, ///< c5, r6
    Anywhere, ///< opening the profile included
};

static const ConversationId chat { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"juliet@capulet.lit") };

/// What belongs together under that number: one to three messages, of ours or of hers.
static QList<ChatMessage> batchOf(int number)
{
    QList<ChatMessage> batch;
    const int size = 1 + number % 3;
    for (int i = 0; i < size; ++i) {
        ChatMessage message;
        message.conversation = chat;
        message.stanzaId = QStringLiteral("%1-%2").arg(number).arg(i);
        message.body = QStringLiteral("%1 %2").arg(message.stanzaId, QString((number * 397) % 6000, u'b'));
        message.time = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC).addSecs(number);
        if (number % 2 == 0) {
            message.direction = Direction::Outgoing;
            message.delivery = Delivery::Queued;
        }
        batch.append(message);
    }
    return batch;
}

[[noreturn]] static void die()
{
    ::kill(::getpid(), SIGKILL);
    ::pause();
    ::_exit(1);
}

/// The process that is killed: records batches from `next` on, and says the number of each that is stored. The first
/// may be there already, as what a server sends again that has not heard of it.
static int write(const QString &path, int next, Point point, int countdown)
{
    FaultyDisk disk;
    if (point == Point::Anywhere) {
        disk.killAt(countdown * 3);
    }
    Store store(path);
    if (!store.open()) {
        return 1;
    }
    for (int number = next; number < next + 100; ++number) {
        const bool here = number - next == countdown % 12;
        if (here && point == Point::BeforeTheInsert) {
            die();
        }
        if (here && point == Point::InTheTransaction) {
            disk.killAt(disk.moments() + countdown % 5);
        }
        if (!store.messages().record(batchOf(number))) {
            return 1;
        }
        if (here && point == Point::Committed) {
            die();
        }
        std::printf("%d\n", number);
        std::fflush(stdout);
        if (here && point == Point::Told) {
            die();
        }
    }
    return 0;
}

/// A program that is killed at any moment leaves all that it told of, once, in order and whole.
class TestKilled : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(QStringLiteral("natter.sqlite"));
    int m_told = -1; ///< the last number the writer said
    int m_untold = 0; ///< how often there was more

    /// Runs the writer until it is killed.
    bool isKilled(Point point, int countdown)
    {
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(),
                     { QStringLiteral("--writer"), m_path, QString::number(m_told + 1),
                       QString::number(static_cast<int>(point)), QString::number(countdown) });
        if (!writer.waitForFinished(60'000)) {
            writer.kill();
            writer.waitForFinished();
            return false;
        }
        const auto lines = writer.readAllStandardOutput().split('\n');
        for (const QByteArray &line : lines) {
            m_told = line.isEmpty() ? m_told : line.toInt();
        }
        return writer.exitStatus() == QProcess::CrashExit;
    }

    /// What is wrong with what there is; empty: nothing.
    QString problem()
    {
        const FaultyDisk disk; // it does not make us wait
        Store store(m_path);
        const auto opened = store.open();
        if (!opened || !opened->isEmpty()) {
            return opened ? QStringLiteral("put aside") : opened.error().detail;
        }
        const auto stored = store.messages().page(chat, 0, 1'000'000).value();
        QStringList pending;
        int number = 0;
        for (qsizetype at = 0; at < stored.size(); ++number) {
            const auto batch = batchOf(number);
            for (const ChatMessage &message : batch) {
                if (at >= stored.size() || stored[at].stanzaId != message.stanzaId || stored[at].body != message.body) {
                    return QStringLiteral("%1 is not where it should be").arg(message.stanzaId);
                }
                if (message.isOutgoing()) {
                    pending.append(message.stanzaId);
                }
                ++at;
            }
        }
        if (number < m_told + 1 || number > m_told + 2) {
            return QStringLiteral("told of %1, found %2").arg(m_told + 1).arg(number);
        }
        m_untold += number - m_told - 1;
        const auto toSend = store.messages().pending(chat.account).value();
        for (qsizetype i = 0; i < toSend.size(); ++i) {
            if (toSend[i].stanzaId != pending.value(i)) {
                return QStringLiteral("another order of what is still to be sent");
            }
        }
        return toSend.size() == pending.size() ? QString() : QStringLiteral("not all that is still to be sent");
    }

private Q_SLOTS:
    void nothingToldIsLost_data()
    {
        QTest::addColumn<int>("point");
        QTest::newRow("c1: before the insert") << static_cast<int>(Point::BeforeTheInsert);
        QTest::newRow("c2, r4: in the transaction") << static_cast<int>(Point::InTheTransaction);
        QTest::newRow("c3, r5: committed, not told") << static_cast<int>(Point::Committed);
        QTest::newRow("c5, r6: told") << static_cast<int>(Point::Told);
        QTest::newRow("anywhere") << static_cast<int>(Point::Anywhere);
    }
    void nothingToldIsLost()
    {
        QFETCH(int, point);
        for (int round = 0; round < 15; ++round) {
            QVERIFY(isKilled(static_cast<Point>(point), round * 7 + 1));
            const QString wrong = problem();
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("round %1: ").arg(round) + wrong));
        }
    }

    void somethingWasHalfTold()
    {
        QVERIFY2(m_untold >= 15, qPrintable(QString::number(m_untold))); // each kill after a commit at least
        QVERIFY(m_told > 100);
    }
};

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--writer") {
        return write(arguments.value(2), arguments.value(3).toInt(), static_cast<Point>(arguments.value(4).toInt()),
                     arguments.value(5).toInt());
    }
    TestKilled test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_killed.moc"
