// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

#include <QDialog>

class QFormLayout;

namespace natter {

/// What is known of a message besides its text: from whom it is, its times, how far it got, and what it is called.
class MessageDetailsDialog : public QDialog
{
    Q_OBJECT

public:
    /// Of a conversation with somebody of that name.
    MessageDetailsDialog(const ChatMessage &message, const QString &peerName, QWidget *parent = nullptr);

    /// Who in a room has displayed it, the last first.
    void showReaders(const QList<MessageReader> &readers);

private:
    void add(const QString &title, const QString &text);

    QFormLayout *m_form;
};

} // namespace natter
