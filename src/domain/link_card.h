// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QList>
#include <QString>

namespace natter {

/// What the sender of a message says about a link in it (XEP-0511). Nobody vouches for it but the sender.
struct LinkCard
{
    QString link; ///< as it stands in the text of the message
    QString title;
    QString description {};
    QString site {}; ///< what that calls itself
    QByteArray picture {}; ///< a PNG or JPEG that came along; none: empty
    QString pictureText {}; ///< what is to be seen there

    friend bool operator==(const LinkCard &, const LinkCard &) = default;
};

/// Where a link of the web leads to: its host in the letters of DNS ("xn--…" for all others), so that none looks like
/// another, and its port if that is not the usual one. Empty for other links, for those that browsers and we could
/// take differently, and for those beyond limits::cardLinkChars: they have no card.
QString hostOf(const QString &link);

/// Whether a link of the web has letters in the name of its host that hostOf() writes otherwise, as they may look like
/// others; or what is not the host in front of it.
bool isWrittenOtherwise(const QString &link);

/// The first link of the web in a text that can have a card, and is not among `others`; empty: there is none.
QString firstWebLink(const QString &text, const QStringList &others = {});

/// Those of `cards` that are about links in the text, at most one of each and limits::linkCards of all: each text one
/// line within its limit, with control characters made visible. What says nothing is left out.
QList<LinkCard> cardsFor(const QString &text, const QList<LinkCard> &cards);

/// The picture in a data: link, if it is a PNG or JPEG in base64 within limits::cardPictureBytes, else nothing. Whether
/// it can be decoded is another question.
QByteArray pictureIn(const QString &dataLink);
/// The opposite.
QString dataLinkOf(const QByteArray &picture);

/// For the disk, and for exports, which have no pictures.
enum class Pictures { No, Yes };
QJsonArray cardsJson(const QList<LinkCard> &cards, Pictures pictures);
/// The opposite; what is no card is left out.
QList<LinkCard> cardsOfJson(const QJsonArray &array);

} // namespace natter
