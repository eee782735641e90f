// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QObject>

class QMenu;
class QPushButton;
class QWidget;

namespace natter {

class Composer;
class ComposerCommands;
class ComposerTools;
class Dialogs;
class NoticeBar;

/// Sends what is written in the composer later, and says above it what is to be sent so.
class SendingLater : public QObject
{
    Q_OBJECT

public:
    /// `window` is what questions stand before.
    SendingLater(const ChatServices &services, Dialogs &dialogs, ComposerCommands &commands, ComposerTools &tools,
                 QWidget *window);

    /// What stands above the composer; hidden while there is nothing to say.
    QWidget *bar() const { return m_bar; }
    void open(const ConversationId &id);
    /// What can be done with what is written, and with what waits.
    void addActions(QMenu &menu);

Q_SIGNALS:
    /// What was written has left the composer.
    void kept();
    void failed(const natter::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(QMenu &menu);
    void popUp();
    void chooseTime();
    void keep(const QDateTime &time);
    void showList();
    QString writtenAs(const LaterMessage &message) const;
    void update();
    void updateLateness();
    QString textOf(const QList<LaterMessage> &messages) const;

    ChatServices m_services;
    Dialogs &m_dialogs;
    ComposerCommands &m_commands;
    ComposerTools &m_tools;
    Composer &m_composer;
    QWidget *m_window;
    ConversationId m_id;
    QDateTime m_before; ///< when what is in the composer was to be sent; null: never
    QMenu *m_menu;
    QWidget *m_bar;
    NoticeBar *m_late;
    QPushButton *m_waiting;
};

} // namespace natter
