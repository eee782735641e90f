// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

#include <QFrame>

class QToolButton;

namespace natter {

/// A row of the reactions that are used most, in reach of the mouse and of the number keys, and the way to all others.
class ReactionChoice : public QFrame
{
    Q_OBJECT

public:
    /// The usual ones, and some that the person chose lately; `chosen` are theirs already.
    ReactionChoice(const QStringList &recent, const QStringList &chosen, QWidget *parent);

    /// Beside that place of the screen, and within it.
    void popUp(const QPoint &globalPosition);

Q_SIGNALS:
    void chosen(const QString &emoji);
    /// Another one.
    void othersWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *addButton();
    void step(int by);

    QList<QToolButton *> m_buttons;
};

} // namespace natter
