// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QObject>

namespace natter {

class Composer;
class Spelling;

/// What helps with writing: the spelling, in the language of each conversation.
class ComposerTools : public QObject
{
    Q_OBJECT

public:
    ComposerTools(const ChatServices &services, Composer &composer);

    /// What is written belongs to that conversation from now on.
    void open(const ConversationId &id);

private:
    void updateLanguage();
    void keepLanguage(const QString &code);

    ChatServices m_services;
    Composer &m_composer;
    Spelling *m_spelling;
    ConversationId m_id;
};

} // namespace natter
