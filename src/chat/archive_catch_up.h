// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/message_receiver.h"
#include "protocol/xep/xep0313_message_archive.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace natter {

/// Brings what no session of ours was there to receive, or what was on its way to one that ended: when a session
/// begins, everything in the account's archive behind the last message that is stored here. What arrives live meanwhile
/// waits in the MessageReceiver, so that the order stays that of the archive: if the archive has not told where that
/// belongs, it is asked once more.
class ArchiveCatchUp : public QObject
{
    Q_OBJECT

public:
    ArchiveCatchUp(const Jid &account, MessageArchive &archive, MessageReceiver &receiver, StoreThread &store);

    /// A session that is new, or that an earlier run of the program began.
    void sessionStarted();
    void sessionEnded() { stop(); }

private:
    void stop();
    void giveUp();
    void ask(const ArchiveQuery &query);
    void handle(const ArchiveQuery &query, const Result<ArchivePage> &answer);
    void storePage(const ArchivePage &page, const ArchiveQuery &query);
    void askByTime();
    void finish(const QString &position);
    ReceivedMessage received(const ArchiveResult &result) const;

    const Jid m_account;
    MessageArchive &m_archive;
    MessageReceiver &m_receiver;
    StoreThread &m_store;
    QDateTime m_newest; ///< of what is stored here
    QSet<QString> m_seen; ///< ids that the archive gave in this session
    bool m_asksForOrder = false;
    QTimer m_patience; ///< for the next page: what arrives live is not held back for longer
    int m_pages = 0;
    int m_session = 0;
};

} // namespace natter
