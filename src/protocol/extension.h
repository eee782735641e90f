// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/stanza.h"

#include <QDateTime>
#include <QMetaType>
#include <QStringList>

#include <optional>

namespace natter {

/// A message on its way in, and how it came.
struct ReceivedMessage
{
    enum class Via { Live, CarbonOfReceived, CarbonOfSent };

    Message message;
    Via via = Via::Live;
    QDateTime stamp; ///< when it was sent, if a server we trust for that said so; else null
    bool isFromArchive = false; ///< it was asked for there, rather than sent to us
    QString archiveId {}; ///< our archive's id for it, if the server vouches for that; else empty
};

/// One extension of the protocol: a few optional hooks. Which stanza visits whom, and in which order, is the order of
/// the members of struct Extensions.
class Extension
{
public:
    enum class Verdict {
        Continue,
        Taken, ///< it was meant for this extension alone
        Drop, ///< its sender may not say that
    };

    virtual ~Extension() = default;

    /// What we announce (XEP-0030).
    virtual QStringList features() const { return {}; }
    virtual void sessionStarted() { }
    /// The same session over a new connection, with nothing lost in between.
    virtual void sessionResumed() { }
    virtual void sessionEnded() { }
    /// May replace the message, take it or drop it.
    virtual Verdict incoming(ReceivedMessage &) { return Verdict::Continue; }
    /// May take it or drop it.
    virtual Verdict incoming(const Presence &) { return Verdict::Continue; }
    virtual void outgoing(Message &) { }
    virtual void outgoing(Presence &) { }
    /// The answer to a request; null if the request is not this extension's.
    virtual std::optional<Iq> answer(const Iq &) { return std::nullopt; }
};

} // namespace natter

Q_DECLARE_METATYPE(natter::ReceivedMessage)
