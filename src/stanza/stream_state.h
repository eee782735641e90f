// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/jid.h"

#include <QMetaType>

namespace natter {

/// What it takes to go on with a stream over another connection, also in another run of the program (XEP-0198, 5).
struct StreamState
{
    QString id; ///< empty: the server does not resume
    Jid bound; ///< full
    QString location; ///< where the server would like to be asked, as it wrote it; may be empty
    quint32 handled = 0; ///< stanzas received whose effects are on disk

    friend bool operator==(const StreamState &, const StreamState &) = default;
};

} // namespace natter

Q_DECLARE_METATYPE(natter::StreamState)
