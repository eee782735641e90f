// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/scripted_server.h"

#include <QRegularExpression>

#include <functional>
#include <memory>

namespace natter {

/// From now on every question of the client's is answered with an error, so that it does not wait for what this server
/// does not have. `answered` is called for each.
inline void refuseQuestions(
    ScriptedPeer &peer, const std::function<void()> &answered = [] {})
{
    const auto done = std::make_shared<int>(0);
    const auto refuse = [&peer, done, answered] {
        static const QRegularExpression question(QStringLiteral("<iq ([^>]*type='(?:get|set)'[^>]*)>"));
        static const QRegularExpression id(QStringLiteral("id='([^']*)'"));
        static const QRegularExpression to(QStringLiteral("to='([^']*)'"));
        int number = 0;
        auto all = question.globalMatch(QString::fromUtf8(peer.received));
        while (all.hasNext()) {
            const QString attributes = all.next().captured(1);
            const QString own = id.match(attributes).captured(1);
            if (++number <= *done || own == u"bind") {
                continue;
            }
            *done = number;
            const QString whom = to.match(attributes).captured(1);
            peer.write("<iq type='error' id='" + own.toUtf8() + '\''
                       + (whom.isEmpty() ? QByteArray() : " from='" + whom.toUtf8() + '\'')
                       + "><error type='cancel'><service-unavailable "
                         "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            answered();
        }
    };
    QObject::connect(&peer, &QIODevice::readyRead, &peer, refuse);
    refuse();
}

} // namespace natter
