// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults/judge.h"
#include "faults/saboteur.h"
#include "support/server_launcher.h"

#include <array>

namespace natter {

/// What a lane has to go through.
struct LaneSettings
{
    ServerLauncher::Kind server = ServerLauncher::Kind::Prosody;
    QString core; ///< the program natter-core
    QString peer; ///< the script of the reference peer
    QString folder; ///< for profiles and logs
    QString mischief; ///< of the Natters, so that the judge has something to find; empty: none
    std::chrono::milliseconds patience {}; ///< without news, then what is still open never will be anything
    quint64 seed = 1;
    int messages = 0;
    int cuts = 0;
    int kills = 0;
};

/// One server, two Natters behind lines that break, one with STARTTLS and one with direct TLS, and a reference peer:
/// they type to each other, and the Natters in a room, while everything goes wrong, and in the end all that is known of
/// it is compared.
class Lane : public QObject
{
    Q_OBJECT

public:
    explicit Lane(const LaneSettings &settings);

    /// False: problem() says why there is nothing to run.
    bool start();
    const QString &problem() const { return m_problem; }
    bool isDone() const { return m_stage == Stage::Done; }
    const Verdict &verdict() const { return m_verdict; }
    const Chronicle &chronicle() const { return m_chronicle; }
    QString progress() const;

private:
    enum class Stage { Entering, Breaking, Settling, Reporting, Reading, Done };

    void enterRoom();
    void beginBreaking();
    bool crashServer();
    void restartServer();
    void typeShare();
    void typeOne();
    void watch();
    void settle();
    void askForReports();
    void takePeer(const QJsonObject &event);
    void readArchives();
    void conclude();
    QString address(const QString &name) const;
    QString room() const;

    const LaneSettings m_settings;
    Dice m_dice;
    Chronicle m_chronicle;
    ServerLauncher m_server;
    QList<Fault> m_plan;
    int m_faults = 0;
    int m_typed = 0;
    std::array<std::unique_ptr<Person>, 2> m_people;
    std::array<std::unique_ptr<Saboteur>, 2> m_saboteurs;
    std::unique_ptr<LineProcess> m_peer;
    QTimer m_watch;
    QElapsedTimer m_inStage;
    Stage m_stage = Stage::Entering;
    bool m_serverDown = false;
    int m_failedStarts = 0;
    int m_reports = 0; ///< conversations that are still to be listed
    QSet<QString> m_unread; ///< archives that are still to be read
    Ledger m_ledger;
    Verdict m_verdict;
    QString m_problem;
};

} // namespace natter
