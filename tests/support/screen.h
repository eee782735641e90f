// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

namespace natter {

/// An X server of our own, for what needs a real one. It ends with this object.
class Screen
{
public:
    Screen() = default;
    ~Screen()
    {
        m_process.terminate();
        m_process.waitForFinished(5000);
    }
    Q_DISABLE_COPY_MOVE(Screen)

    /// What is started from now on is shown there.
    bool start()
    {
        m_process.start(QStringLiteral("Xvfb"),
                        { QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                          QStringLiteral("0"), QStringLiteral("1400x900x24"), QStringLiteral("-nolisten"),
                          QStringLiteral("tcp") });
        if (!m_process.waitForReadyRead(20'000)) {
            return false;
        }
        qputenv("DISPLAY", ":" + m_process.readAllStandardOutput().trimmed());
        qunsetenv("WAYLAND_DISPLAY");
        qputenv("QT_QPA_PLATFORM", "xcb");
        return true;
    }
    static QString problem() { return QStringLiteral("Xvfb does not start; './dev setup' installs it."); }

private:
    QProcess m_process;
};

} // namespace natter
