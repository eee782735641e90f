// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/saboteur.h"

#include "base/crash_points.h"

namespace natter {

using Way = CutProxy::Way;
using std::chrono::milliseconds;

static constexpr int armingPatience = 1500; // milliseconds; then the line is cut where it is
static constexpr int dyingPatience = 8000; ///< then the program is killed wherever it is
static constexpr int recoveryPatience = 180'000;

Saboteur::Saboteur(Person &victim, QList<Fault> &plan, Chronicle &chronicle, Dice &dice,
                   const std::function<bool()> &crashServer)
    : m_victim(victim)
    , m_plan(plan)
    , m_chronicle(chronicle)
    , m_dice(dice)
    , m_crashServer(crashServer)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_arming) {
            m_victim.line().cut();
            struck();
        } else if (m_dying) {
            m_victim.kill();
            Q_EMIT m_victim.died();
        } else if (m_waiting) {
            m_chronicle.noteProblem(m_victim.account() + QStringLiteral(" did not come back within a minute"));
            goOn();
        }
    });
    connect(&m_victim.line(), &CutProxy::broken, this, [this] {
        if (m_arming) {
            struck();
        }
    });
    connect(&m_victim, &Person::died, this, [this] {
        if (std::exchange(m_dying, false)) {
            m_chronicle.noteFault(Fault::CoreKill, m_victim.account(), QStringLiteral("there"));
            after(m_dice.below(300), [this] { m_victim.start(); });
            struck();
        }
    });
    connect(&m_victim, &Person::wentOnline, this, [this] {
        if (m_waiting) {
            goOn();
        }
    });
}

void Saboteur::after(int time, const std::function<void()> &work) { QTimer::singleShot(time, this, work); }

void Saboteur::schedule()
{
    Q_EMIT striking();
    if (m_plan.isEmpty()) {
        m_victim.line().setQuality({});
        m_done = true;
        Q_EMIT done();
        return;
    }
    after(m_dice.below(500), [this] { strike(); });
}

void Saboteur::strike()
{
    if (m_plan.isEmpty()) {
        schedule();
        return;
    }
    changeWeather();
    strikeWith(m_plan.takeFirst());
}

void Saboteur::strikeWith(Fault fault)
{
    switch (fault) {
    case Fault::Cut:
        return cut();
    case Fault::HalfOpen:
        return halfOpen();
    case Fault::Reset:
        return reset();
    case Fault::ServerKill:
        return crash();
    case Fault::CoreKill:
        return killCore();
    case Fault::Suspend:
        return suspend();
    }
}

void Saboteur::changeWeather()
{
    LineQuality quality;
    switch (m_dice.below(10)) {
    case 0:
        quality.delay = milliseconds(m_dice.between(5, 150));
        break;
    case 1:
        quality.bytesPerSecond = m_dice.between(20'000, 100'000);
        break;
    case 2:
        quality.byteByByte = true;
        break;
    default:
        break;
    }
    m_victim.line().setQuality(quality);
}

void Saboteur::breakSoon()
{
    m_arming = true;
    m_patience.start(armingPatience);
}

void Saboteur::cut()
{
    const Way way = m_dice.once(2) ? Way::ToServer : Way::ToClient;
    const int bytes = m_dice.once(2) ? m_dice.between(1, 300) : m_dice.between(1, 6000);
    const QString where = way == Way::ToServer ? QStringLiteral("to") : QStringLiteral("from");
    if (m_dice.once(4)) {
        m_chronicle.noteFault(Fault::Cut, m_victim.account(), QStringLiteral("now"));
        m_victim.line().cut();
        struck();
    } else if (m_dice.once(4)) { // the connection that comes then gets as far as the login, or the resumption
        m_chronicle.noteFault(Fault::Cut, m_victim.account(),
                              QStringLiteral("now, and after %1 bytes %2 the server").arg(bytes).arg(where));
        m_victim.line().cut();
        m_victim.line().cutAfter(bytes, way);
        breakSoon();
    } else {
        m_chronicle.noteFault(Fault::Cut, m_victim.account(),
                              QStringLiteral("after %1 bytes %2 the server").arg(bytes).arg(where));
        m_victim.line().cutAfter(bytes, way);
        breakSoon();
    }
}

void Saboteur::halfOpen()
{
    const QList<QList<Way>> choices { { Way::ToServer, Way::ToClient }, { Way::ToServer }, { Way::ToClient } };
    const int choice = m_dice.below(3);
    const int patience = m_dice.between(8000, 20'000); // of whoever is on the way: Natter itself notices before
    m_chronicle.noteFault(Fault::HalfOpen, m_victim.account(),
                          QStringLiteral("%1, for %2 ms")
                              .arg(choice == 0       ? QStringLiteral("both ways")
                                       : choice == 1 ? QStringLiteral("to the server")
                                                     : QStringLiteral("from the server"))
                              .arg(patience));
    m_victim.line().swallow(choices[choice], milliseconds(patience));
    struck();
}

void Saboteur::reset()
{
    m_chronicle.noteFault(Fault::Reset, m_victim.account(), {});
    m_victim.line().resetInRecord(m_dice.once(2) ? Way::ToServer : Way::ToClient);
    breakSoon();
}

void Saboteur::crash()
{
    if (!m_crashServer()) {
        after(200, [this] { crash(); }); // somebody else just did
        return;
    }
    m_chronicle.noteFault(Fault::ServerKill, QStringLiteral("the server"), {});
    struck();
}

void Saboteur::killCore()
{
    m_chronicle.noteFault(Fault::CoreKill, m_victim.account(), {});
    m_victim.kill();
    if (m_dice.once(2)) {
        killAgain(m_dice.below(static_cast<int>(CrashPoint::IncomingAcknowledged) + 1));
    } else {
        after(m_dice.below(300), [this] { m_victim.start(); });
        struck();
    }
}

/// It dies once more where that hurts: at a place that its next run passes sooner or later.
void Saboteur::killAgain(int crashPoint)
{
    const int pass = m_dice.once(2) ? 1 : m_dice.between(2, 12);
    m_chronicle.note(QStringLiteral("%1 is to die at crash point %2, pass %3")
                         .arg(m_victim.account(), QString::number(crashPoint), QString::number(pass)));
    m_dying = true;
    m_victim.startToDie(crashPoint, pass);
    m_patience.start(dyingPatience);
    for (int i = 0; i < 3; ++i) {
        Q_EMIT striking(); // so that there is something to pass it with
    }
}

void Saboteur::suspend()
{
    const int time = m_dice.between(300, 2500);
    const bool away = m_dice.once(2);
    m_chronicle.noteFault(Fault::Suspend, m_victim.account(),
                          QStringLiteral("for %1 ms%2").arg(time).arg(away ? QStringLiteral(", line cut") : QString()));
    m_victim.core().suspend();
    if (away) {
        m_victim.line().cut();
    }
    after(time, [this, away] {
        m_victim.core().proceed();
        if (away || !m_victim.isOnline()) {
            struck();
        } else {
            goOn();
        }
    });
}

/// From now on the person is not there, until they are.
void Saboteur::struck()
{
    m_arming = false;
    if (m_dice.once(4)) {
        m_waiting = false;
        m_patience.stop();
        after(m_dice.between(20, 800), [this] { schedule(); });
        return;
    }
    m_waiting = true;
    m_patience.start(recoveryPatience);
}

void Saboteur::goOn()
{
    m_waiting = false;
    m_patience.stop();
    after(m_dice.below(200), [this] { schedule(); });
}

} // namespace natter
