// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/element_writing.h"

#include "base/crash_points.h"
#include "stanza/namespaces.h"
#include "stanza/stanza.h"
#include "wire/stream_management.h"

namespace natter {

/// With the kernel after each step, as only what it has outlives us.
static void writeWatched(QSslSocket &socket, const Element &element, const QByteArray &bytes)
{
    const bool message = element.is(Message::name);
    const qsizetype half = message ? bytes.size() / 2 : 0;
    if (message) {
        socket.write(bytes.left(half));
        socket.flush();
        CrashPoints::pass(CrashPoint::HalfWritten);
    }
    if (!socket.isOpen()) {
        return; // flushing found the connection broken
    }
    socket.write(bytes.mid(half));
    socket.flush();
    if (message) {
        CrashPoints::pass(CrashPoint::Written);
    } else if (element.is({ StreamManagement::ns, u"r" })) {
        CrashPoints::pass(CrashPoint::AcknowledgementAsked);
    } else if (element.is({ StreamManagement::ns, u"a" })) {
        CrashPoints::pass(CrashPoint::IncomingAcknowledged);
    }
}

qint64 writeTo(QSslSocket &socket, const Element &element)
{
    const QByteArray bytes = element.toXml(ns::client);
    if (CrashPoints::areWatched()) {
        writeWatched(socket, element, bytes);
    } else {
        socket.write(bytes);
    }
    return bytes.size();
}

} // namespace natter
