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

/// The web, mail and xmpp: addresses in `text`, in time linear in its length, and if `all` are wanted those of
/// encrypted files as well, which are not for opening. Punctuation that ends a sentence or closes a bracket around the
/// link is not part of it.
enum class Links { ToOpen, All };
QList<FoundLink> findLinks(QStringView text, Links wanted = Links::ToOpen);

/// Only http, https, xmpp and mailto are ever opened.
bool mayOpen(const QString &link);

} // namespace natter
