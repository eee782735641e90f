// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/chat_message.h"
#include "protocol/xep/xep0313_message_archive.h"

#include <QObject>

namespace natter {

/// Finds out which of our messages the server already has, by their ids in its archive: sending those again would
/// double them.
class DeliveryCheck : public QObject
{
    Q_OBJECT

public:
    DeliveryCheck(const Jid &account, MessageArchive &archive);

    /// The rows of those of `messages` that the archive has; none if the server keeps no archive.
    /// Errors: Timeout, Disconnected, NotConnected, LimitExceeded: nobody knows.
    QFuture<Result<QList<qint64>>> archived(const QList<ChatMessage> &messages);

private:
    struct Search;

    void step(const std::shared_ptr<Search> &search);
    void take(Search &search, const ArchivePage &page) const;

    const Jid m_account;
    MessageArchive &m_archive;
};

} // namespace natter
