// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/stall_meter.h"
#include "models/chat_services.h"
#include "store/store.h"

#include <QJsonObject>
#include <QLocalSocket>
#include <QTimer>

namespace natter {

class MainWindow;

/// What scripts may reach.
struct CtlServices
{
    ChatServices chat;
    StoreThread &store;
    MainWindow &window;
    StallMeter &stalls;
};

/// The arguments of one command: what stands by itself, and --options with their values.
struct CtlArguments
{
    QStringList words;
    QHash<QString, QString> options;
    QString folder; ///< that relative file names start from
    QString cut; ///< the last option, if it lacks its value

    static CtlArguments parse(const QStringList &arguments, const QString &folder);
    /// A password comes beside them: others can read what a program is started with.
    bool wantSecret() const { return options.contains(QStringLiteral("password-from-stdin")); }
    QString path(const QString &name) const;
    int seconds(int otherwise) const; ///< --timeout
};

/// One command of a script, from its arguments to its exit code.
class CtlSession : public QObject
{
    Q_OBJECT

public:
    /// Deletes itself once the other side is gone.
    CtlSession(QLocalSocket *socket, const CtlServices &services, const std::optional<Error> &problem, QObject *parent);

    CtlServices &services() { return m_services; }
    const CtlArguments &arguments() const { return m_arguments; }
    /// What came with --password-from-stdin; else empty.
    const Secret &secret() const { return m_secret; }

    void print(const QJsonObject &object);
    void finish(int exitCode = 0);
    void fail(const Error &error);
    void finishWith(const Result<> &result);
    /// Fails with Timeout unless the command ends before.
    void startTimeout(int seconds);
    bool isFinished() const { return m_finished; }

    /// The account of --account, else the first one; fails and returns null if there is none.
    Account *account();
    /// The word at `index` as a bare address; fails and returns null if it is none.
    Jid jid(qsizetype index);
    /// The same, but somebody in a room keeps the nickname there.
    Jid peer(Account &account, qsizetype index);

Q_SIGNALS:
    void quitRequested();

private:
    void readRequest();

    QLocalSocket *m_socket;
    CtlServices m_services;
    CtlArguments m_arguments;
    Secret m_secret;
    std::optional<Error> m_problem; ///< nothing stored can be used
    QTimer m_timeout;
    bool m_started = false;
    bool m_finished = false;
};

/// Why these words are no command with options that it takes: names the word that is wrong. Empty if they are one.
QString ctlProblem(const CtlArguments &arguments);
/// What is printed then; the exit code is 2.
QJsonObject ctlUsage(const QString &problem);
/// Runs the command in the session's arguments, which have to be one.
void runCtlCommand(CtlSession &session);

} // namespace natter
