// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/dictionary.h"

#include "base/log.h"

#include <QFile>
#include <QFileInfo>

#ifdef NATTER_HUNSPELL
#include <hunspell.hxx>

#include <algorithm>
#include <cstdlib>
#include <exception>
#else
class Hunspell
{
};
#endif

namespace natter {

Dictionary::~Dictionary() = default;

#ifdef NATTER_HUNSPELL

static constexpr qint64 mostWordBytes = 64 * 1024 * 1024;
static constexpr qint64 mostAffixBytes = 16 * 1024 * 1024;
static constexpr qint64 mostWords = 8'000'000; ///< room for so many is made before the first is read
static constexpr qint64 mostInPlace = 64; ///< words for each that was announced: they are looked up one after the other
static constexpr int triedWords = 1000; ///< of which a dictionary has to know one
static constexpr qsizetype mostSuggestions = 5;

bool Dictionary::isSupported() { return true; }

static Result<std::unique_ptr<QFile>> opened(const QString &path, qint64 most)
{
    auto file = std::make_unique<QFile>(path);
    if (!QFileInfo(path).isFile() || !file->open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::ReadOnly, path + QStringLiteral(" cannot be read"));
    }
    if (file->size() > most) {
        return failure(Error::Kind::LimitExceeded, path + QStringLiteral(" is too large"));
    }
    return file;
}

/// How many lines of a table the line announces; 0 if it announces none.
static qint64 announcedLines(const QByteArray &line)
{
    static const QByteArrayList tables { "REP",   "MAP",   "PHONE", "AF",           "AM",
                                         "ICONV", "OCONV", "BREAK", "COMPOUNDRULE", "CHECKCOMPOUNDPATTERN" };
    const QByteArrayList parts = line.simplified().split(' ');
    const bool isAffix = parts.first() == "SFX" || parts.first() == "PFX";
    if (isAffix) {
        return parts.size() == 4 ? std::strtoll(parts[3].constData(), nullptr, 10) : 0;
    }
    return parts.size() > 1 && tables.contains(parts.first()) ? std::strtoll(parts[1].constData(), nullptr, 10) : 0;
}

/// Room is made for as many lines as are announced, before the first of them is read.
static Result<> checkAffixes(const QString &path)
{
    const auto file = opened(path, mostAffixBytes);
    if (!file) {
        return tl::unexpected(file.error());
    }
    qint64 announced = 0;
    qint64 lines = 0;
    for (; !(*file)->atEnd(); ++lines) {
        announced = qMax(announced, announcedLines((*file)->readLine(64 * 1024)));
    }
    return announced <= lines ? Result<>()
                              : failure(Error::Kind::StorageDamaged, path + QStringLiteral(" announces too much"));
}

/// Some of the words of the file, without what else stands in their lines. It begins with how many there are.
static Result<QByteArrayList> someWords(const QString &path)
{
    const auto file = opened(path, mostWordBytes);
    if (!file) {
        return tl::unexpected(file.error());
    }
    QByteArray first = (*file)->readLine(100);
    first = first.startsWith("\xef\xbb\xbf") ? first.mid(3) : first;
    const qint64 announced = first.trimmed().split(' ').first().split('\t').first().toLongLong();
    QByteArrayList words;
    qint64 lines = 0;
    while (!(*file)->atEnd()) {
        const QByteArray line = (*file)->readLine(64 * 1024);
        ++lines;
        const QByteArray word = line.trimmed().split('\t').first().split('/').first();
        if (words.size() < triedWords && !word.isEmpty()) {
            words.append(word);
        }
    }
    if (announced <= 0 || announced > qMin(mostWords, (*file)->size()) || lines / mostInPlace > announced) {
        return failure(Error::Kind::StorageDamaged, path + QStringLiteral(" does not say how many words it has"));
    }
    return words;
}

/// In the name that a dictionary gives it, which may be one of its own.
template <typename Converter> static Converter converter(const std::string &name)
{
    QByteArray encoding = name.empty() ? QByteArrayLiteral("ISO8859-1") : QByteArray::fromStdString(name);
    if (encoding.startsWith("microsoft-cp")) {
        encoding.replace("microsoft-cp", "windows-");
    } else if (encoding.startsWith("TIS620")) {
        encoding = QByteArrayLiteral("TIS-620");
    }
    const auto known = QStringConverter::encodingForName(encoding.constData());
    return known ? Converter(*known) : Converter(encoding.constData());
}

Dictionary::Dictionary(std::unique_ptr<Hunspell> hunspell)
    : m_hunspell(std::move(hunspell))
    , m_encoder(converter<QStringEncoder>(m_hunspell->get_dict_encoding()))
    , m_decoder(converter<QStringDecoder>(m_hunspell->get_dict_encoding()))
{
}

static QByteArray nameForHunspell(const QString &path)
{
#ifdef Q_OS_WIN
    return QByteArrayLiteral("\\\\?\\") + QString(path).replace(u'/', u'\\').toUtf8();
#else
    return QFile::encodeName(path);
#endif
}

Result<std::unique_ptr<Dictionary>> Dictionary::load(const DictionaryFiles &files)
{
    if (const auto checked = checkAffixes(files.affixes); !checked) {
        return tl::unexpected(checked.error());
    }
    const auto words = someWords(files.words);
    if (!words) {
        return tl::unexpected(words.error());
    }
    try {
        std::unique_ptr<Dictionary> dictionary(new Dictionary(std::make_unique<Hunspell>(
            nameForHunspell(files.affixes).constData(), nameForHunspell(files.words).constData())));
        Hunspell &hunspell = *dictionary->m_hunspell;
        if (!dictionary->m_encoder.isValid() || !dictionary->m_decoder.isValid()) {
            return failure(Error::Kind::StorageDamaged, files.affixes + QStringLiteral(" is in an unknown encoding"));
        }
        const auto knows = [&](const QByteArray &word) {
            dictionary->decoded(word.toStdString());
            return !dictionary->m_decoder.hasError() && hunspell.spell(word.toStdString());
        };
        if (std::none_of(words->cbegin(), words->cend(), knows)) {
            return failure(Error::Kind::StorageDamaged, files.words + QStringLiteral(" has no words"));
        }
        return dictionary;
    } catch (const std::exception &problem) {
        return failure(Error::Kind::StorageDamaged, files.words + u": " + QString::fromLocal8Bit(problem.what()));
    }
}

std::optional<std::string> Dictionary::encoded(const QString &word)
{
    m_encoder.resetState();
    const QByteArray bytes = m_encoder.encode(word);
    const std::string result = bytes.toStdString();
    return !m_encoder.hasError() && decoded(result) == word ? std::optional(result) : std::nullopt;
}

QString Dictionary::decoded(const std::string &word)
{
    m_decoder.resetState();
    return m_decoder.decode(QByteArrayView(word.data(), static_cast<qsizetype>(word.size())));
}

bool Dictionary::hasWord(const QString &word)
{
    const auto bytes = encoded(word);
    try {
        // An abbreviation has its full stop, which is not given
        return bytes && (m_hunspell->spell(*bytes) || m_hunspell->spell(*bytes + '.'));
    } catch (const std::exception &problem) {
        qCWarning(logApp) << "a word was not looked up:" << problem.what();
        return true;
    }
}

QStringList Dictionary::suggestions(const QString &word)
{
    QStringList result;
    const auto bytes = encoded(word);
    try {
        const auto found = bytes ? m_hunspell->suggest(*bytes) : std::vector<std::string>();
        for (const std::string &each : found) {
            const QString suggestion = decoded(each);
            if (result.size() < mostSuggestions && !result.contains(suggestion)) {
                result.append(suggestion);
            }
        }
    } catch (const std::exception &problem) {
        qCWarning(logApp) << "nothing was suggested:" << problem.what();
    }
    return result;
}

#else

bool Dictionary::isSupported() { return false; }

Dictionary::Dictionary(std::unique_ptr<Hunspell> hunspell) : m_hunspell(std::move(hunspell)) { }

Result<std::unique_ptr<Dictionary>> Dictionary::load(const DictionaryFiles &files)
{
    return failure(Error::Kind::ReadOnly, files.words + QStringLiteral(": there is no Hunspell"));
}

bool Dictionary::hasWord(const QString &) { return true; }

QStringList Dictionary::suggestions(const QString &) { return {}; }

#endif

} // namespace natter
