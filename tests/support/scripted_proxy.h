// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QStringList>
#include <QTcpServer>

class QTcpSocket;

namespace natter {

/// A proxy on this machine, SOCKS5 (RFC 1928) or HTTP (CONNECT): passes every connection on to one server, or answers
/// as it is told.
class ScriptedProxy : public QTcpServer
{
    Q_OBJECT

public:
    enum class Kind { Socks5, Http };

    ScriptedProxy(Kind kind, quint16 serverPort);

    /// Asks for this login.
    void demand(const QByteArray &user, const QByteArray &password);
    /// Answers this to a request for `port`, and does not pass it on: a reply of SOCKS5, or a status of HTTP.
    void refuse(quint16 port, int answer) { m_refused.insert(port, answer); }
    /// Where it was asked to connect to, as "montague.lit:5222"; an address that is no name is in brackets.
    QStringList asked() const { return m_asked; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    enum class Step { Greeting, Login, Request, Passing };

    Step read(QTcpSocket &client, Step step, QByteArray &input);
    Step greet(QTcpSocket &client, QByteArray &input);
    Step logIn(QTcpSocket &client, QByteArray &input);
    Step readSocksRequest(QTcpSocket &client, QByteArray &input);
    Step readHttpRequest(QTcpSocket &client, QByteArray &input);
    Step answer(QTcpSocket &client, const QByteArray &host, quint16 port);
    void passOn(QTcpSocket &client);

    Kind m_kind;
    quint16 m_serverPort;
    QByteArray m_user;
    QByteArray m_password;
    QHash<quint16, int> m_refused;
    QStringList m_asked;
};

} // namespace natter
