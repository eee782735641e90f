// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace natter {

class CtlSession;

/// The commands about the history as a whole: writing it into files, bringing others in, backups, what is kept.
void exportHistory(CtlSession &session);
void importHistory(CtlSession &session);
void backUpProfile(CtlSession &session);
void restoreProfile(CtlSession &session);
void keepHistory(CtlSession &session);
void deleteHistory(CtlSession &session);

} // namespace natter
