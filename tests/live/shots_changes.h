// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/shots_world.h"

#include "widgets/composer.h"
#include "widgets/main_window.h"
#include "widgets/timeline_view.h"
#include "widgets/versions_dialog.h"

namespace natter {

/// A message that was edited, some that were retracted, and one that is being edited.
inline void shootChanges(World &world, MainWindow &window, const QString &folder)
{
    auto *timeline = window.findChild<TimelineView *>();
    const ConversationId chat = timeline->model()->id();
    const auto record = [&](ChatMessage message, const QString &id, ChatMessage::Purpose purpose,
                            const QString &about) {
        message.stanzaId = id;
        message.purpose = purpose;
        message.about = about;
        message.edited = purpose == ChatMessage::Purpose::Correction ? message.time : QDateTime();
        const auto done = world.store.call([message](Store &store) { return store.messages().record({ message }); });
        until("the change", [&] { return done.isFinished(); });
        world.conversations.apply(done.result().value());
    };
    using Purpose = ChatMessage::Purpose;
    const auto say = [&](const char *body, bool out) {
        return line(chat.account, chat.peer, QString::fromUtf8(body), QDateTime::currentDateTimeUtc(), out);
    };
    record(say("My bounty is as boundless as the see", false), "c1", Purpose::Saying, {});
    record(say("My bounty is as boundless as the sea", false), "c2", Purpose::Correction, "c1");
    record(say("I hear some noise within", false), "c3", Purpose::Saying, {});
    record(say("", false), "c4", Purpose::Retraction, "c3");
    record(say("O blessed, blessed night! I am afeard", true), "c5", Purpose::Saying, {});
    record(say("", true), "c6", Purpose::Retraction, "c5");
    record(say("Too flattering-sweet to be substantial", true), "c7", Purpose::Saying, {});
    record(say("Too flattering-sweet to be substantial.", true), "c8", Purpose::Correction, "c7");
    record(say("> Dost thou love me?\nI know thou wilt say *Ay*, and _I_ will take thy `word`:\n```\nif (ay)\n"
               "    take(word);\n```\nyet, if thou ~swear'st~ swearest",
               false),
           "c9", Purpose::Saying, {});
    auto values = world.preferences.values();
    values.compact = false;
    world.preferences.set(values);
    timeline->jumpToNewest();
    Composer *composer = window.findChild<Composer *>();
    composer->edit(timeline->model()->message(timeline->model()->rowCount() - 2));
    shoot(window, folder, "main-editing");
    composer->stopEditing();
    values.compact = true;
    world.preferences.set(values);
    shoot(window, folder, "main-compact-changes");
    const QDateTime now = QDateTime::currentDateTimeUtc();
    auto *versions = new VersionsDialog({ { "My bounty is as boundless as the see", now.addSecs(-90) },
                                          { "My bounty is as boundless as the sea", now } },
                                        &window);
    shoot(*versions, folder, "versions");
    versions->close();
}

} // namespace natter
