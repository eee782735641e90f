// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

namespace natter {

Store::Store(const QString &path)
    : m_database(path)
    , m_messages(m_database)
    , m_roster(m_database)
    , m_certificates(m_database)
    , m_streams(m_database)
    , m_archive(m_database)
{
}

Result<QString> Store::open()
{
    if (const auto opened = m_database.open(); !opened) {
        return tl::unexpected(opened.error());
    }
    return m_database.quarantined();
}

Result<QList<MessageChange>> Store::recordReceived(const Jid &account, const QList<ChatMessage> &messages,
                                                   const std::optional<quint32> &handled,
                                                   const std::optional<ArchiveStore::Place> &archivePlace)
{
    return m_database.inTransaction([&]() -> Result<QList<MessageChange>> {
        auto changes = m_messages.record(messages);
        if (changes && handled) {
            if (const auto counted = m_streams.setHandled(account, *handled); !counted) {
                return tl::unexpected(counted.error());
            }
        }
        if (changes && archivePlace) {
            if (const auto moved = m_archive.setPosition(account, *archivePlace); !moved) {
                return tl::unexpected(moved.error());
            }
        }
        return changes;
    });
}

} // namespace natter
