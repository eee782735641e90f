// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0313_message_archive.h"

namespace natter {

/// The messages of a page of our own archive, as if they had just come; without errors, which concern only whoever was
/// there when they came.
QList<ReceivedMessage> receivedFrom(const QList<ArchiveResult> &page, const Jid &account);

/// Whether there is no archive for us, rather than one that fails.
bool archiveSaysNo(const Error &error);

} // namespace natter
