// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/command_texts.h"

namespace natter {

using namespace std::chrono_literals;

static constexpr std::chrono::minutes longest = 24h * 365 * 10;

SpoilerText spoilerIn(const QString &written)
{
    const qsizetype line = written.indexOf(u'\n');
    const qsizetype bar = written.left(line < 0 ? written.size() : line).indexOf(QLatin1String(" |"));
    const bool isApart = bar >= 0 && bar + 2 < written.size() && written[bar + 2].isSpace();
    const SpoilerText parts { written.left(qMax<qsizetype>(bar, 0)).trimmed(), written.mid(bar + 3).trimmed() };
    return isApart && !parts.hint.isEmpty() && !parts.text.isEmpty() ? parts : SpoilerText { {}, written.trimmed() };
}

QString written(const SpoilerText &spoiler)
{
    const bool looksHinted = spoiler.hint.isEmpty() && !spoilerIn(spoiler.text).hint.isEmpty();
    const QString hint = looksHinted ? QStringLiteral("…") : spoiler.hint; // else a part of the text would be shown
    return hint.isEmpty() ? spoiler.text : hint + QStringLiteral(" | ") + spoiler.text;
}

QString asCode(const QString &text)
{
    const QString lines = text.startsWith(u'\n') ? text.mid(1) : text;
    return QStringLiteral("```\n") + lines + QStringLiteral("\n```");
}

QString asQuotation(const QString &text)
{
    return QStringLiteral("> ") + QString(text).replace(u'\n', QStringLiteral("\n> "));
}

QString withShrug(const QString &text)
{
    const QString shrug = QStringLiteral(u"¯\\_(ツ)_/¯");
    return text.trimmed().isEmpty() ? shrug : text.trimmed() + u' ' + shrug;
}

static std::chrono::minutes unitOf(QChar letter)
{
    switch (letter.toLower().unicode()) {
    case u'm':
        return 1min;
    case u'h':
        return 1h;
    case u'd':
        return 24h;
    case u'w':
        return 24h * 7;
    default:
        return 0min;
    }
}

std::optional<std::chrono::minutes> durationIn(const QString &written)
{
    std::chrono::minutes all = 0min;
    int number = -1;
    for (const QChar c : written) {
        if (c.isSpace()) {
            continue;
        }
        if (c.digitValue() >= 0) {
            number = qMax(0, number) * 10 + c.digitValue();
        } else {
            all += qMax(0, number) * unitOf(c);
            if (number < 0 || unitOf(c) == 0min) {
                return std::nullopt;
            }
            number = -1;
        }
        if (all > longest || number > longest.count()) {
            return std::nullopt;
        }
    }
    return number < 0 && all > 0min ? std::optional(all) : std::nullopt;
}

std::optional<QDate> dayIn(const QString &written, const QLocale &locale)
{
    QString format = locale.dateFormat(QLocale::ShortFormat);
    if (!format.contains(QLatin1String("yyyy"))) {
        format.replace(QLatin1String("yy"), QLatin1String("yyyy"));
    }
    const QDate local = locale.toDate(written.trimmed(), format);
    const QDate brief = locale.toDate(written.trimmed(), QLocale::ShortFormat);
    for (const QDate &date : { QDate::fromString(written.trimmed(), Qt::ISODate), local, brief }) {
        if (date.isValid()) {
            return date.year() < 1970 ? date.addYears(100) : date; // Qt takes "26" for 1926
        }
    }
    return std::nullopt;
}

} // namespace natter
