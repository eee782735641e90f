// XEP-0082: XMPP Date and Time Profiles, version 1.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0082_date_time.h"

namespace natter {

QDateTime dateTimeFrom(const QString &text)
{
    if (text.size() < 20 || text.size() > 40 || text[10] != u'T') {
        return {};
    }
    const bool hasZone = text.endsWith(u'Z') || text.lastIndexOf(u'+') > 10 || text.lastIndexOf(u'-') > 10;
    const QDateTime moment = QDateTime::fromString(text, Qt::ISODateWithMs);
    return hasZone && moment.isValid() ? moment.toUTC() : QDateTime();
}

QString dateTimeText(const QDateTime &moment) { return moment.toUTC().toString(Qt::ISODateWithMs); }

} // namespace natter
