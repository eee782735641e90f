// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_proxy.h"

#include <QTcpSocket>

#include <memory>

namespace natter {

ScriptedProxy::ScriptedProxy(Kind kind, quint16 serverPort) : m_kind(kind), m_serverPort(serverPort)
{
    if (!listen(QHostAddress::LocalHost)) {
        qFatal("no free port");
    }
}

void ScriptedProxy::demand(const QByteArray &user, const QByteArray &password)
{
    m_user = user;
    m_password = password;
}

void ScriptedProxy::incomingConnection(qintptr descriptor)
{
    auto *client = new QTcpSocket(this);
    client->setSocketDescriptor(descriptor);
    auto input = std::make_shared<QByteArray>();
    auto step = std::make_shared<Step>(m_kind == Kind::Http ? Step::Request : Step::Greeting);
    connect(client, &QIODevice::readyRead, this, [this, client, input, step] {
        if (*step == Step::Passing) {
            return;
        }
        input->append(client->readAll());
        for (Step before = Step::Passing; before != *step && *step != Step::Passing;) {
            before = *step;
            *step = read(*client, *step, *input);
        }
    });
    connect(client, &QAbstractSocket::disconnected, client, &QObject::deleteLater);
}

ScriptedProxy::Step ScriptedProxy::read(QTcpSocket &client, Step step, QByteArray &input)
{
    switch (step) {
    case Step::Greeting:
        return greet(client, input);
    case Step::Login:
        return logIn(client, input);
    case Step::Request:
        return m_kind == Kind::Http ? readHttpRequest(client, input) : readSocksRequest(client, input);
    case Step::Passing:
        break;
    }
    return step;
}

ScriptedProxy::Step ScriptedProxy::greet(QTcpSocket &client, QByteArray &input)
{
    if (input.size() < 2 || input.size() < 2 + input[1]) {
        return Step::Greeting;
    }
    const QByteArray methods = input.mid(2, input[1]);
    input.remove(0, 2 + methods.size());
    const char method = m_user.isEmpty() ? '\x00' : '\x02';
    const bool known = methods.contains(method);
    client.write(QByteArray("\x05") + (known ? method : '\xff'));
    if (!known) {
        client.disconnectFromHost();
    }
    return m_user.isEmpty() ? Step::Request : Step::Login;
}

ScriptedProxy::Step ScriptedProxy::logIn(QTcpSocket &client, QByteArray &input)
{
    const QByteArray expected = QByteArray("\x01") + static_cast<char>(m_user.size()) + m_user
        + static_cast<char>(m_password.size()) + m_password;
    const qsizetype userSize = input.size() > 1 ? input[1] : 255;
    if (input.size() < 3 + userSize || input.size() < 3 + userSize + input[2 + userSize]) {
        return Step::Login;
    }
    const bool good = input == expected;
    input.clear();
    client.write(good ? QByteArray("\x01\x00", 2) : QByteArray("\x01\x01", 2));
    if (!good) {
        client.disconnectFromHost();
    }
    return Step::Request;
}

ScriptedProxy::Step ScriptedProxy::readSocksRequest(QTcpSocket &client, QByteArray &input)
{
    if (input.size() < 5) {
        return Step::Request;
    }
    const bool name = input[3] == '\x03';
    const qsizetype size = name ? input[4] + 1 : input[3] == '\x01' ? 4 : 16;
    if (input.size() < 4 + size + 2) {
        return Step::Request;
    }
    const QByteArray host = name ? input.mid(5, size - 1) : '[' + input.mid(4, size).toHex() + ']';
    const auto port = static_cast<quint16>((quint8(input[4 + size]) << 8) | quint8(input[5 + size]));
    input.clear();
    return answer(client, host, port);
}

ScriptedProxy::Step ScriptedProxy::readHttpRequest(QTcpSocket &client, QByteArray &input)
{
    const qsizetype end = input.indexOf("\r\n\r\n");
    if (end < 0) {
        return Step::Request;
    }
    const QByteArray head = input.left(end);
    input.remove(0, end + 4);
    const QByteArray login = "Basic " + (m_user + ':' + m_password).toBase64();
    if (!m_user.isEmpty() && !head.contains(login)) {
        client.write("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"lab\"\r\n"
                     "Content-Length: 0\r\n\r\n");
        return Step::Request;
    }
    const QByteArray place = head.mid(8, head.indexOf(" HTTP/") - 8); // "CONNECT "
    const qsizetype colon = place.lastIndexOf(':');
    return answer(client, place.left(colon), place.mid(colon + 1).toUShort());
}

ScriptedProxy::Step ScriptedProxy::answer(QTcpSocket &client, const QByteArray &host, quint16 port)
{
    m_asked.append(QString::fromLatin1(host + ':' + QByteArray::number(port)));
    const int refusal = m_refused.value(port);
    if (m_kind == Kind::Http) {
        client.write("HTTP/1.1 " + (refusal ? QByteArray::number(refusal) + " No" : QByteArray("200 Connected"))
                     + "\r\n\r\n");
    } else {
        client.write(QByteArray("\x05") + static_cast<char>(refusal)
                     + QByteArray("\x00\x01\x00\x00\x00\x00\x00\x00", 8));
    }
    if (refusal) {
        client.disconnectFromHost();
    } else {
        passOn(client);
    }
    return Step::Passing;
}

void ScriptedProxy::passOn(QTcpSocket &client)
{
    auto *server = new QTcpSocket(&client);
    server->connectToHost(QHostAddress::LocalHost, m_serverPort);
    connect(&client, &QIODevice::readyRead, server, [&client, server] { server->write(client.readAll()); });
    connect(server, &QIODevice::readyRead, &client, [&client, server] { client.write(server->readAll()); });
    connect(server, &QAbstractSocket::disconnected, &client, &QAbstractSocket::disconnectFromHost);
    connect(&client, &QAbstractSocket::disconnected, server, &QAbstractSocket::disconnectFromHost);
}

} // namespace natter
