// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/emoji_list.h"

#include "chat/preferences.h"
#include "domain/search_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>

#include <algorithm>
#include <array>

// Resources of a static library have to be asked for, and that outside of any namespace.
static bool initialiseResources()
{
    Q_INIT_RESOURCE(models);
    return true;
}

namespace natter {

[[maybe_unused]] static const bool resourcesReady = initialiseResources();

static constexpr QChar selector(0xfe0f); ///< asks for a picture; a sign with a tone is one without
static constexpr QChar joiner(0x200d);
static constexpr char32_t firstTone = 0x1f3fb;

namespace {

/// A line of the file, see resources/emoji/make_emoji.py. The views are of the text that Table keeps.
struct Row
{
    enum Field { Emoji, Group, Flags, Codes, EnglishName, EnglishWords, GermanName, GermanWords, FieldCount };
    std::array<QStringView, FieldCount> fields;
    std::array<QStringView, FieldCount> folded; ///< as searches see them
    int group = 0;
};

/// How well a search fits, best first.
enum class Fit { Code, StartOfKnown, Start, WordsOfName, Other, None };

} // namespace

static bool isTone(QStringView character)
{
    const char32_t c = character.size() == 2 ? QChar::surrogateToUcs4(character[0], character[1]) : 0;
    return c >= firstTone && c < firstTone + EmojiList::toneCount - 1;
}

/// The same for all ways to write an emoji, in whatever tone.
static QString keyOf(QStringView emoji)
{
    QString key;
    key.reserve(emoji.size());
    for (qsizetype i = 0; i < emoji.size(); ++i) {
        if (isTone(emoji.mid(i, 2))) {
            ++i;
        } else if (emoji[i] != selector) {
            key.append(emoji[i]);
        }
    }
    return key;
}

struct EmojiList::Table
{
    bool isLoaded = false;
    QString text;
    QString foldedText;
    QList<Row> rows;
    QHash<QString, int> byKey;
    QHash<QStringView, int> byCode; ///< once somebody asks for one

    void load();
    /// Only a search needs that.
    void fold();
    const Row *find(const QString &emoji) const
    {
        const auto found = byKey.constFind(keyOf(emoji));
        return found == byKey.constEnd() ? nullptr : &rows[*found];
    }
};

/// Calls `visit(row, field, start, length)` for each field of each line that is no comment.
template <typename Visit> static void forEachField(QStringView text, const Visit &visit)
{
    int row = 0;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype found = text.indexOf(u'\n', start);
        const qsizetype end = found < 0 ? text.size() : found;
        if (text[start] != u'#' || text.mid(start, end - start).contains(u'\t')) { // a keycap begins like a comment
            int field = 0;
            for (qsizetype from = start; from <= end && field < Row::FieldCount; ++field) {
                const qsizetype tab = text.indexOf(u'\t', from);
                const qsizetype to = tab < 0 ? end : std::min(tab, end);
                visit(row, field, from, to - from);
                from = to + 1;
            }
            ++row;
        }
        start = end + 1;
    }
}

void EmojiList::Table::load()
{
    isLoaded = true;
    QFile file(QStringLiteral(":/emoji/emoji.tsv"));
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    text = QString::fromUtf8(file.readAll());
    forEachField(text, [this](int row, int field, qsizetype start, qsizetype length) {
        if (row == rows.size()) {
            rows.append(Row());
        }
        rows.last().fields[field] = QStringView(text).mid(start, length);
    });
    byKey.reserve(rows.size());
    for (int i = 0; i < rows.size(); ++i) {
        Row &row = rows[i];
        row.group = row.fields[Row::Group].toInt();
        byKey.insert(keyOf(row.fields[Row::Emoji]), i);
    }
}

void EmojiList::Table::fold()
{
    if (!foldedText.isEmpty()) {
        return;
    }
    foldedText = folded(text); // unit by unit as long
    for (Row &row : rows) {
        for (int field = 0; field < Row::FieldCount; ++field) {
            const qsizetype start = row.fields[field].data() - text.constData();
            row.folded[field] = QStringView(foldedText).mid(start, row.fields[field].size());
        }
    }
}

EmojiList::EmojiList() : m_table(std::make_shared<Table>()) { }

const EmojiList::Table &EmojiList::table() const
{
    if (!m_table->isLoaded) {
        m_table->load();
    }
    return *m_table;
}

QStringList EmojiList::ofGroup(Group group) const
{
    QStringList found;
    for (const Row &row : table().rows) {
        if (row.group == static_cast<int>(group)) {
            found.append(row.fields[Row::Emoji].toString());
        }
    }
    return found;
}

QString EmojiList::nameOf(Group group)
{
    switch (group) {
    case Group::Smileys:
        return QCoreApplication::translate("natter::EmojiList", "Smileys and emotions");
    case Group::People:
        return QCoreApplication::translate("natter::EmojiList", "People and gestures");
    case Group::Nature:
        return QCoreApplication::translate("natter::EmojiList", "Animals and nature");
    case Group::Food:
        return QCoreApplication::translate("natter::EmojiList", "Food and drink");
    case Group::Travel:
        return QCoreApplication::translate("natter::EmojiList", "Travel and places");
    case Group::Activities:
        return QCoreApplication::translate("natter::EmojiList", "Activities");
    case Group::Objects:
        return QCoreApplication::translate("natter::EmojiList", "Objects");
    case Group::Symbols:
        return QCoreApplication::translate("natter::EmojiList", "Symbols");
    case Group::Flags:
        break;
    }
    return QCoreApplication::translate("natter::EmojiList", "Flags");
}

bool EmojiList::contains(const QString &emoji) const { return table().find(emoji) != nullptr; }

bool EmojiList::takesTone(const QString &emoji) const
{
    const Row *row = table().find(emoji);
    return row && row->fields[Row::Flags].contains(u't');
}

QString EmojiList::name(const QString &emoji, QLocale::Language language) const
{
    const Row *row = table().find(emoji);
    return row ? row->fields[language == QLocale::German ? Row::GermanName : Row::EnglishName].toString() : QString();
}

QString EmojiList::shortcode(const QString &emoji) const
{
    const Row *row = table().find(emoji);
    return row ? (*row->fields[Row::Codes].tokenize(u' ').begin()).toString() : QString();
}

/// What stands between the words of names and shortcodes.
static bool isBetweenWords(QChar c) { return !c.isLetterOrNumber() && !c.isSurrogate() && !c.isMark() && c != u'+'; }

/// Whether a word of `text` begins with `word`; both are folded.
static bool hasWord(QStringView text, QStringView word)
{
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (at == 0 || isBetweenWords(text[at - 1])) {
            return true;
        }
    }
    return false;
}

static Fit fitOf(const Row &row, const QString &text, const QStringList &words, bool german)
{
    const auto &fields = row.folded;
    const QString code = words.join(u'_');
    bool begins = fields[Row::EnglishName].startsWith(text) || (german && fields[Row::GermanName].startsWith(text));
    for (const QStringView known : fields[Row::Codes].tokenize(u' ')) {
        if (known == code) {
            return Fit::Code;
        }
        begins = begins || known.startsWith(code);
    }
    if (begins) {
        return fields[Row::Flags].contains(u'k') ? Fit::StartOfKnown : Fit::Start;
    }
    Fit fit = Fit::WordsOfName;
    for (const QString &word : words) {
        const auto has = [&](Row::Field field) { return hasWord(fields[field], word); };
        if (has(Row::EnglishName) || (german && has(Row::GermanName))) {
            continue;
        }
        if (!has(Row::Codes) && !has(Row::EnglishWords) && (!german || !has(Row::GermanWords))) {
            return Fit::None;
        }
        fit = Fit::Other;
    }
    return fit;
}

QStringList EmojiList::search(const QString &text, QLocale::Language language) const
{
    const Table &read = table();
    if (const Row *row = read.find(text.trimmed())) {
        return { row->fields[Row::Emoji].toString() };
    }
    QString sought = folded(text).simplified();
    sought.remove(u':');
    QStringList words;
    for (const QStringView word : QStringView(sought).tokenize(u' ', Qt::SkipEmptyParts)) {
        words.append(word.toString().split(u'_', Qt::SkipEmptyParts));
    }
    if (words.isEmpty()) {
        return {};
    }
    m_table->fold();
    std::array<QStringList, static_cast<int>(Fit::None)> found;
    for (const Row &row : read.rows) {
        if (const Fit fit = fitOf(row, sought, words, language == QLocale::German); fit != Fit::None) {
            found[static_cast<int>(fit)].append(row.fields[Row::Emoji].toString());
        }
    }
    QStringList all;
    for (const QStringList &some : found) {
        all += some;
    }
    return all;
}

QString EmojiList::forShortcode(const QString &code) const
{
    const Table &read = table();
    if (read.byCode.isEmpty()) {
        for (int i = 0; i < read.rows.size(); ++i) {
            for (const QStringView known : read.rows[i].fields[Row::Codes].tokenize(u' ')) {
                m_table->byCode.insert(known, i);
            }
        }
    }
    const QString sought = code.toLower();
    const auto found = read.byCode.constFind(sought);
    return found == read.byCode.constEnd() ? QString() : read.rows[*found].fields[Row::Emoji].toString();
}

QList<EmojiList::Completion> EmojiList::completions(const QString &prefix, int limit, QLocale::Language language) const
{
    const QString sought = folded(prefix);
    enum { Exact, Known, Start, Word, RankCount };
    std::array<QList<Completion>, RankCount> found;
    for (const Row &row : table().rows) {
        int best = RankCount;
        QStringView shown;
        for (const QStringView code : row.fields[Row::Codes].tokenize(u' ')) {
            const int start = row.fields[Row::Flags].contains(u'k') ? Known : Start;
            const int rank = code == sought ? Exact
                : code.startsWith(sought)   ? start
                : hasWord(code, sought)     ? Word
                                            : RankCount;
            if (rank < best) {
                best = rank;
                shown = code;
            }
        }
        if (best < RankCount && !sought.isEmpty()) {
            found[best].append({ row.fields[Row::Emoji].toString(), shown.toString() });
        }
    }
    QList<Completion> result;
    for (auto &some : found) {
        std::stable_sort(some.begin(), some.end(), [](const Completion &one, const Completion &other) {
            return one.code.size() < other.code.size(); // the least is missing
        });
        result += some;
    }
    const QStringList byName = result.size() < limit ? search(prefix, language) : QStringList();
    for (const QString &emoji : byName) {
        const auto same = [&emoji](const Completion &other) { return other.emoji == emoji; };
        if (std::none_of(result.cbegin(), result.cend(), same)) {
            result.append({ emoji, shortcode(emoji) });
        }
    }
    return result.mid(0, limit);
}

QString EmojiList::withTone(const QString &emoji, int tone) const
{
    const Row *row = table().find(emoji);
    if (!row || !row->fields[Row::Flags].contains(u't')) {
        return emoji;
    }
    const QStringView plain = row->fields[Row::Emoji];
    if (tone <= 0 || tone >= toneCount) {
        return plain.toString();
    }
    const char32_t modifier = firstTone + static_cast<char32_t>(tone) - 1;
    static constexpr char32_t persons[] = { 0x1f468, 0x1f469, 0x1f9d1 }; // man, woman, either
    QString result;
    for (const QStringView part : plain.tokenize(joiner)) {
        const qsizetype length = part[0].isHighSurrogate() ? 2 : 1;
        const char32_t sign = length == 2 ? QChar::surrogateToUcs4(part[0], part[1]) : part[0].unicode();
        const bool isPerson = std::find(std::begin(persons), std::end(persons), sign) != std::end(persons);
        const bool isFirst = result.isEmpty();
        if (!isFirst) {
            result.append(joiner);
        }
        if (isFirst || isPerson) { // what else there is are things that people have
            const QStringView rest = part.mid(length);
            result.append(part.left(length));
            result.append(QString::fromUcs4(&modifier, 1));
            result.append(rest.startsWith(selector) ? rest.mid(1) : rest);
        } else {
            result.append(part);
        }
    }
    return result;
}

QStringList EmojiList::afterUse(const QStringList &recent, const QString &emoji)
{
    QStringList result = recent;
    result.removeAll(emoji);
    result.prepend(emoji);
    return result.mid(0, Preferences::maxRecentEmoji);
}

} // namespace natter
