// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace natter {

/// One damaged copy of a fixture, and what was done to it.
struct Mutilation
{
    enum class Root { Same, Renamed };

    QString description;
    Element element;
    Root root = Root::Same; ///< Renamed: nobody may recognise the element any more
};

/// Every way in which a hostile peer would bend `xml`: each attribute dropped, emptied or filled with nonsense, each
/// element renamed, moved to another namespace, dropped, doubled, multiplied or swapped with its child, each text
/// replaced by something huge or odd.
QList<Mutilation> mutilationsOf(const QByteArray &xml);

} // namespace natter
