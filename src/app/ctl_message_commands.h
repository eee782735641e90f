// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace natter {

class CtlSession;

// What scripts do with messages and what is written; docs/ctl.md says how.
void sendMessage(CtlSession &session);
void retractMessage(CtlSession &session);
void reactToMessage(CtlSession &session);
void markChatRead(CtlSession &session);
void setChatDraft(CtlSession &session);
void listLater(CtlSession &session);
void cancelLater(CtlSession &session);

} // namespace natter
