// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/theme_sound.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

namespace natter {

static constexpr int longest = 5'000; ///< milliseconds that a sound may take

/// Of PulseAudio, which PipeWire mostly serves as well; of PipeWire.
static QStringList players()
{
    QStringList found;
    for (const auto *name : { "paplay", "pw-play" }) {
        const QString path = QStandardPaths::findExecutable(QLatin1String(name));
        if (!path.isEmpty()) {
            found.append(path);
        }
    }
    return found;
}

void ThemeSound::play(const QString &name)
{
    const QString file = QStandardPaths::locate(QStandardPaths::GenericDataLocation,
                                                QStringLiteral("sounds/freedesktop/stereo/%1.oga").arg(name));
    if (!m_playing && !file.isEmpty()) {
        playWith(players(), file);
    }
}

/// The first of them that can.
void ThemeSound::playWith(const QStringList &players, const QString &file)
{
    if (players.isEmpty()) {
        return;
    }
    auto *process = new QProcess(this);
    m_playing = process;
    const auto ended = [this, process, players, file](bool isPlayed) {
        process->deleteLater();
        m_playing.clear();
        if (!isPlayed) {
            playWith(players.mid(1), file);
        }
    };
    connect(process, &QProcess::finished, this, [ended](int code) { ended(code == 0); });
    connect(process, &QProcess::errorOccurred, this, [ended](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) { // else it finishes as well
            ended(false);
        }
    });
    QTimer::singleShot(longest, process, &QProcess::kill);
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(QProcess::nullDevice());
    process->start(players.first(), { file });
}

ThemeSound::~ThemeSound()
{
    if (m_playing) {
        m_playing->disconnect(this);
        m_playing->setParent(nullptr); // which would wait for it
        connect(m_playing, &QProcess::finished, m_playing, &QObject::deleteLater);
        m_playing->kill();
    }
}

} // namespace natter
