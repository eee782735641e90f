// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include "widgets/emoji_runs.h"

#include <QApplication>
#include <QFile>
#include <QToolTip>
#include <QWidget>

#include <cmath>

namespace natter {

static QColor colour(const char *hex) { return QColor(QLatin1String(hex)); }

Theme Theme::light()
{
    return {
        .dark = false,
        .background = colour("#f4f5f7"),
        .panel = colour("#ffffff"),
        .field = colour("#eef0f3"),
        .text = colour("#1b1f24"),
        .muted = colour("#5f6772"),
        .line = colour("#e2e5ea"),
        .accent = colour("#2f6fed"),
        .onAccent = colour("#ffffff"),
        .selectedRow = colour("#e4edff"),
        .bubbleIn = colour("#ffffff"),
        .bubbleOut = colour("#dbe8ff"),
        .mutedOnBubbleOut = colour("#5a6470"),
        .good = colour("#178048"),
        .warning = colour("#a15f00"),
        .danger = colour("#c8352f"),
    };
}

Theme Theme::darkTheme()
{
    return {
        .dark = true,
        .background = colour("#14171b"),
        .panel = colour("#1b1f24"),
        .field = colour("#14171b"),
        .text = colour("#e6e9ee"),
        .muted = colour("#98a1ad"),
        .line = colour("#2a2f37"),
        .accent = colour("#5b8ff5"),
        .onAccent = colour("#0d1420"),
        .selectedRow = colour("#253552"),
        .bubbleIn = colour("#232830"),
        .bubbleOut = colour("#2a4068"),
        .mutedOnBubbleOut = colour("#abb5c4"),
        .good = colour("#4cc38a"),
        .warning = colour("#e5a13a"),
        .danger = colour("#ff7b72"),
    };
}

Theme Theme::of(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkTheme() : light();
}

Theme Theme::of(const QWidget *widget) { return of(widget->palette()); }

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, panel);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, panel);
    palette.setColor(QPalette::AlternateBase, background);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Button, field);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, danger);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, onAccent);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::LinkVisited, accent);
    palette.setColor(QPalette::ToolTipBase, panel);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Light, line);
    palette.setColor(QPalette::Midlight, line);
    palette.setColor(QPalette::Mid, line);
    palette.setColor(QPalette::Dark, line);
    palette.setColor(QPalette::Shadow, line);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText }) {
        palette.setColor(QPalette::Disabled, role, muted);
    }
    return palette;
}

QString Theme::styleSheet() const
{
    QFile file(QStringLiteral(":/themes/natter.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QString sheet = QString::fromUtf8(file.readAll());
    QStringList families = familiesWithEmoji(QApplication::font());
    families.replaceInStrings(QStringLiteral("\""), QString());
    sheet.replace(QLatin1String("@families"), u'"' + families.join(QLatin1String("\", \"")) + u'"');
    const QColor scroll = dark ? QColor(QColor(QLatin1String("#3a414b"))) : QColor(QColor(QLatin1String("#cdd2d9")));
    const std::pair<const char *, QColor> tokens[] = {
        { "@onAccent", onAccent }, { "@accent", accent },   { "@panel", panel }, { "@text", text },
        { "@line", line },         { "@field", field },     { "@muted", muted }, { "@selected", selectedRow },
        { "@danger", danger },     { "@warning", warning }, { "@good", good },   { "@scroll", scroll },
    };
    for (const auto &[token, colour] : tokens) {
        sheet.replace(QLatin1String(token), colour.name());
    }
    return sheet;
}

static double luminance(const QColor &colour)
{
    const auto channel = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a) + 0.05;
    const double other = luminance(b) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

void applyTheme(QApplication &application, const Theme &theme)
{
    QApplication::setPalette(theme.palette());
    application.setStyleSheet(theme.styleSheet());
    QFont toolTip = QToolTip::font();
    toolTip.setFamilies(familiesWithEmoji(toolTip));
    QToolTip::setFont(toolTip);
}

} // namespace natter
