// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emoji_choice.h"

namespace natter {

EmojiPicker *newEmojiPicker(const ChatServices &services, QWidget *parent)
{
    auto *picker = new EmojiPicker(EmojiList(), parent);
    Preferences &preferences = services.preferences;
    const auto follow = [picker, &preferences] {
        picker->setRecent(preferences.values().recentEmoji);
        picker->setTone(preferences.values().emojiTone);
    };
    follow();
    QObject::connect(&preferences, &Preferences::changed, picker, follow);
    QObject::connect(picker, &EmojiPicker::recentChanged, &preferences,
                     [&preferences](const QStringList &recent, int tone) {
                         auto values = preferences.values();
                         values.recentEmoji = recent;
                         values.emojiTone = tone;
                         preferences.set(values);
                     });
    return picker;
}

} // namespace natter
