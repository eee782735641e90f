// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/line_process.h"

#include <QJsonDocument>

#include <csignal>
#include <sys/prctl.h>

namespace natter {

LineProcess::LineProcess(const QString &program, const QStringList &arguments, const QString &log)
    : m_program(program)
    , m_arguments(arguments)
    , m_log(log)
{
}

LineProcess::~LineProcess() { kill(); }

void LineProcess::start(const QStringList &moreArguments)
{
    m_input.clear();
    m_process = std::make_unique<QProcess>();
    m_process->setStandardErrorFile(m_log, QIODevice::Append);
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &LineProcess::read);
    connect(m_process.get(), &QProcess::finished, this, [this](int exitCode, QProcess::ExitStatus status) {
        read();
        m_process.release()->deleteLater();
        Q_EMIT ended(status == QProcess::NormalExit ? exitCode : -1);
    });
    m_process->start(m_program, m_arguments + moreArguments);
}

void LineProcess::signal(int number)
{
    if (m_process && m_process->processId() > 0) {
        ::kill(static_cast<pid_t>(m_process->processId()), number);
    }
}

void LineProcess::kill()
{
    if (!m_process) {
        return;
    }
    m_process->disconnect(this);
    signal(SIGKILL);
    m_process->waitForFinished(10'000);
    read();
    m_process.reset();
}

void LineProcess::suspend() { signal(SIGSTOP); }

void LineProcess::proceed() { signal(SIGCONT); }

void LineProcess::send(const QJsonObject &order)
{
    if (m_process) {
        m_process->write(QJsonDocument(order).toJson(QJsonDocument::Compact) + '\n');
    }
}

void LineProcess::read()
{
    m_input += m_process->readAllStandardOutput();
    qsizetype begin = 0;
    for (qsizetype end = m_input.indexOf('\n'); end >= 0; end = m_input.indexOf('\n', begin)) {
        const QByteArray line = m_input.mid(begin, end - begin);
        begin = end + 1;
        Q_EMIT told(QJsonDocument::fromJson(line).object());
    }
    m_input.remove(0, begin); // half a line of a killed program was never told
}

} // namespace natter
