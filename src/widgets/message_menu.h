// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QObject>

#include <functional>
#include <vector>

class QMenu;
class QWidget;

namespace natter {

class Dialogs;
class MessageEditing;
class MessageReacting;
class TimelineView;

/// All that can be done with a message, in a menu.
class MessageMenu : public QObject
{
    Q_OBJECT

public:
    /// For the messages of `timeline`, before whose parent it stands; that, `editing` and `reacting` must outlive it.
    MessageMenu(const ChatServices &services, Dialogs &dialogs, TimelineView &timeline, MessageEditing &editing,
                MessageReacting &reacting);

    /// More that can be done with a message.
    using Source = std::function<void(QMenu &menu, const ChatMessage &message)>;
    void addSource(const Source &source) { m_sources.push_back(source); }

    /// At that place of the screen; `link` is the one that is meant, if any.
    void show(const ChatMessage &message, const QPoint &position, const QString &link);

Q_SIGNALS:
    void forwardRequested(const QList<natter::ChatMessage> &messages);

private:
    void addCopies(QMenu &menu, const ChatMessage &message, const QString &link);
    void addShowing(QMenu &menu, const ChatMessage &message);
    void addChoice(QMenu &menu, const ChatMessage &message);
    void addChosen(QMenu &menu);
    void addRepeats(QMenu &menu, const ChatMessage &message);

    ChatServices m_services;
    Dialogs &m_dialogs;
    TimelineView &m_timeline;
    MessageEditing &m_editing;
    MessageReacting &m_reacting;
    QWidget *m_window;
    std::vector<Source> m_sources;
};

} // namespace natter
