// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/fast_token.h"

#include <QStringList>

namespace natter {

Secret FastToken::write() const
{
    return Secret(mechanism + u'\n' + expiry.toUTC().toString(Qt::ISODate) + u'\n' + token.reveal());
}

std::optional<FastToken> FastToken::read(const Secret &text)
{
    const QStringList lines = text.reveal().split(u'\n');
    if (lines.size() != 3 || !lines[0].startsWith(u"HT-") || lines[2].isEmpty()) {
        return std::nullopt;
    }
    return FastToken { lines[0], Secret(lines[2]), QDateTime::fromString(lines[1], Qt::ISODate) };
}

} // namespace natter
