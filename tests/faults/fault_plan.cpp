// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/fault_plan.h"

#include <algorithm>
#include <array>

namespace natter {

QString nameOf(Fault fault)
{
    static const std::array names { "cut", "half-open", "reset", "server kill", "core kill", "suspend" };
    return QString::fromLatin1(names.at(static_cast<size_t>(fault)));
}

QString Dice::nonce()
{
    QString result;
    for (int i = 0; i < 10; ++i) {
        result += QLatin1Char("0123456789abcdefghjkmnpqrstvwxyz"[below(32)]);
    }
    return result;
}

QString Dice::text()
{
    static const QStringList words { QStringLiteral("Wherefore"),
                                     QStringLiteral("<art>"),
                                     QStringLiteral("thou & I"),
                                     QStringLiteral("\u00e4\u00f6\u00fc\u00df"),
                                     QStringLiteral("\u4f60\u597d"),
                                     QStringLiteral("\u05d0\u0631\u0628"),
                                     QStringLiteral("\U0001f41d\U0001f469\u200d\U0001f680"),
                                     QStringLiteral("]]>"),
                                     QStringLiteral("\"'"),
                                     QStringLiteral("line\n\tline"),
                                     QStringLiteral("&amp;"),
                                     QStringLiteral("e\u0301") };
    const int count = once(20) ? between(100, 1500) : between(1, 12);
    QStringList chosen;
    for (int i = 0; i < count; ++i) {
        chosen.append(words[below(static_cast<int>(words.size()))]);
    }
    return chosen.join(u' ');
}

QList<Fault> faultPlan(int cuts, int kills, Dice &dice)
{
    QList<Fault> plan;
    const int halfOpen = cuts * 4 / 15;
    const int resets = cuts * 3 / 15;
    plan.append(QList<Fault>(cuts - halfOpen - resets, Fault::Cut));
    plan.append(QList<Fault>(halfOpen, Fault::HalfOpen));
    plan.append(QList<Fault>(resets, Fault::Reset));
    plan.append(QList<Fault>(kills / 2, Fault::ServerKill));
    plan.append(QList<Fault>(kills - kills / 2, Fault::CoreKill));
    plan.append(QList<Fault>(cuts / 15, Fault::Suspend));
    std::shuffle(plan.begin(), plan.end(), dice.engine());
    return plan;
}

} // namespace natter
