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
/// What a package with everything in it brings along besides, such as libraries of fonts; `program` is the folder that
/// the program is in: of an archive for Linux, of an installation on Windows, or of a bundle for macOS.
QList<ProgramPart> bundledParts(const QString &program);
/// The whole licence.
QString licenceText(const ProgramPart &part);

} // namespace natter
