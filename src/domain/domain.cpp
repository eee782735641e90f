// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account_settings.h"
#include "domain/chat_message.h"

// Everything in this layer is plain data; this file gives the library something to hold.
