// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace natter {

/// A free loopback port that the system gives to nobody else while this lives. It is bound and does not listen: a
/// server that is told its number can, as it sets SO_REUSEADDR, and another one after it.
class HeldPort
{
public:
    HeldPort() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        static constexpr int on = 1;
        sockaddr_in address {};
        socklen_t size = sizeof address;
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto *general = reinterpret_cast<sockaddr *>(&address);
        if (m_socket < 0 || ::setsockopt(m_socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0
            || ::bind(m_socket, general, size) != 0 || ::getsockname(m_socket, general, &size) != 0) {
            qFatal("no free port");
        }
        m_number = ntohs(address.sin_port);
    }
    ~HeldPort() { ::close(m_socket); }
    Q_DISABLE_COPY_MOVE(HeldPort)

    quint16 number() const { return m_number; }

private:
    int m_socket;
    quint16 m_number = 0;
};

} // namespace natter
