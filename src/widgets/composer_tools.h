// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QObject>

#include <functional>

class QWidget;

namespace natter {

class Composer;
class EmojiCompletion;
class EmojiPicker;
class LinkPreviews;
struct WrittenMessage;
class Spelling;

/// What helps with writing: the spelling, in the language of each conversation, emoji to be picked, or written by their
/// names, and previews of links.
class ComposerTools : public QObject
{
    Q_OBJECT

public:
    ComposerTools(const ChatServices &services, Composer &composer);

    /// What is written belongs to that conversation from now on.
    void open(const ConversationId &id);
    /// Where previews are offered and shown, for whoever lays it out.
    QWidget *previewBar() const;
    /// Words that are no mistakes: names of those who are there.
    void setNames(const std::function<bool(const QString &word)> &isName);
    Composer &composer() const { return m_composer; }
    /// What goes along about links in what was written; the next message begins anew.
    QList<LinkCard> takeCards(const WrittenMessage &written);
    /// What was written is in the composer again, with what was to go along.
    void giveBack(const QList<LinkCard> &cards);

private:
    void pickEmoji();
    void noteUsed(const QString &emoji);
    void updateLanguage();
    void keepLanguage(const QString &code);

    ChatServices m_services;
    Composer &m_composer;
    Spelling *m_spelling;
    EmojiCompletion *m_completion;
    LinkPreviews *m_previews;
    EmojiPicker *m_picker = nullptr; ///< once it was wanted
    ConversationId m_id;
};

} // namespace natter
