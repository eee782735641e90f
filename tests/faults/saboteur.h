// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults/person.h"

#include <functional>

namespace natter {

/// Breaks one thing after the other around one person: the line, the program, and the server behind both. Mostly waits
/// until the person is online again before the next; sometimes strikes while they are still getting up.
class Saboteur : public QObject
{
    Q_OBJECT

public:
    /// `crashServer` kills it and starts it again, or answers false if it is down already.
    Saboteur(Person &victim, QList<Fault> &plan, Chronicle &chronicle, Dice &dice,
             const std::function<bool()> &crashServer);

    void start() { schedule(); }
    bool isDone() const { return m_done; }

Q_SIGNALS:
    void striking();
    void done();

private:
    void schedule();
    void strike();
    void strikeWith(Fault fault);
    void cut();
    void halfOpen();
    void reset();
    void crash();
    void killCore();
    void killAgain(int crashPoint);
    void suspend();
    void breakSoon();
    void changeWeather();
    void struck();
    void goOn();
    void after(int milliseconds, const std::function<void()> &work);

    Person &m_victim;
    QList<Fault> &m_plan; ///< shared with other saboteurs
    Chronicle &m_chronicle;
    Dice &m_dice;
    const std::function<bool()> m_crashServer;
    QTimer m_patience; ///< for what was asked of the line, then for the person to be back
    bool m_arming = false; ///< the line is to break when enough has passed
    bool m_dying = false; ///< the program is to pass a crash point
    bool m_waiting = false; ///< for the person to be online
    bool m_done = false;
};

} // namespace natter
