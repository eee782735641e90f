// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

#include <QFrame>

class QToolButton;

namespace natter {

/// What can be done with a message, in reach while the mouse or the keyboard is on it.
class MessageActions : public QFrame
{
    Q_OBJECT

public:
    explicit MessageActions(QWidget *parent = nullptr);

    void setMessage(const ChatMessage &message);
    const ChatMessage &message() const { return m_message; }
    /// At that end of a bubble, or over its corner where there is no room beside it.
    void placeBeside(const QRectF &bubble, bool atEnd);
    /// In a row without a bubble, before what is `taken` at its end.
    void placeOver(const QRectF &row, bool atEnd, double taken);

Q_SIGNALS:
    void copyRequested(const natter::ChatMessage &message);
    void editRequested(const natter::ChatMessage &message);
    void replyRequested(const natter::ChatMessage &message);
    void reactionRequested(const natter::ChatMessage &message);
    void retryRequested(const natter::ChatMessage &message);
    /// All that can be done, in a menu at this place.
    void menuRequested(const natter::ChatMessage &message, const QPoint &globalPosition);

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void updateLook();
    void placeAt(double left, double top);

    ChatMessage m_message;
    QToolButton *m_retry;
    QToolButton *m_react;
    QToolButton *m_reply;
    QToolButton *m_edit;
    QToolButton *m_copy;
    QToolButton *m_more;
};

} // namespace natter
