// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QHash>
#include <QObject>
#include <QSet>

class QMenu;
class QWidget;

namespace natter {

/// Answers messages with emoji: offers those that are used most, and all others behind them; and says who else has.
class MessageReacting : public QObject
{
    Q_OBJECT

public:
    /// `window` is what the choice stands before.
    MessageReacting(const ChatServices &services, QWidget *window);

    /// Lets the person choose at that place of the screen.
    void choose(const ChatMessage &message, const QPoint &globalPosition);
    /// Adds the reaction to ours, or takes it back if it is one of them.
    void toggle(const ChatMessage &message, const QString &emoji);
    /// Says who has answered the message with that, in the place of a tool tip that says how many.
    void nameReactors(const ChatMessage &message, const QString &emoji, const QString &toolTip);
    /// What can be done with the reactions that the message has.
    void addActions(QMenu &menu, const ChatMessage &message);

Q_SIGNALS:
    /// A reaction could not be sent, or came back.
    void failed(const natter::Error &error);

private:
    void showGiven(const ChatMessage &message);
    void chooseFromAll(const ChatMessage &message, const QPoint &globalPosition);

    ChatServices m_services;
    QWidget *m_window;
    struct Wanted
    {
        QStringList emoji; ///< ours
        int pending = 0; ///< answers of the store
    };

    QHash<qint64, Wanted> m_wanted; ///< by the row of the message, until the store has it
    QSet<qint64> m_sent; ///< rows of the reactions that may still come back
};

} // namespace natter
