// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/single_instance.h"

#include "base/limits.h"
#include "base/log.h"
#include "platform/system_parts.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QTimer>

namespace natter {

using namespace std::chrono_literals;

static constexpr qsizetype maxRequest = 8 * 1024;

SingleInstance::SingleInstance(const QString &profile)
    : m_socket(socketPath(profile, QStringLiteral("open")))
    , m_lock(profile + QStringLiteral("/natter.lock"))
{
    m_lock.setStaleLockTime(0); // only a dead owner makes it stale
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::acceptConnection);
}

/// Paths of sockets are short by law (108 bytes), profiles' need not be: hence the hash. Symbolic links lead to the
/// same.
QString SingleInstance::socketPath(const QString &profile, const QString &name)
{
    const QString canonical = QDir(profile).canonicalPath();
    const QString path = canonical.isEmpty() ? QDir(profile).absolutePath() : canonical;
    const QByteArray digest = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256);
    return socketPrefix() + QStringLiteral("natter-") + QString::fromLatin1(digest.toHex().left(16)) + u'-' + name;
}

Result<bool> SingleInstance::claim()
{
    if (!m_lock.tryLock(0)) {
        if (m_lock.error() == QLockFile::LockFailedError) {
            return false;
        }
        return failure(Error::Kind::ReadOnly, u"cannot write to the profile " + QFileInfo(m_lock.fileName()).path());
    }
    QLocalServer::removeServer(m_socket); // ours by the lock: whoever left it is gone
    if (!m_server.listen(m_socket)) { // a second start will say that we do not answer
        qCWarning(logApp).noquote() << "no second start will be heard:" << forLog(m_server.errorString());
    }
    return true;
}

void SingleInstance::acceptConnection()
{
    QLocalSocket *socket = m_server.nextPendingConnection();
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    if (!isOurs(*socket)) {
        qCWarning(logSecurity) << "somebody else's program asked for the window";
        socket->abort();
        return;
    }
    QTimer::singleShot(5s, socket, &QObject::deleteLater);
    connect(socket, &QIODevice::readyRead, this, [this, socket] {
        if (socket->bytesAvailable() > maxRequest) {
            socket->abort();
        } else if (socket->canReadLine()) {
            const QString uri = QString::fromUtf8(socket->readLine()).trimmed();
            socket->write("ok\n");
            socket->flush();
            socket->disconnectFromServer();
            Q_EMIT asked(uri.startsWith(u"xmpp:", Qt::CaseInsensitive) ? uri : QString());
        }
    });
}

void SingleInstance::handOver(const QString &uri, const std::function<void(bool)> &done)
{
    letOthersComeForward();
    auto *socket = new QLocalSocket(this);
    const auto fail = [socket, done] {
        socket->disconnect();
        socket->deleteLater();
        done(false);
    };
    connect(socket, &QLocalSocket::connected, this, [socket, uri, fail] {
        if (!isOurs(*socket)) {
            socket->abort();
            fail();
            return;
        }
        socket->write(uri.toUtf8() + '\n');
        socket->flush();
    });
    connect(socket, &QIODevice::readyRead, this, [socket, done] {
        socket->disconnect();
        socket->deleteLater();
        done(true);
    });
    connect(socket, &QLocalSocket::errorOccurred, this, fail);
    QTimer::singleShot(3s, socket, fail);
    socket->connectToServer(m_socket);
}

} // namespace natter
