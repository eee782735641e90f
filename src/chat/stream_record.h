// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xmpp_protocol.h"
#include "store/store.h"

#include <QObject>

#include <optional>

namespace natter {

/// The account's stream on disk: what a later run of the program needs to go on with it. How far it was handled, and
/// which messages were written in it, is noted by MessageReceiver and Outbox.
class StreamRecord : public QObject
{
    Q_OBJECT

public:
    StreamRecord(const Jid &account, XmppProtocol &protocol, StoreThread &store);

    /// Takes what an earlier run left; restored() follows if it is a stream.
    void restore();
    /// A new stream; without an id there is nothing to keep.
    void begin(const StreamState &stream);
    /// The stream is over for good.
    void end();

Q_SIGNALS:
    /// `numbers`: of the messages that were written in it and are not confirmed, by row.
    void restored(const natter::StreamState &stream, const QHash<qint64, quint32> &numbers);

private:
    const Jid m_account;
    XmppProtocol &m_protocol;
    StoreThread &m_store;
    bool m_vouchedFor = false; ///< as it is on disk
    bool m_kept = false;
};

} // namespace natter
