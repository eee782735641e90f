// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "widgets/emoji_picker.h"

namespace natter {

/// A picker that knows what the person picked lately, and remembers it.
EmojiPicker *newEmojiPicker(const ChatServices &services, QWidget *parent);

} // namespace natter
