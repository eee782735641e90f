// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <optional>

namespace natter {

/// The families by turns, IPv6 first, each in its order (RFC 8305, 4); none twice, at most limits::addresses.
QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses);

/// Connects to the addresses of one server and keeps the connection that is there first (RFC 8305, 5): each begins once
/// the one before it has failed or kept it waiting. Lives on the listener thread.
class AddressRace : public QObject
{
    Q_OBJECT

public:
    explicit AddressRace(QObject *parent = nullptr);

    /// Ends in won() or lost(), unless stop() comes first. Sets no deadline.
    void start(const QList<QHostAddress> &addresses, quint16 port, std::chrono::milliseconds stagger);
    /// The same for addresses that are not all known yet: they join(), and it is not lost before close().
    void open(quint16 port, std::chrono::milliseconds stagger);
    void join(const QList<QHostAddress> &addresses);
    /// No more join. The reason is for lost(), if none did.
    void close(const Error &reason);
    /// Closes what is not connected yet.
    void stop();

Q_SIGNALS:
    /// A connected socket, which is the receiver's to close; the others are closed.
    void won(qintptr descriptor);
    /// What the last of them said.
    void lost(const natter::Error &reason);
    /// All that are known have begun, and had the time that each is given before the next.
    void delayed();

private:
    void startNext();
    void loseIfOver();
    void finish(QTcpSocket *winner);
    void handleError(QTcpSocket *runner, QAbstractSocket::SocketError error);

    QList<QHostAddress> m_started;
    QList<QHostAddress> m_waiting;
    QList<QTcpSocket *> m_running;
    bool m_isOpen = false; ///< more may join
    std::optional<Error> m_reason; ///< what the last one said
    quint16 m_port = 0;
    QTimer m_stagger;
};

} // namespace natter
