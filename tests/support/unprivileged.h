// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

namespace natter {

/// File permissions mean nothing to root: while this lives, a test run by root acts as nobody.
class Unprivileged
{
public:
    Unprivileged()
    {
        if (::geteuid() == 0 && ::seteuid(65534) != 0) {
            qFatal("cannot give up privileges");
        }
    }
    ~Unprivileged()
    {
        if (::getuid() == 0 && ::seteuid(0) != 0) {
            qFatal("cannot take privileges back");
        }
    }
    Q_DISABLE_COPY_MOVE(Unprivileged)
};

/// For good, so that also those who ask before they try (access()) meet the permissions: to be called first of all.
inline void giveUpPrivileges()
{
    if (::geteuid() == 0 && (::setgroups(0, nullptr) != 0 || ::setgid(65534) != 0 || ::setuid(65534) != 0)) {
        qFatal("cannot give up privileges");
    }
}

/// The least careful umask there is, for as long as this lives.
class CarelessUmask
{
public:
    CarelessUmask() : m_before(::umask(0)) { }
    ~CarelessUmask() { ::umask(m_before); }
    Q_DISABLE_COPY_MOVE(CarelessUmask)

private:
    mode_t m_before;
};

} // namespace natter
