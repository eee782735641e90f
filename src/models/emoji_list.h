// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>

#include <memory>

namespace natter {

/// The emoji that can be chosen, in the order of Unicode, without a variant for each skin tone. It is read when it is
/// first asked; copies share what was read.
class EmojiList
{
public:
    /// As Unicode groups them.
    enum class Group { Smileys, People, Nature, Food, Travel, Activities, Objects, Symbols, Flags };
    static constexpr int groupCount = 9;
    static constexpr int toneCount = 6; ///< 0 is none, the others are those of Unicode, from light to dark

    struct Completion
    {
        QString emoji;
        QString code; ///< without colons

        friend bool operator==(const Completion &, const Completion &) = default;
    };

    EmojiList();

    QStringList ofGroup(Group group) const;
    static QString nameOf(Group group);

    /// Of those in a skin tone as well.
    bool contains(const QString &emoji) const;
    bool takesTone(const QString &emoji) const;
    /// What it is called in that language, or in English if we have no name in it; empty if it is none of ours.
    QString name(const QString &emoji, QLocale::Language language = QLocale().language()) const;
    /// The best known of its shortcodes, without colons.
    QString shortcode(const QString &emoji) const;

    /// Those for which each word of `text` begins a word of the name, a shortcode or a keyword, in that language or in
    /// English; the best first.
    QStringList search(const QString &text, QLocale::Language language = QLocale().language()) const;
    /// Empty if there is none. `code` is without colons; case does not matter.
    QString forShortcode(const QString &code) const;
    /// Where `prefix` begins a shortcode, one of its words, or else what search() looks at; at most `limit`.
    QList<Completion> completions(const QString &prefix, int limit,
                                  QLocale::Language language = QLocale().language()) const;

    /// The same in that tone, everyone in it if there are several people, or as it is if it takes none.
    QString withTone(const QString &emoji, int tone) const;

    /// `recent` after `emoji` was used.
    static QStringList afterUse(const QStringList &recent, const QString &emoji);

private:
    struct Table;
    const Table &table() const;

    std::shared_ptr<Table> m_table;
};

} // namespace natter
