// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/stream_record.h"

#include "base/future.h"
#include "base/log.h"

namespace natter {

/// A failure costs a new session next time, and no message.
static void warn(const Result<> &result)
{
    if (!result) {
        qCWarning(logStore).noquote() << "stream not stored:" << forLog(result.error().detail);
    }
}

StreamRecord::StreamRecord(const Jid &account, XmppProtocol &protocol, StoreThread &store)
    : m_account(account)
    , m_protocol(protocol)
    , m_store(store)
{
    connect(&protocol.stanzaIds(), &StanzaIds::vouchingKnown, this, [this](bool vouchedFor) {
        if (std::exchange(m_vouchedFor, vouchedFor) != vouchedFor) {
            m_store.post([account = m_account, vouchedFor](Store &opened) {
                warn(opened.streams().setStanzaIds(account, vouchedFor));
            });
        }
    });
}

void StreamRecord::restore()
{
    struct Left
    {
        StreamStore::Stored stored;
        Result<QHash<qint64, quint32>> numbers;
    };
    const auto taken = m_store.call([account = m_account](Store &opened) -> Result<Left> {
        const auto stored = opened.streams().load(account);
        if (!stored) {
            return tl::unexpected(stored.error());
        }
        return Left { *stored, opened.streams().takeNumbers(account) };
    });
    whenDone(taken, this, [this](const Result<Left> &left) {
        if (!left) {
            warn(tl::unexpected(left.error()));
            return;
        }
        m_vouchedFor = left->stored.stanzaIds;
        m_protocol.stanzaIds().restoreVouching(m_vouchedFor);
        if (left->stored.stream) {
            m_kept = true;
            if (left->numbers) {
                Q_EMIT restored(*left->stored.stream, *left->numbers);
            } else { // on disk they would lie to the run behind this one
                warn(tl::unexpected(left->numbers.error()));
            }
        }
    });
}

void StreamRecord::begin(const StreamState &stream)
{
    if (stream.id.isEmpty()) {
        end();
        return;
    }
    m_kept = true;
    m_store.post([account = m_account, stream](Store &opened) { warn(opened.streams().begin(account, stream)); });
}

void StreamRecord::end()
{
    if (std::exchange(m_kept, false)) {
        m_store.post([account = m_account](Store &opened) { warn(opened.streams().end(account)); });
    }
}

} // namespace natter
