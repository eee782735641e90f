// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>

class QProcess;

namespace natter {

/// A sound of the freedesktop theme, played by a program of the sound server. Nothing waits for it, and without such a
/// program or the theme there is none.
class ThemeSound : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /// What still plays is stopped.
    ~ThemeSound() override;

    /// By its name in the Sound Naming Specification. One at a time: what comes while another plays is not heard.
    void play(const QString &name);

private:
    void playWith(const QStringList &players, const QString &file);

    QPointer<QProcess> m_playing;
};

} // namespace natter
