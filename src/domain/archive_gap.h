// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/jid.h"

#include <QDateTime>
#include <QMetaType>

namespace natter {

/// A part of the archive (XEP-0313) of an account, or of a room that it is in, that is not here, though what stands
/// around it is.
struct ArchiveGap
{
    qint64 id = 0;
    Jid account;
    QString older; ///< the archive's id of the message before it; empty: it begins where the archive does
    QString newer; ///< of the message behind it; empty: it ends where the archive did when the account came here
    QDateTime olderTime; ///< when that was sent; null: unknown
    QDateTime newerTime;
    qint64 top = 0; ///< all messages of the archive that stand behind it have greater rows; 0: all that there are
    bool isGone = false; ///< the archive has nothing there
    Jid room {}; ///< whose archive it is; null: the account's own

    bool isBeforeAll() const { return top == 0; }
    /// Was said before the account came here; what was imported may stand below.
    bool isHistory() const { return older.isEmpty(); }

    friend bool operator==(const ArchiveGap &, const ArchiveGap &) = default;
};

} // namespace natter

Q_DECLARE_METATYPE(natter::ArchiveGap)
