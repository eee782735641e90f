// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>

#include <functional>
#include <optional>

class QWidget;

namespace natter {

class Preferences;

/// What the keyboard does from anywhere in a window, by keys that the person may change.
enum class Shortcut {
    Find,
    FindHere,
    Reply,
    React,
    SendLater,
    NextChat,
    PreviousChat,
    NewChat,
    NextPane,
    CollapseLists,
    LargerText,
    SmallerText,
    NormalText,
    Settings,
    CloseWindow,
    Quit,
};
QList<Shortcut> allShortcuts();

/// What it does, for people,
QString shortcutText(Shortcut shortcut);
/// and its name in the settings file.
QString shortcutName(Shortcut shortcut);
QList<QKeySequence> usualKeys(Shortcut shortcut);

/// Any of these; none if the person wants none.
QList<QKeySequence> keysOf(Shortcut shortcut, const Preferences &preferences);
/// As the system writes them; empty if there are none.
QString keysText(const QList<QKeySequence> &keys);
void setKeys(Shortcut shortcut, const QList<QKeySequence> &keys, Preferences &preferences);

/// Which shortcut, but for `except`, has these keys.
std::optional<Shortcut> shortcutWith(const QKeySequence &keys, Shortcut except, const Preferences &preferences);
/// Whether the keys would be missed where one writes: they are characters, or edit.
bool areForWriting(const QKeySequence &keys);

/// Does `action` while the window of `owner` is in front; follows what is chosen.
void addShortcut(Shortcut shortcut, QWidget &owner, Preferences &preferences, const std::function<void()> &action);

} // namespace natter
