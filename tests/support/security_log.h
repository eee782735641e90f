// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QStringList>

#include <utility>

namespace natter {

/// What is said in the security log while this object lives, by any thread; everything else is said as always.
class SecurityLog
{
public:
    SecurityLog() { s_before = qInstallMessageHandler(take); }
    ~SecurityLog() { qInstallMessageHandler(s_before); }
    Q_DISABLE_COPY_MOVE(SecurityLog)

    QStringList takeLines()
    {
        const QMutexLocker lock(&s_mutex);
        return std::exchange(s_lines, {});
    }

private:
    static void take(QtMsgType type, const QMessageLogContext &context, const QString &text)
    {
        if (qstrcmp(context.category, "natter.security") == 0) {
            const QMutexLocker lock(&s_mutex);
            s_lines.append(text);
        } else {
            s_before(type, context, text);
        }
    }

    inline static QtMessageHandler s_before = nullptr;
    inline static QMutex s_mutex;
    inline static QStringList s_lines;
};

} // namespace natter
