// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUdpSocket>
#include <QtEndian>

#include <optional>

namespace natter {

inline QByteArray number16(quint16 value)
{
    QByteArray bytes(2, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

/// A name as DNS writes it (RFC 1035, 3.1).
inline QByteArray wireName(const QByteArray &name)
{
    QByteArray bytes;
    for (const QByteArray &label : name.split('.')) {
        bytes += static_cast<char>(label.size()) + label;
    }
    return bytes + '\0';
}

/// A server of names that answers everything with the same records, well made or not.
class NameServer : public QObject
{
public:
    QList<QByteArray> records; ///< as they are behind the question
    int code = 0; ///< RFC 1035, 4.1.1
    bool truncates = false; ///< the answer over UDP; the whole one comes over TCP
    bool answers = true;
    std::optional<quint16> swallowed; ///< the type of record that nobody gets an answer about
    int questions = 0;

    NameServer()
    {
        connect(&m_udp, &QUdpSocket::readyRead, this, [this] {
            while (m_udp.hasPendingDatagrams()) {
                QByteArray question(static_cast<qsizetype>(m_udp.pendingDatagramSize()), Qt::Uninitialized);
                QHostAddress host;
                quint16 port = 0;
                m_udp.readDatagram(question.data(), question.size(), &host, &port);
                ++questions;
                if (answers && typeOf(question) != swallowed) {
                    m_udp.writeDatagram(answerTo(question, truncates), host, port);
                }
            }
        });
        connect(&m_tcp, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_tcp.nextPendingConnection();
            connect(socket, &QIODevice::readyRead, this, [this, socket] {
                const QByteArray answer = answerTo(socket->readAll().mid(2), false);
                socket->write(number16(static_cast<quint16>(answer.size())) + answer);
            });
        });
    }
    bool listen() { return m_udp.bind(QHostAddress::LocalHost, 53) && m_tcp.listen(QHostAddress::LocalHost, 53); }

    /// A record of the name that was asked about.
    static QByteArray record(quint16 type, const QByteArray &data, int length = -1)
    {
        return QByteArray("\xc0\x0c", 2) + number16(type) + number16(1) + QByteArray(4, '\0')
            + number16(static_cast<quint16>(length < 0 ? data.size() : length)) + data;
    }
    static QByteArray service(const QByteArray &target, quint16 port = 5222)
    {
        return record(33, number16(10) + number16(20) + number16(port) + target);
    }

private:
    static std::optional<quint16> typeOf(const QByteArray &question)
    {
        const qsizetype type = question.indexOf('\0', 12) + 1;
        return type > 0 && type + 2 <= question.size() ? std::optional(qFromBigEndian<quint16>(question.data() + type))
                                                       : std::nullopt;
    }
    QByteArray answerTo(const QByteArray &question, bool truncated) const
    {
        const qsizetype end = question.indexOf('\0', 12) + 5;
        const QByteArray body = truncated ? QByteArray() : records.join();
        return question.left(2) + number16(static_cast<quint16>(0x8180 | (truncated ? 0x0200 : 0) | code)) + number16(1)
            + number16(static_cast<quint16>(truncated ? 0 : records.size())) + number16(0) + number16(0)
            + question.mid(12, end - 12) + body;
    }

    QUdpSocket m_udp;
    QTcpServer m_tcp;
};

} // namespace natter
