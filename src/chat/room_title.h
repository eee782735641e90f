// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace natter {

class Account;
class Jid;

/// What that room calls itself, else what its bookmark does; empty if it is none, or has no name.
QString roomTitle(Account &account, const Jid &address);

} // namespace natter
