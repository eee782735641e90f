// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/account.h"
#include "domain/later_message.h"

#include <QJsonObject>

namespace natter {

// What scripts see of our objects; docs/ctl.md describes every field.
QJsonObject toJson(const ChatMessage &message);
QJsonObject toJson(const ChatSummary &chat);
QJsonObject toJson(const LaterMessage &message);
QJsonObject toJson(const Account &account);
QJsonObject toJson(const ContactList &contacts, const RosterItem &item);
QJsonObject toJson(const Error &error);
QString showName(Presence::Show show);

} // namespace natter
