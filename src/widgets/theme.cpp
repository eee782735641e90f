// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QWidget>

#include <cmath>

namespace natter {

Theme Theme::light()
{
    return { false,     QColor(QLatin1String("#f4f5f7")), QColor(QLatin1String("#ffffff")), QColor(QLatin1String("#eef0f3")), QColor(QLatin1String("#1b1f24")), QColor(QLatin1String("#5f6772")), QColor(QLatin1String("#e2e5ea")), QColor(QLatin1String("#2f6fed")),
             QColor(QLatin1String("#ffffff")), QColor(QLatin1String("#e4edff")), QColor(QLatin1String("#ffffff")), QColor(QLatin1String("#dbe8ff")), QColor(QLatin1String("#178048")), QColor(QLatin1String("#a15f00")), QColor(QLatin1String("#c8352f")) };
}

Theme Theme::darkTheme()
{
    return { true,      QColor(QLatin1String("#14171b")), QColor(QLatin1String("#1b1f24")), QColor(QLatin1String("#14171b")), QColor(QLatin1String("#e6e9ee")), QColor(QLatin1String("#98a1ad")), QColor(QLatin1String("#2a2f37")), QColor(QLatin1String("#5b8ff5")),
             QColor(QLatin1String("#0d1420")), QColor(QLatin1String("#253552")), QColor(QLatin1String("#232830")), QColor(QLatin1String("#2a4068")), QColor(QLatin1String("#4cc38a")), QColor(QLatin1String("#e5a13a")), QColor(QLatin1String("#ff7b72")) };
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
    QString sheet = QString::fromUtf8(file.readAll());;
    const QColor scroll = dark ? QColor(QColor(QLatin1String("#3a414b"))) : QColor(QColor(QLatin1String("#cdd2d9")));
    const std::pair<const char *, QColor> tokens[] = {
        { "@onAccent", onAccent }, { "@accent", accent }, { "@panel", panel },   { "@text", text },
        { "@line", line },         { "@field", field },   { "@muted", muted },   { "@selected", selectedRow },
        { "@danger", danger },   { "@warning", warning },     { "@scroll", scroll },
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
}

} // namespace natter
