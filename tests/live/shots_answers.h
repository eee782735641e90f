// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/shots_changes.h"

#include "widgets/emoji_picker.h"
#include "widgets/message_reacting.h"
#include "widgets/reaction_choice.h"
#include "widgets/reactions_dialog.h"

#include <QImage>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace natter {

/// What can be picked for a message.
inline void shootEmoji(Composer &composer, const QString &folder)
{
    composer.emojiButton()->click();
    auto *picker = composer.findChild<EmojiPicker *>();
    until("the pictures, which are drawn little by little", [picker, last = QImage()]() mutable {
        const QImage now = picker->grab().toImage();
        return std::exchange(last, now) == now;
    });
    shoot(*picker, folder, "emoji");
    picker->close();
}

/// Who has reacted with what.
inline void shootReactions(const QString &folder)
{
    ReactionsDialog given({ { QStringLiteral("Juliet Capulet"),
                              { QString::fromUtf8("❤️"), QString::fromUtf8("😂") },
                              QDateTime::currentDateTime() },
                            { MessageReacting::tr("You"),
                              { QString::fromUtf8("👍🏽") },
                              QDateTime::currentDateTime().addDays(-1) } });
    given.setAttribute(Qt::WA_DeleteOnClose, false);
    shoot(given, folder, "who-reacted");
}

/// Replies, reactions, a hidden message, what somebody does, and how far ours got.
inline void shootAnswers(World &world, MainWindow &window, const QString &folder)
{
    using Purpose = ChatMessage::Purpose;
    auto *timeline = window.findChild<TimelineView *>();
    const ConversationId chat = timeline->model()->id();
    const auto record = [&](const QList<ChatMessage> &messages) {
        const auto done = world.store.call([messages](Store &store) { return store.messages().record(messages); });
        until("the answers", [&] { return done.isFinished(); });
        world.conversations.apply(done.result().value());
    };
    const auto say = [&chat](const char *body, bool out, const char *id) {
        ChatMessage message =
            line(chat.account, chat.peer, QString::fromUtf8(body), QDateTime::currentDateTimeUtc(), out);
        message.stanzaId = QLatin1String(id);
        return message;
    };
    const auto react = [&say](const char *body, bool out, const char *id, const char *about) {
        ChatMessage message = say(body, out, id);
        message.purpose = Purpose::Reaction;
        message.about = QLatin1String(about);
        return message;
    };
    ChatMessage reply =
        say("O, swear not by the moon, the inconstant moon, that monthly changes in her circled orb", false, "r2");
    reply.quote = Quote { QStringLiteral("r1"), {} };
    ChatMessage ours = say("What shall I swear by?", true, "r3");
    ours.quote = Quote { QStringLiteral("r2"), {} };
    ChatMessage lost = say("Do not swear at all", false, "r4");
    lost.quote = Quote { QStringLiteral("gone"), QStringLiteral("If my heart's dear love") };
    ChatMessage spoiler = say("They both die", false, "r5");
    spoiler.spoiler = QStringLiteral("how it ends");
    ChatMessage marker = say("", false, "r9");
    marker.purpose = Purpose::Displayed;
    marker.about = QStringLiteral("r3");
    record({ say("Lady, by yonder blessed moon I vow", true, "r1"), reply, ours, lost, spoiler,
             say("/me sighs", false, "r6"), say("Sleep dwell upon thine eyes", true, "r7"),
             react("❤️\n😂", false, "x1", "r3"), react("❤️\n👍", true, "x2", "r3"),
             react("😮", true, "x3", "r2"), marker });
    timeline->jumpToNewest();
    Composer *composer = window.findChild<Composer *>();
    composer->reply(timeline->model()->message(timeline->model()->rowCount() - 2), QStringLiteral("Juliet"));
    shoot(window, folder, "main-answers");
    composer->stopReplying();
    auto values = world.preferences.values();
    values.compact = !values.compact;
    world.preferences.set(values);
    shoot(window, folder, "main-compact-answers");
    values.compact = !values.compact;
    world.preferences.set(values);
    auto *choice = new ReactionChoice({}, { QString::fromUtf8("❤️") }, &window);
    choice->popUp(window.mapToGlobal(window.rect().center()));
    shoot(*choice, folder, "reactions");
    choice->close();
    shootReactions(folder);
    shootEmoji(*composer, folder);
}

/// A list in which one chat is pinned and muted, and another is marked as unread.
inline void shootTreatedChats(World &world, MainWindow &window, const QString &folder)
{
    auto all = world.conversations.all().keys();
    std::sort(all.begin(), all.end(),
              [](const ConversationId &a, const ConversationId &b) { return a.peer.toString() < b.peer.toString(); });
    world.conversations.treat(all.first(), [](ChatTreatment &treatment) {
        treatment.isPinned = true;
        treatment.mutedUntil = QDateTime::currentDateTimeUtc().addDays(1);
    });
    world.conversations.treat(all.at(1), [](ChatTreatment &treatment) { treatment.isMarkedUnread = true; });
    until("the treatment", [&] { return world.conversations.summary(all.at(1)).treatment.isMarkedUnread; });
    const auto tabs = window.findChildren<QPushButton *>();
    const auto chats = std::find_if(tabs.cbegin(), tabs.cend(), [](const QPushButton *button) {
        return button->property("kind").toString() == u"tab";
    });
    (*chats)->click();
    shoot(window, folder, "main-treated");
}

} // namespace natter
