// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QLocale>
#include <QString>

#include <chrono>
#include <optional>

namespace natter {

/// A text that is hidden until the person wants to see it, and what is said of it before (XEP-0382).
struct SpoilerText
{
    QString hint; ///< may be empty
    QString text;

    friend bool operator==(const SpoilerText &, const SpoilerText &) = default;
};

/// "HINT | TEXT" or "TEXT": what stands in front of the first bar of the first line, between spaces, is the hint. A
/// colon would give away the beginning of many a text.
SpoilerText spoilerIn(const QString &written);
/// As spoilerIn() reads it.
QString written(const SpoilerText &spoiler);

/// A preformatted block (XEP-0393, 5.1.2).
QString asCode(const QString &text);
/// A quotation (XEP-0393, 5.1.3).
QString asQuotation(const QString &text);
QString withShrug(const QString &text);

/// How long "30m", "8h", "2d", "1w", or several of them, is: minutes, hours, days and weeks, at most ten years. Nothing
/// for anything else.
std::optional<std::chrono::minutes> durationIn(const QString &written);

/// The day in "2026-11-29", or as the locale writes days in short. Nothing for anything else.
std::optional<QDate> dayIn(const QString &written, const QLocale &locale);

} // namespace natter
