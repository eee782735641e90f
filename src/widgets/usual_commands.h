// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_command.h"
#include "models/chat_services.h"

#include <QObject>

#include <optional>

class QWidget;

namespace natter {

class ComposerCommands;

/// The commands that every conversation has: what is said in another form, how the conversation is treated, where to
/// go, and what can be asked.
class UsualCommands : public QObject
{
    Q_OBJECT

public:
    /// Offers them with the commands of a composer, to which this belongs. `window` is what questions stand before.
    UsualCommands(const ChatServices &services, ComposerCommands &commands, QWidget *window);

    /// Asks to which day of the conversation to go.
    void askForDay();

Q_SIGNALS:
    void searchWanted(const QString &words);
    /// A message to be shown, by its row in the store.
    void messageWanted(qint64 message);
    void linkActivated(const QString &link);
    void closeWanted();

private:
    using Ask = std::function<QFuture<Result<Iq>>(Account &account, const Jid &device)>;
    using Tell = std::function<QString(const QString &who, const Iq &answer)>;

    QList<ChatCommand> ofSaying();
    QList<ChatCommand> ofTreatment(const ConversationId &id);
    QList<ChatCommand> ofPlaces(const ConversationId &id);
    QList<ChatCommand> ofPeople(const ConversationId &id);
    QString mute(const ConversationId &id, const QString &duration);
    QString openChat(const QString &whom);
    QString goToDay(const QString &day);
    void goTo(const ConversationId &id, const QDate &day);
    QString appear(const ConversationId &id, const QString &how);
    QString ping(const ConversationId &id);
    QString askForVersions(const ConversationId &id);
    QString askDevices(const ConversationId &id, const Ask &ask, const Tell &tell);

    ChatServices m_services;
    ComposerCommands &m_commands;
    QWidget *m_window;
};

} // namespace natter
