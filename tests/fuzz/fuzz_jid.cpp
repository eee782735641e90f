// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/jid.h"

#include <cstdint>

using namespace natter;

static void require(bool holds)
{
    if (!holds) {
        __builtin_trap();
    }
}

/// An address that is one stays the same one, however often it is written and read.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto jid = Jid::parse(text);
    if (!jid) {
        return 0;
    }
    require(!jid->isNull());
    const Jid again = Jid::orNull(jid->toString());
    require(again == *jid);
    require(again.local() == jid->local() && again.domain() == jid->domain() && again.resource() == jid->resource());
    require(jid->bare().isBare() && Jid::orNull(jid->bare().toString()) == jid->bare());
    require(Jid::orNull(jid->domain()).domain() == jid->domain());
    if (!jid->isBare()) {
        require(jid->bare().withResource(jid->resource()) == *jid);
    }
    const QStringView special(u"\"&'/:<>@ ");
    for (const QChar c : jid->local()) {
        require(!special.contains(c));
    }
    require(!jid->domain().contains(u'/') && !jid->domain().contains(u'@'));
    return 0;
}
