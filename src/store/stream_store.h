// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/stream_state.h"
#include "store/database.h"

#include <QHash>

#include <optional>

namespace natter {

/// The account's stream as a later run has to know it to go on with it. What is written here outlives the program; a
/// power cut may take the last of it, which costs a question to the archive and no message. Store thread only.
class StreamStore
{
public:
    struct Stored
    {
        std::optional<StreamState> stream;
        bool stanzaIds = false; ///< see setStanzaIds()
    };

    explicit StreamStore(Database &database);

    Result<Stored> load(const Jid &account);
    /// A new stream, in which no message has a number yet.
    Result<> begin(const Jid &account, const StreamState &stream);
    /// There is nothing to resume any more.
    Result<> end(const Jid &account);
    /// Joins the transaction that stores what was received, if there is one.
    Result<> setHandled(const Jid &account, quint32 handled);
    /// Numbers in the stream of messages that were written, by row.
    Result<> setNumbers(const QHash<qint64, quint32> &numbers);
    /// Of the account's messages that were written and are not confirmed. They are gone from the disk when this
    /// returns: once the stream goes on behind what the server counted, the numbers from there on are those of other
    /// stanzas, and a run that is killed then must leave none of the old ones.
    Result<QHash<qint64, quint32>> takeNumbers(const Jid &account);
    /// Whether the account's server vouches for the ids in stanza-id (XEP-0359, 6).
    Result<> setStanzaIds(const Jid &account, bool vouchedFor);

private:
    Result<> forgetNumbers(const Jid &account);

    Database &m_database;
};

} // namespace natter
