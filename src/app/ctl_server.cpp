// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl_server.h"

#include "base/log.h"
#include "platform/single_instance.h"
#include "platform/system_parts.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>
#include <optional>

namespace natter {

CtlServer::CtlServer(const QString &profile, const CtlServices &services)
    : m_path(SingleInstance::socketPath(profile, QStringLiteral("ctl")))
    , m_services(services)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        QLocalSocket *socket = m_server.nextPendingConnection();
        if (!isOurs(*socket)) {
            qCWarning(logSecurity) << "somebody else's program wanted to give commands";
            socket->deleteLater();
            return;
        }
        auto *session = new CtlSession(socket, m_services, m_problem, this);
        connect(session, &CtlSession::quitRequested, this, &CtlServer::quitRequested, Qt::QueuedConnection);
    });
}

Result<> CtlServer::listen()
{
    if (m_server.isListening()) {
        return {};
    }
    QLocalServer::removeServer(m_path); // ours by the profile's lock
    if (!m_server.listen(m_path)) {
        return failure(Error::Kind::Storage, m_server.errorString());
    }
    return {};
}

void CtlServer::close()
{
    m_server.close();
    const auto sessions = findChildren<CtlSession *>();
    for (CtlSession *session : sessions) {
        session->deleteLater();
    }
}

static constexpr qsizetype maxSecret = 64 * 1024;

static constexpr auto nobodyListens =
    "{\"error\":{\"kind\":\"NotConnected\",\"message\":\"no Natter that allows scripts "
    "is running with this profile; start it with --enable-ctl\"}}\n";
static constexpr auto notOurs = "{\"error\":{\"kind\":\"NotConnected\",\"message\":\"what answers is somebody else's "
                                "program, and was told nothing\"}}\n";

static void printLine(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
    std::fflush(stdout);
}

/// Its first line.
static Secret readStandardInput()
{
    QByteArray line;
    for (int byte = std::fgetc(stdin); byte != EOF && byte != '\n' && line.size() < maxSecret;
         byte = std::fgetc(stdin)) {
        line.append(static_cast<char>(byte));
    }
    if (line.endsWith('\r')) {
        line.chop(1);
    }
    return Secret(QString::fromUtf8(line));
}

int runCtlClient(const QString &profile, const QStringList &arguments)
{
    const CtlArguments parsed = CtlArguments::parse(arguments, {});
    const QString wrong = ctlProblem(parsed);
    if (!wrong.isEmpty()) { // whether a Natter is running or not
        printLine(QJsonDocument(ctlUsage(wrong)).toJson(QJsonDocument::Compact) + '\n');
        return 2;
    }
    const Secret secret = parsed.wantSecret() ? readStandardInput() : Secret();
    QLocalSocket socket;
    std::optional<int> exitCode;
    QObject::connect(&socket, &QLocalSocket::connected, &socket, [&] {
        if (!isOurs(socket)) {
            printLine(notOurs);
            QCoreApplication::exit(1);
            return;
        }
        QJsonObject request { { QStringLiteral("arguments"), QJsonArray::fromStringList(arguments) },
                              { QStringLiteral("folder"), QDir::currentPath() } };
        if (!secret.isEmpty()) {
            request[QStringLiteral("secret")] = secret.reveal();
        }
        socket.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    });
    QObject::connect(&socket, &QIODevice::readyRead, &socket, [&] {
        while (socket.canReadLine()) {
            const QByteArray line = socket.readLine();
            if (line.startsWith("exit ")) {
                exitCode = line.mid(5).trimmed().toInt();
            } else {
                printLine(line);
            }
        }
    });
    QObject::connect(&socket, &QLocalSocket::disconnected, QCoreApplication::instance(), &QCoreApplication::quit);
    QObject::connect(&socket, &QLocalSocket::errorOccurred, &socket, [&](QLocalSocket::LocalSocketError error) {
        if (error == QLocalSocket::PeerClosedError) {
            return;
        }
        printLine(nobodyListens);
        QCoreApplication::exit(1);
    });
    QMetaObject::invokeMethod(
        &socket, [&] { socket.connectToServer(SingleInstance::socketPath(profile, QStringLiteral("ctl"))); },
        Qt::QueuedConnection);
    const int loop = QCoreApplication::exec();
    if (loop == 0 && !exitCode) {
        printLine("{\"error\":{\"kind\":\"Disconnected\",\"message\":\"Natter ended before it answered\"}}\n");
    }
    return loop != 0 ? loop : exitCode.value_or(1);
}

} // namespace natter
