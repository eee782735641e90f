// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>

#include <memory>

namespace natter {

/// A program that takes orders and tells events as lines of JSON. It ends with us, however we end.
class LineProcess : public QObject
{
    Q_OBJECT

public:
    /// What it writes to its standard error is appended to the file `log`.
    LineProcess(const QString &program, const QStringList &arguments, const QString &log);
    ~LineProcess() override;

    void start(const QStringList &moreArguments = {});
    bool isRunning() const { return m_process != nullptr; }
    /// kill -9; told() of what it had written comes before this returns.
    void kill();
    /// SIGSTOP and SIGCONT.
    void suspend();
    void proceed();
    void send(const QJsonObject &order);

Q_SIGNALS:
    void told(const QJsonObject &event);
    /// It ended by itself.
    void ended(int exitCode);

private:
    void read();
    void signal(int number);

    const QString m_program;
    const QStringList m_arguments;
    const QString m_log;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_input;
};

} // namespace natter
