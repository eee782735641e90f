// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/link_finder.h"

namespace natter {

/// The words of one line of a message that a dictionary may judge, in time linear in its length. Apostrophes and
/// hyphens within a word belong to it. Left out are links and addresses, names of files and hosts, what has digits,
/// :shortcodes:, who is spoken to (@name), what stands between backticks, and what is too short or long for a word.
QList<FoundLink> findWords(const QString &line);

/// A word as dictionaries have it: composed, and with plain apostrophes and hyphens.
QString plainWord(QStringView word);

/// Whether the character may join the parts of a word.
bool joinsWord(QChar c);

} // namespace natter
