// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/emoji_list.h"

#include <QObject>

#include <optional>

class QPlainTextEdit;

namespace natter {

class CompletionList;

/// A shortcode that is being typed.
struct TypedShortcode
{
    qsizetype start = 0; ///< of its first colon
    QString code; ///< without colons
    bool isFinished = false; ///< the second colon is there
};

/// The one that ends at the end of `text`, if it begins where a word may: not within an address, a time or a word. One
/// that is not finished has two letters at least.
std::optional<TypedShortcode> shortcodeAtEnd(const QString &text);

/// Writes emoji for shortcodes: offers them while one is typed into an editor, which keeps the focus, and puts the
/// emoji in the place of one that is finished.
class EmojiCompletion : public QObject
{
    Q_OBJECT

public:
    /// Belongs to the editor.
    EmojiCompletion(const EmojiList &list, QPlainTextEdit *edit);

    /// Of the emoji that are written, as EmojiList::withTone().
    void setTone(int tone) { m_tone = tone; }
    bool isOpen() const;

Q_SIGNALS:
    /// The text has it now.
    void taken(const QString &emoji);

private:
    void update();
    std::optional<TypedShortcode> shortcode() const;
    void offer(const TypedShortcode &typed);
    void take(int row);
    void replace(const TypedShortcode &typed, const QString &emoji);

    EmojiList m_list;
    QPlainTextEdit *m_edit;
    CompletionList *m_offer;
    int m_tone = 0;
};

} // namespace natter
