// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/composer_tools.h"

#include "models/chat_command.h"
#include "widgets/composer.h"
#include "widgets/emoji_choice.h"
#include "widgets/emoji_completion.h"
#include "widgets/link_previews.h"
#include "widgets/preview_bar.h"
#include "widgets/spelling.h"

#include <QLocale>
#include <QToolButton>

namespace natter {

ComposerTools::ComposerTools(const ChatServices &services, Composer &composer)
    : QObject(&composer)
    , m_services(services)
    , m_composer(composer)
    , m_spelling(new Spelling(composer.messageEdit(), composer.messageEdit().highlighter(), services.proofreader))
    , m_completion(new EmojiCompletion(EmojiList(), &composer.messageEdit()))
    , m_previews(new LinkPreviews(services, composer))
{
    const auto followTone = [this] { m_completion->setTone(m_services.preferences.values().emojiTone); };
    followTone();
    connect(&services.preferences, &Preferences::changed, this, followTone);
    connect(m_completion, &EmojiCompletion::taken, this, &ComposerTools::noteUsed);
    connect(composer.emojiButton(), &QToolButton::clicked, this, &ComposerTools::pickEmoji);
    connect(m_spelling, &Spelling::languageChosen, this, &ComposerTools::keepLanguage);
    connect(&services.proofreader, &Proofreader::languagesFound, this, &ComposerTools::updateLanguage);
}

void ComposerTools::pickEmoji()
{
    if (!m_picker) {
        m_picker = newEmojiPicker(m_services, &m_composer);
        connect(m_picker, &EmojiPicker::picked, &m_composer, &Composer::type);
    }
    m_picker->openAt(*m_composer.emojiButton());
}

void ComposerTools::noteUsed(const QString &emoji)
{
    auto values = m_services.preferences.values();
    values.recentEmoji = EmojiList::afterUse(values.recentEmoji, emoji);
    m_services.preferences.set(values);
}

void ComposerTools::open(const ConversationId &id)
{
    m_id = id;
    updateLanguage();
    m_previews->open(id);
}

void ComposerTools::setNames(const std::function<bool(const QString &word)> &isName) { m_spelling->setNames(isName); }

QWidget *ComposerTools::previewBar() const { return m_previews->bar(); }

QList<LinkCard> ComposerTools::takeCards(const WrittenMessage &written)
{
    const auto cards = m_previews->take(written.text);
    return written.hint ? QList<LinkCard>() : cards; // which would tell what is hidden
}

void ComposerTools::giveBack(const QList<LinkCard> &cards)
{
    if (!cards.isEmpty()) {
        m_previews->giveBack(cards.first()); // one is made for a message
    }
}

/// The one that was chosen for the conversation, if its dictionary is still here.
void ComposerTools::updateLanguage()
{
    QStringList codes;
    const auto languages = m_services.proofreader.languages();
    for (const SpellingLanguage &language : languages) {
        codes << language.code;
    }
    const auto chosen = m_services.conversations.summary(m_id).treatment.language;
    const bool holds = chosen && (chosen->isEmpty() || codes.contains(*chosen));
    m_spelling->setLanguage(holds ? *chosen : preferredLanguage(codes, QLocale()));
}

void ComposerTools::keepLanguage(const QString &code)
{
    if (!m_id.isNull()) {
        m_services.conversations.treat(m_id, [code](ChatTreatment &treatment) { treatment.language = code; });
    }
}

} // namespace natter
