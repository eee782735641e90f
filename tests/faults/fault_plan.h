// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <random>

namespace natter {

/// What goes wrong next.
enum class Fault {
    Cut, ///< the connection closes, anywhere in the middle of something
    HalfOpen, ///< what is said gets nowhere, in one direction or in both
    Reset, ///< RST inside a TLS record
    ServerKill, ///< kill -9 of the server, which starts again
    CoreKill, ///< kill -9 of Natter, which starts again
    Suspend, ///< the machine sleeps
};

QString nameOf(Fault fault);

/// The dice of a run: the same seed throws the same.
class Dice
{
public:
    explicit Dice(quint64 seed) : m_engine(seed) { }

    /// Uniform in [0, bound).
    int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(m_engine); }
    int between(int low, int high) { return low + below(high - low + 1); }
    bool once(int in) { return below(in) == 0; } ///< once in so many times
    QString nonce();
    /// What people write: mostly short, sometimes long, in any script, with what XML has to escape.
    QString text();

    std::mt19937_64 &engine() { return m_engine; }

private:
    std::mt19937_64 m_engine;
};

/// `cuts` of the connection (8 clean ones to 4 half-open ones to 3 resets), `kills` (half of the server, half of
/// Natter) and one suspension for every fifteen cuts, shuffled.
QList<Fault> faultPlan(int cuts, int kills, Dice &dice);

} // namespace natter
