// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/keys_button.h"

#include "base/text.h"

#include <QKeyEvent>

namespace natter {

KeysButton::KeysButton(QWidget *parent) : QPushButton(parent)
{
    setAutoDefault(false);
    setCheckable(true);
    connect(this, &QPushButton::clicked, this, &KeysButton::setListening);
}

void KeysButton::fill(const QString &keys, const QString &purpose)
{
    m_keys = keys.isEmpty() ? tr("none") : keys;
    setAccessibleName(purpose);
    setAccessibleDescription(m_keys);
    setListening(false);
}

void KeysButton::setListening(bool listening)
{
    m_listening = listening;
    setChecked(listening);
    setText(listening ? tr("Press the new keys…") : embedded(m_keys));
    setToolTip(listening ? tr("Esc leaves them as they are, Backspace wants none.") : QString());
}

/// While we listen, keys belong to nobody else: no shortcut, no Tab.
bool KeysButton::event(QEvent *event)
{
    if (m_listening && event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (m_listening && event->type() == QEvent::KeyPress) {
        take(*static_cast<QKeyEvent *>(event));
        return true;
    }
    return QPushButton::event(event);
}

void KeysButton::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter) {
        setListening(true);
    } else {
        QPushButton::keyPressEvent(event);
    }
}

void KeysButton::take(const QKeyEvent &event)
{
    const int key = event.key();
    const bool modifier = key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta
        || key == Qt::Key_AltGr || key == Qt::Key_unknown || key == 0;
    if (modifier) {
        return; // the key itself comes next
    }
    const Qt::KeyboardModifiers held = event.modifiers() & ~Qt::KeypadModifier;
    setListening(false);
    if (held == Qt::NoModifier && key == Qt::Key_Backspace) {
        Q_EMIT noneWanted();
    } else if (held == Qt::NoModifier && (key == Qt::Key_Tab || key == Qt::Key_Backtab)) {
        focusNextChild();
    } else if (held == Qt::ShiftModifier && key == Qt::Key_Backtab) {
        focusPreviousChild();
    } else if (key != Qt::Key_Escape) {
        // Shift is already in a sign like the question mark
        const bool sign = key < Qt::Key_Escape && !QChar::isLetterOrNumber(uint(key)) && key != Qt::Key_Space;
        const int real = key == Qt::Key_Backtab ? int(Qt::Key_Tab) : key;
        const auto modifiers = sign ? held & ~Qt::ShiftModifier : held;
        Q_EMIT pressedKeys(QKeySequence(QKeyCombination(modifiers, static_cast<Qt::Key>(real))));
    }
}

void KeysButton::focusOutEvent(QFocusEvent *event)
{
    setListening(false);
    QPushButton::focusOutEvent(event);
}

} // namespace natter
