// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element_reader.h"

#include <QByteArray>

namespace natter {

/// The element that `xml` spells; a fixture that is not well-formed ends the program.
inline Element elementFrom(const QByteArray &xml)
{
    const auto parsed = parseElement(xml);
    if (!parsed) {
        qFatal("not a fixture: %s: %s", xml.constData(), qPrintable(parsed.error().detail));
    }
    return *parsed;
}

/// As elementFrom(), in the namespace that a client's stream has.
inline Element stanzaFrom(const QByteArray &xml)
{
    return elementFrom("<stream xmlns='jabber:client'>" + xml + "</stream>").firstChild();
}

} // namespace natter
