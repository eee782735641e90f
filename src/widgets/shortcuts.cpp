// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shortcuts.h"

#include "chat/preferences.h"

#include <QCoreApplication>
#include <QShortcut>
#include <QWidget>

#include <algorithm>

namespace natter {

namespace {

struct Row
{
    Shortcut shortcut;
    const char *name;
    const char *text;
    QList<QKeySequence> usual;
};

} // namespace

static const QList<Row> &rows()
{
    using Keys = QList<QKeySequence>;
    static const QList<Row> rows {
        { Shortcut::Find, "find", QT_TRANSLATE_NOOP("Shortcut", "Find chats, people, messages and actions"),
          Keys { Qt::CTRL | Qt::Key_K, Qt::CTRL | Qt::SHIFT | Qt::Key_F } },
        { Shortcut::FindHere, "findHere", QT_TRANSLATE_NOOP("Shortcut", "Search the open chat"),
          Keys { Qt::CTRL | Qt::Key_F } },
        { Shortcut::Reply, "reply", QT_TRANSLATE_NOOP("Shortcut", "Reply to the message"),
          Keys { Qt::CTRL | Qt::Key_R } },
        { Shortcut::React, "react", QT_TRANSLATE_NOOP("Shortcut", "React to the message"),
          Keys { Qt::CTRL | Qt::SHIFT | Qt::Key_R } },
        { Shortcut::SendLater, "sendLater", QT_TRANSLATE_NOOP("Shortcut", "Send what is written later"),
          Keys { Qt::CTRL | Qt::SHIFT | Qt::Key_L } },
        { Shortcut::NextChat, "nextChat", QT_TRANSLATE_NOOP("Shortcut", "Next chat"),
          Keys { Qt::ALT | Qt::Key_Down, Qt::CTRL | Qt::Key_Tab } },
        { Shortcut::PreviousChat, "previousChat", QT_TRANSLATE_NOOP("Shortcut", "Previous chat"),
          Keys { Qt::ALT | Qt::Key_Up, Qt::CTRL | Qt::SHIFT | Qt::Key_Tab } },
        { Shortcut::NewChat, "newChat", QT_TRANSLATE_NOOP("Shortcut", "New chat"), Keys { Qt::CTRL | Qt::Key_N } },
        { Shortcut::NextPane, "nextPane", QT_TRANSLATE_NOOP("Shortcut", "Next part of the window"),
          Keys { Qt::Key_F6 } },
        { Shortcut::CollapseLists, "collapseLists", QT_TRANSLATE_NOOP("Shortcut", "Narrow or widen the list"),
          Keys { Qt::Key_F9 } },
        { Shortcut::LargerText, "largerText", QT_TRANSLATE_NOOP("Shortcut", "Larger text"),
          Keys { Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal } },
        { Shortcut::SmallerText, "smallerText", QT_TRANSLATE_NOOP("Shortcut", "Smaller text"),
          Keys { Qt::CTRL | Qt::Key_Minus } },
        { Shortcut::NormalText, "normalText", QT_TRANSLATE_NOOP("Shortcut", "Text in its normal size"),
          Keys { Qt::CTRL | Qt::Key_0 } },
        { Shortcut::Settings, "settings", QT_TRANSLATE_NOOP("Shortcut", "Settings"),
          Keys { Qt::CTRL | Qt::Key_Comma } },
        { Shortcut::CloseWindow, "closeWindow", QT_TRANSLATE_NOOP("Shortcut", "Close the window"),
          Keys { Qt::CTRL | Qt::Key_W } },
        { Shortcut::Quit, "quit", QT_TRANSLATE_NOOP("Shortcut", "Quit"), Keys { Qt::CTRL | Qt::Key_Q } },
    };
    return rows;
}

static const Row &rowOf(Shortcut shortcut) { return rows().at(static_cast<int>(shortcut)); }

QList<Shortcut> allShortcuts()
{
    QList<Shortcut> all;
    for (const Row &row : rows()) {
        all.append(row.shortcut);
    }
    return all;
}

QString shortcutText(Shortcut shortcut) { return QCoreApplication::translate("Shortcut", rowOf(shortcut).text); }

QString shortcutName(Shortcut shortcut) { return QString::fromLatin1(rowOf(shortcut).name); }

QList<QKeySequence> usualKeys(Shortcut shortcut) { return rowOf(shortcut).usual; }

QList<QKeySequence> keysOf(Shortcut shortcut, const Preferences &preferences)
{
    const auto &chosen = preferences.values().shortcuts;
    const auto found = chosen.constFind(shortcutName(shortcut));
    if (found == chosen.cend()) {
        return usualKeys(shortcut);
    }
    QList<QKeySequence> keys;
    for (const QString &text : *found) {
        const QKeySequence sequence(text, QKeySequence::PortableText);
        if (!sequence.isEmpty() && !areForWriting(sequence)) { // somebody may have written the file by hand
            keys.append(sequence);
        }
    }
    return keys;
}

QString keysText(const QList<QKeySequence> &keys)
{
    return QKeySequence::listToString(keys, QKeySequence::NativeText)
        .replace(QStringLiteral("; "), QStringLiteral(", "));
}

void setKeys(Shortcut shortcut, const QList<QKeySequence> &keys, Preferences &preferences)
{
    auto values = preferences.values();
    if (keys == usualKeys(shortcut)) {
        values.shortcuts.remove(shortcutName(shortcut));
    } else {
        QStringList &texts = values.shortcuts[shortcutName(shortcut)];
        texts.clear();
        for (const QKeySequence &sequence : keys) {
            texts.append(sequence.toString(QKeySequence::PortableText));
        }
    }
    preferences.set(values);
}

std::optional<Shortcut> shortcutWith(const QKeySequence &keys, Shortcut except, const Preferences &preferences)
{
    const auto &all = rows();
    const auto found = std::find_if(all.cbegin(), all.cend(), [&](const Row &row) {
        return row.shortcut != except && keysOf(row.shortcut, preferences).contains(keys);
    });
    return found == all.cend() ? std::nullopt : std::optional(found->shortcut);
}

bool areForWriting(const QKeySequence &keys)
{
    static constexpr QKeySequence::StandardKey editing[] {
        QKeySequence::Copy,
        QKeySequence::Cut,
        QKeySequence::Paste,
        QKeySequence::Undo,
        QKeySequence::Redo,
        QKeySequence::SelectAll,
        QKeySequence::MoveToNextWord,
        QKeySequence::MoveToPreviousWord,
        QKeySequence::SelectNextWord,
        QKeySequence::SelectPreviousWord,
        QKeySequence::MoveToStartOfDocument,
        QKeySequence::MoveToEndOfDocument,
        QKeySequence::SelectStartOfDocument,
        QKeySequence::SelectEndOfDocument,
        QKeySequence::DeleteStartOfWord,
        QKeySequence::DeleteEndOfWord,
    };
    const bool edits = std::any_of(std::begin(editing), std::end(editing), [&keys](QKeySequence::StandardKey key) {
        return QKeySequence::keyBindings(key).contains(keys);
    });
    const QKeyCombination first = keys[0];
    const bool commands = first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    const bool functionKey = first.key() >= Qt::Key_F1 && first.key() <= Qt::Key_F35;
    const bool enters = first.key() == Qt::Key_Return || first.key() == Qt::Key_Enter || first.key() == Qt::Key_Escape;
    return edits || enters || (!commands && !functionKey);
}

void addShortcut(Shortcut shortcut, QWidget &owner, Preferences &preferences, const std::function<void()> &action)
{
    auto *keys = new QShortcut(&owner);
    const auto update = [keys, shortcut, &preferences] { keys->setKeys(keysOf(shortcut, preferences)); };
    QObject::connect(&preferences, &Preferences::changed, keys, update);
    QObject::connect(keys, &QShortcut::activated, &owner, action);
    update();
}

} // namespace natter
