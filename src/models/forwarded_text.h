// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

#include <functional>

namespace natter {

/// What is written into another conversation to tell there what these messages say, the oldest first: their texts, or
/// with `nameOf` each as a quotation (XEP-0393) under who said it and when. What was retracted says nothing,
/// and of what is to be hidden only that is told (XEP-0382).
QString forwardedText(const QList<ChatMessage> &messages,
                      const std::function<QString(const ChatMessage &)> &nameOf = {});

} // namespace natter
