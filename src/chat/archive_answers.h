// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0313_message_archive.h"

#include <chrono>

namespace natter {

/// The messages of a page of our own archive, as if they had just come; without errors, which concern only whoever was
/// there when they came.
/// `room`: whose archive it is; null: our own, in which what is said to everybody in a room has no place.
QList<ReceivedMessage> receivedFrom(const QList<ArchiveResult> &page, const Jid &account, const Jid &room = {});

/// How far the server's clock may be behind ours, or somebody's stamp from the archive's order.
inline constexpr auto archiveClockMargin = std::chrono::hours(1);

/// How long to leave an archive alone that has failed so often in a row.
std::chrono::milliseconds archiveRetryDelay(int failures);

/// Whether there is no archive for us, rather than one that fails.
bool archiveSaysNo(const Error &error);

} // namespace natter
