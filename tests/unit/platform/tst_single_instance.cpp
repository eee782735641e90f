// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/single_instance.h"
#include "platform/system_parts.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace natter;

static constexpr uid_t somebodyElse = 65'534;

/// Who finds the running program.
class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void profileIsTheSameThroughALink()
    {
        QTemporaryDir folder;
        const QString profile = folder.filePath(QStringLiteral("profile"));
        const QString link = folder.filePath(QStringLiteral("link"));
        QVERIFY(QDir().mkpath(profile) && QFile::link(profile, link));
        QCOMPARE(SingleInstance::socketPath(link, QStringLiteral("ctl")),
                 SingleInstance::socketPath(profile, QStringLiteral("ctl")));
        QVERIFY(SingleInstance::socketPath(profile, QStringLiteral("ctl"))
                != SingleInstance::socketPath(folder.path(), QStringLiteral("ctl")));
    }

    void bothEndsAreOurs()
    {
        const QTemporaryDir folder;
        QLocalServer server;
        QVERIFY(server.listen(folder.filePath(QStringLiteral("socket"))));
        QLocalSocket socket;
        QVERIFY(!isOurs(socket));
        socket.connectToServer(server.fullServerName());
        QTRY_VERIFY(server.hasPendingConnections() && socket.state() == QLocalSocket::ConnectedState);
        QVERIFY(isOurs(socket));
        QVERIFY(isOurs(*server.nextPendingConnection()));
    }

    void somebodyElsesSocketIsToldNothing()
    {
        if (geteuid() != 0) {
            return; // only root can be somebody else
        }
        const QTemporaryDir runtime;
        const QTemporaryDir profile;
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtime.path()));
        SingleInstance second(profile.path());
        const QByteArray path = QFile::encodeName(SingleInstance::socketPath(profile.path(), QStringLiteral("open")));
        QCOMPARE(chown(runtime.path().toLocal8Bit().constData(), somebodyElse, somebodyElse), 0);
        int ready[2];
        QCOMPARE(pipe(ready), 0);
        const pid_t stranger = fork();
        if (stranger == 0) {
            _exit(heardAsSomebodyElse(path, ready[1]));
        }
        char word = 0;
        QCOMPARE(read(ready[0], &word, 1), 1);
        std::optional<bool> heard;
        second.handOver(QStringLiteral("xmpp:romeo@natter.test"), [&heard](bool answered) { heard = answered; });
        QTRY_VERIFY(heard);
        QVERIFY(!*heard);
        int ended = 0;
        QCOMPARE(waitpid(stranger, &ended, 0), stranger);
        QVERIFY(WIFEXITED(ended));
        QCOMPARE(WEXITSTATUS(ended), 0);
        close(ready[0]);
        close(ready[1]);
    }

private:
    /// How many bytes somebody else gets to read who took the name of our socket.
    static int heardAsSomebodyElse(const QByteArray &path, int ready)
    {
        alarm(30);
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
        const int server = socket(AF_UNIX, SOCK_STREAM, 0);
        if (setuid(somebodyElse) != 0 || bind(server, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0
            || listen(server, 1) != 0 || write(ready, "x", 1) != 1) {
            return 100;
        }
        char bytes[64];
        return static_cast<int>(read(accept(server, nullptr, nullptr), bytes, sizeof bytes));
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_single_instance.moc"
