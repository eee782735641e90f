// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

/// The program itself, as a script starts and asks it.
namespace natter::program {

inline constexpr int patience = 20'000; // milliseconds

/// What a run of the program said.
struct Answer
{
    int code = -1; ///< -1: it crashed, or did not end
    QByteArray output;
    QByteArray errors;

    QList<QJsonObject> lines() const
    {
        QList<QJsonObject> objects;
        for (const QByteArray &line : output.trimmed().split('\n')) {
            objects.append(QJsonDocument::fromJson(line).object());
        }
        return output.isEmpty() ? QList<QJsonObject>() : objects;
    }
    QJsonObject last() const { return output.isEmpty() ? QJsonObject() : lines().last(); }
    QString value(const QString &key) const { return last()[key].toVariant().toString(); }
    QString errorKind() const { return last()[u"error"][u"kind"].toString(); }
    QString message() const { return last()[u"error"][u"message"].toString(); }
    /// Exit code 1 after one line with the kind of the failure and a sentence about it.
    bool isExplained() const
    {
        return code == 1 && lines().size() == 1 && !errorKind().isEmpty() && !message().isEmpty();
    }
};

inline Answer answerOf(QProcess &process, int within = patience)
{
    const bool ended = process.state() == QProcess::NotRunning || process.waitForFinished(within);
    if (!ended) {
        process.kill();
        process.waitForFinished(3 * patience); // its own waits are longer than one
    }
    return { ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
             process.readAllStandardOutput(), process.readAllStandardError() };
}

/// Whether `events --follow` has printed such an event by now.
inline bool tells(QProcess &events, const QString &event, const QString &key, const QString &value)
{
    const auto lines = Answer { 0, events.peek(events.bytesAvailable()), {} }.lines();
    return std::any_of(lines.cbegin(), lines.cend(), [&](const QJsonObject &line) {
        return line[u"event"].toString() == event && line[key].toVariant().toString() == value;
    });
}

/// `input` is all that it can read.
inline Answer run(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(NATTER_PROGRAM, arguments);
    process.write(input);
    process.closeWriteChannel();
    return answerOf(process);
}

/// One Natter with a profile of its own, driven as a script would. It may be started again after it ended.
class Program
{
public:
    Program() = default;
    /// In good order, if it listens: a server keeps the session of one that was killed, and gives it messages.
    ~Program()
    {
        if (isRunning()) {
            quit();
        }
        stop();
    }
    Q_DISABLE_COPY_MOVE(Program)

    QString profile() const { return m_folder.filePath(QStringLiteral("profile")); }
    QString path(const QString &name) const { return profile() + u'/' + name; }
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 number() const { return m_process.processId(); }
    /// What it complained about, and what the last command that failed was told.
    QByteArray errors() { return (m_errors += m_process.readAllStandardError()) + m_failed; }

    void launch(const QStringList &options)
    {
        m_process.start(NATTER_PROGRAM, QStringList { "--profile", profile() } + options);
        m_process.waitForStarted();
    }
    /// Until it answers scripts.
    bool start(const QStringList &options = { "--enable-ctl" })
    {
        launch(options);
        return QTest::qWaitFor([this] { return does("account list") || !isRunning(); }, patience) && isRunning();
    }
    /// The words of `line`, then `more`.
    Answer ctl(const QString &line, const QStringList &more = {}) const
    {
        return run(QStringList { "ctl", "--profile", profile() } + line.split(u' ', Qt::SkipEmptyParts) + more);
    }
    /// The same, with something to read.
    Answer ctlReading(const QByteArray &input, const QString &line) const
    {
        return run(QStringList { "ctl", "--profile", profile() } + line.split(u' ', Qt::SkipEmptyParts), input);
    }
    bool does(const QString &line, const QStringList &more = {}) const
    {
        const Answer answer = ctl(line, more);
        m_failed = answer.code == 0 ? m_failed : line.toUtf8() + ": " + answer.output + answer.errors;
        return answer.code == 0;
    }
    /// A command that takes its time; returns once Natter has heard it.
    std::unique_ptr<QProcess> begin(const QString &line) const
    {
        const auto sockets = [this] { return ctl("stats").last()[u"sockets"].toInt(); };
        const int before = sockets();
        auto process = std::make_unique<QProcess>();
        process->start(NATTER_PROGRAM, QStringList { "ctl", "--profile", profile() } + line.split(u' '));
        if (!QTest::qWaitFor([&] { return sockets() > before; }, patience)) {
            qFatal("nothing hears %s", qPrintable(line));
        }
        return process;
    }
    /// Asks it to end; its exit code.
    int quit() { return does("quit") ? end() : -1; }
    /// Waits until it has ended; its exit code.
    int end() { return answerOf(m_process).code; }
    void stop() { answerOf(m_process, 0); }

    /// The first line of the answer whose `key` is `value`.
    QJsonObject find(const QString &command, const QString &key, const QString &value) const
    {
        const auto lines = ctl(command).lines();
        const auto found = std::find_if(lines.cbegin(), lines.cend(),
                                        [&](const QJsonObject &line) { return line[key].toString() == value; });
        return found == lines.cend() ? QJsonObject() : *found;
    }
    QJsonObject account(const QString &jid) const { return find("account list", "account", jid); }
    QJsonObject reason(const QString &jid) const { return account(jid)[u"reason"].toObject(); }
    bool reaches(const QString &jid, const QString &state) const
    {
        return QTest::qWaitFor([&] { return account(jid)[u"state"].toString() == state; }, 2 * patience);
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_errors;
    mutable QByteArray m_failed;
};

} // namespace natter::program
