// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/ledger.h"

#include <QRegularExpression>

namespace natter {

QString MessageTag::text(const QString &filler) const
{
    return QStringLiteral("[%1 > %2 #%3 %4] %5").arg(sender, recipient, QString::number(sequence), nonce, filler);
}

std::optional<MessageTag> MessageTag::read(const QString &body)
{
    static const QRegularExpression form(QStringLiteral("^\\[(\\S+) > (\\S+) #(\\d+) (\\w+)\\] "));
    const auto match = form.match(body);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    return MessageTag { match.captured(1), match.captured(2), match.captured(3).toInt(), match.captured(4) };
}

} // namespace natter
