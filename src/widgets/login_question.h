// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "domain/account_settings.h"

#include <functional>

class QWidget;

namespace natter {

/// Whether the person may wish to log in although this stopped the login: it is weaker than it should be, and somebody
/// may be behind that.
bool mayBeAccepted(const Error &reason);

/// Asks whether the account is to log in all the same.
void askAboutWeakLogin(const AccountSettings &account, const Error &reason, QWidget *parent,
                       const std::function<void()> &accepted);

/// The record of an account for which it was accepted: what `reason` is about is doubted no more.
LoginRecord acceptedRecord(const LoginRecord &before, const Error &reason);

} // namespace natter
