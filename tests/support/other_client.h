// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/server_launcher.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace natter {

/// Somebody with a client that is not ours (slixmpp), on the same server.
class OtherClient
{
public:
    OtherClient(const ServerLauncher &server, const QString &name)
    {
        QFile authority(m_folder.filePath(QStringLiteral("authority.pem")));
        if (!authority.open(QIODevice::WriteOnly) || authority.write(server.authority()) < 0) {
            qFatal("no authority");
        }
        authority.close();
        m_process.setProcessChannelMode(QProcess::SeparateChannels);
        m_process.start(QStringLiteral("/usr/bin/python3"),
                        { QStringLiteral("-B"), QStringLiteral(NATTER_SOURCE_DIR "/tests/support/other_client.py"),
                          name + u'@' + ServerLauncher::domain(), ServerLauncher::password(),
                          QString::number(server.startTlsPort()), authority.fileName() });
    }
    ~OtherClient()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished(5000);
        }
    }
    Q_DISABLE_COPY_MOVE(OtherClient)

    bool comesOnline()
    {
        return !waitFor([](const QJsonObject &event) { return event["event"] == "online"; }).isEmpty();
    }
    /// Sends a message: "to", "id", and what it consists of; other elements as "payloads".
    void send(const QJsonObject &message)
    {
        m_process.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
    }
    /// The next message that fits; an empty one if there is none in time.
    QJsonObject waitFor(const std::function<bool(const QJsonObject &)> &fits)
    {
        QJsonObject found;
        const auto look = [&] {
            while (found.isEmpty() && m_process.canReadLine()) {
                const QJsonObject event = QJsonDocument::fromJson(m_process.readLine()).object();
                found = fits(event) ? event : QJsonObject();
            }
            return !found.isEmpty();
        };
        return QTest::qWaitFor(look, 30'000) ? found : QJsonObject();
    }
    /// Asks its server something, "get" or "set"; the answer.
    QJsonObject ask(const QString &type, const QString &payload)
    {
        const QString id = QString::number(++m_questions);
        send({ { "asks", type }, { "id", id }, { "payload", payload } });
        return waitFor([&id](const QJsonObject &event) { return event["event"] == "answer" && event["id"] == id; });
    }
    /// The first element of that name ("{namespace}name") in what was received, however deep; empty if there is none.
    static QJsonObject element(const QJsonObject &received, const QString &name)
    {
        const QJsonArray inside = received[received.contains("elements") ? "elements" : "children"].toArray();
        for (const auto &each : inside) {
            const QJsonObject child = each.toObject();
            const QJsonObject found = child["name"] == name ? child : element(child, name);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return {};
    }
    static QString attribute(const QJsonObject &element, const QString &name)
    {
        return element["attributes"][name].toString();
    }
    QString errors() { return QString::fromUtf8(m_process.readAllStandardError()); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_questions = 0;
};

} // namespace natter
