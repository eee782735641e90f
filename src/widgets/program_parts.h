// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace natter {

/// Something that Natter is made of, and the licence that it is under.
struct ProgramPart
{
    QString name;
    QString version; ///< empty: not known to a running program
    QString licence; ///< as SPDX writes it
    QString textFile; ///< where the text of the licence is
};

/// Natter itself, then everything that this program uses. The same file (resources/parts/parts.json) is what the bill
/// of materials of a package is made of.
QList<ProgramPart> programParts();
/// What a relocatable archive brings along besides, such as libraries of fonts; `library` is its folder of libraries,
/// beside `share`.
QList<ProgramPart> bundledParts(const QString &library);
/// The whole licence.
QString licenceText(const ProgramPart &part);

} // namespace natter
