// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QPushButton>

namespace natter {

/// Shows keys, and once pressed takes the next ones. Esc leaves them as they are, Backspace wants none.
class KeysButton : public QPushButton
{
    Q_OBJECT

public:
    explicit KeysButton(QWidget *parent = nullptr);

    /// What is shown, and for what the keys are.
    void fill(const QString &keys, const QString &purpose);

Q_SIGNALS:
    void pressedKeys(const QKeySequence &keys);
    void noneWanted();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void setListening(bool listening);
    void take(const QKeyEvent &event);

    QString m_keys;
    bool m_listening = false;
};

} // namespace natter
