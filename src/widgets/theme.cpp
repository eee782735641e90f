// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include <QApplication>
#include <QStyleFactory>
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
    QString sheet = QStringLiteral(R"(
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px 8px; }
QLineEdit, QSpinBox, QComboBox { background: @field; border: 1px solid @line; border-radius: 8px; padding: 6px 10px;
    selection-background-color: @accent; selection-color: @onAccent; min-height: 1.3em; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus { border-color: @accent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView { background: @panel; border: 1px solid @line; selection-background-color: @selected;
    selection-color: @text; padding: 4px; }
QPushButton { background: @field; border: 1px solid @line; border-radius: 8px; padding: 7px 16px; min-height: 1.2em; }
QPushButton:hover { border-color: @accent; }
QPushButton:focus { border-color: @accent; }
QPushButton:default, QPushButton[primary="true"] { background: @accent; color: @onAccent; border-color: @accent;
    font-weight: 600; }
QPushButton:disabled { color: @muted; background: @field; border-color: @line; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; color: @accent; padding: 4px 8px; }
QPushButton[flat="true"]:hover, QPushButton[flat="true"]:focus { border-color: @line; }
QToolButton { border: none; border-radius: 8px; padding: 7px; background: transparent; }
QToolButton:hover, QToolButton:checked { background: @selected; }
QToolButton:focus { background: @selected; }
QToolButton::menu-indicator { image: none; }
QMenu { background: @panel; border: 1px solid @line; padding: 5px; }
QMenu::item { padding: 7px 26px 7px 12px; border-radius: 6px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @selected; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 5px 8px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @scroll; border-radius: 3px; min-height: 32px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @scroll; border-radius: 3px; min-width: 32px; margin: 2px; }
QSplitter::handle { background: @line; }
QListView, QTreeView, QTableView, QPlainTextEdit, QTextEdit { border: none; }
QTabBar::tab { padding: 7px 14px; border: none; color: @muted; }
QTabBar::tab:selected { color: @accent; border-bottom: 2px solid @accent; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QGroupBox { border: 1px solid @line; border-radius: 8px; margin-top: 1.2em; padding: 10px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; color: @muted; }
QLabel[role="title"] { font-size: 16pt; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="problem"] { color: @danger; }
QLabel[role="section"] { color: @muted; font-weight: 600; }
QFrame[role="line"] { background: @line; max-height: 1px; min-height: 1px; border: none; }
)");
    const QColor scroll = dark ? QColor(QColor(QLatin1String("#3a414b"))) : QColor(QColor(QLatin1String("#cdd2d9")));
    const std::pair<const char *, QColor> tokens[] = {
        { "@onAccent", onAccent }, { "@accent", accent }, { "@panel", panel },   { "@text", text },
        { "@line", line },         { "@field", field },   { "@muted", muted },   { "@selected", selectedRow },
        { "@danger", danger },     { "@scroll", scroll },
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
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(theme.palette());
    application.setStyleSheet(theme.styleSheet());
}

} // namespace natter
