// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/chat_message.h"
#include "protocol/xep/xep0313_message_archive.h"
#include "store/store.h"

#include <QObject>

namespace natter {

/// Finds out which of our messages the server already has, by their ids in its archive: sending those again would
/// double them. Looks from the newest message back to one that had arrived when ours was typed, so that no clock has to
/// be right, and twice, as an archive may lag.
class DeliveryCheck : public QObject
{
    Q_OBJECT

public:
    struct Verdict
    {
        QList<qint64> archived; ///< rows that the archive has
        QList<qint64> absent; ///< rows that it has not, though it has others of ours to the same contact
        QList<qint64> unknown; ///< rows about which it fails again and again, or that are not in its last maxPages
    };

    static constexpr int maxPages = 20; ///< of one conversation: what is typed waits until the look is over

    DeliveryCheck(const Jid &account, MessageArchive &archive, StoreThread &store);

    /// Rows in no list: there is no archive, or it may not keep that conversation.
    /// Errors: Timeout, Disconnected, NotConnected, LimitExceeded: nobody knows.
    QFuture<Result<Verdict>> look(const QList<ChatMessage> &messages);

Q_SIGNALS:
    /// The archive has these rows; said with each page, however the look ends.
    void found(const QList<qint64> &rows);

private:
    struct Search;

    void begin(const std::shared_ptr<Search> &search);
    void step(const std::shared_ptr<Search> &search);
    void handle(const std::shared_ptr<Search> &search, const Result<ArchivePage> &page);
    void take(Search &search, const ArchivePage &page);

    const Jid m_account;
    MessageArchive &m_archive;
    StoreThread &m_store;
};

} // namespace natter
