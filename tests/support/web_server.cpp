// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/web_server.h"

#include <QSslConfiguration>

namespace natter {

WebServer::WebServer(const std::optional<Identity> &identity) : m_identity(identity)
{
    if (!listen(QHostAddress::LocalHost)) {
        qFatal("no port");
    }
}

void WebServer::page(const QByteArray &path, const QByteArray &html, const QByteArray &type)
{
    // Who asked hangs up: a connection that ends before its head was looked at has Qt ask once more
    const QByteArray length = "\r\nContent-Length: " + QByteArray::number(html.size());
    answer(path,
           { "HTTP/1.1 200 OK\r\nContent-Type: " + type + length + "\r\nConnection: close\r\n\r\n" + html, {}, false });
}

void WebServer::redirect(const QByteArray &path, const QByteArray &location)
{
    answer(path, { "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n" });
}

QUrl WebServer::url(const QByteArray &path, const QString &host) const
{
    return QUrl(QStringLiteral("%1://%2:%3%4")
                    .arg(m_identity ? QStringLiteral("https") : QStringLiteral("http"), host)
                    .arg(serverPort())
                    .arg(QString::fromLatin1(path)));
}

void WebServer::incomingConnection(qintptr descriptor)
{
    auto *client = new QSslSocket(this);
    client->setSocketDescriptor(descriptor);
    connect(client, &QIODevice::readyRead, this, [this, client] { read(*client); });
    connect(client, &QAbstractSocket::disconnected, client, &QObject::deleteLater);
    if (m_identity) {
        QSslConfiguration configuration = client->sslConfiguration();
        configuration.setLocalCertificate(m_identity->certificate);
        configuration.setPrivateKey(m_identity->key);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        client->setSslConfiguration(configuration);
        client->startServerEncryption();
    }
}

void WebServer::read(QSslSocket &client)
{
    QByteArray head = client.property("head").toByteArray() + client.readAll();
    const qsizetype end = head.indexOf("\r\n\r\n");
    client.setProperty("head", end < 0 ? head : head.mid(end + 4));
    if (end < 0) {
        return;
    }
    head.truncate(end);
    m_heads.append(head);
    const Answer answer =
        m_answers.value(head.split(' ').value(1), { "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" });
    client.write(answer.bytes);
    if (!answer.forEver.isEmpty()) {
        const auto goesOn = [this, &client, piece = answer.forEver] { goOn(client, piece); };
        connect(&client, &QSslSocket::bytesWritten, &client, goesOn);
        connect(&client, &QSslSocket::encryptedBytesWritten, &client, goesOn);
        goOn(client, answer.forEver);
    } else if (answer.closes) {
        client.disconnectFromHost();
    }
}

void WebServer::goOn(QSslSocket &client, const QByteArray &piece)
{
    if (client.bytesToWrite() + client.encryptedBytesToWrite() < piece.size()) {
        m_said += client.write(piece);
    }
}

} // namespace natter
