// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace natter {

/// A link in a text, as [start, start + length).
struct FoundLink
{
    qsizetype start = 0;
    qsizetype length = 0;
};

/// The web, mail and xmpp: addresses in `text`, in time linear in its length. Punctuation that ends a sentence or
/// closes a bracket around the link is not part of it.
QList<FoundLink> findLinks(QStringView text);

/// Only http, https, xmpp and mailto are ever opened.
bool mayOpen(const QString &link);

} // namespace natter
