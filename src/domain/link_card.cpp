// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/link_card.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/link_finder.h"

#include <QJsonObject>
#include <QUrl>

#include <algorithm>

namespace natter {

static constexpr auto pngStart = "\x89PNG\r\n\x1a\n";
static constexpr auto jpegStart = "\xff\xd8\xff";

QString hostOf(const QString &link)
{
    const QUrl url(link, QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"https" || url.scheme() == u"http";
    if (link.size() > limits::cardLinkChars || !isWeb || !mayOpen(link)) {
        return {};
    }
    const QString host = url.host(QUrl::FullyEncoded);
    const int usual = url.scheme() == u"https" ? 443 : 80;
    const bool isPlain = std::all_of(host.cbegin(), host.cend(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
    if (host.isEmpty() || !isPlain) {
        return {};
    }
    return url.port(usual) == usual ? host : QStringLiteral("%1:%2").arg(host).arg(url.port());
}

bool isWrittenOtherwise(const QString &link)
{
    const qsizetype begin = link.indexOf(QStringLiteral("//")) + 2;
    const auto isEnd = [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; };
    const auto end = std::find_if(link.cbegin() + begin, link.cend(), isEnd);
    const auto misleads = [](QChar c) { return c >= u'\x80' || c == u'@' || c == u'%'; };
    return !hostOf(link).isEmpty() && std::any_of(link.cbegin() + begin, end, misleads);
}

static constexpr qsizetype mostLinks = 50; ///< of a text that are looked at: others could make it thousands

static QStringList webLinks(const QString &text)
{
    QStringList links;
    const QString shown = cut(text, limits::bodyChars);
    const auto found = findLinks(shown);
    for (const FoundLink &each : found) {
        const QString link = shown.mid(each.start, each.length);
        if (!hostOf(link).isEmpty()) {
            links.append(link);
        }
        if (links.size() == mostLinks) {
            break;
        }
    }
    return links;
}

QString firstWebLink(const QString &text, const QStringList &others)
{
    const QStringList links = webLinks(text);
    const auto first =
        std::find_if(links.cbegin(), links.cend(), [&others](const QString &link) { return !others.contains(link); });
    return first == links.cend() ? QString() : *first;
}

/// Controls that are visible already stay as they are, so that this can be done again.
static QString tidied(const QString &text, qsizetype limit)
{
    return cut(withVisibleControls(cut(text.simplified(), limit)), limit);
}

static QByteArray usable(const QByteArray &picture)
{
    const bool isKnown = picture.startsWith(pngStart) || picture.startsWith(jpegStart);
    return isKnown && picture.size() <= limits::cardPictureBytes ? picture : QByteArray();
}

static QByteArray encoded(const QString &link)
{
    return QUrl(link, QUrl::StrictMode).toEncoded(QUrl::NormalizePathSegments);
}

/// A link may be written in several ways: what counts is that of the text, of whose links `known` are the encoded ones.
static QString linkMeant(const QString &link, const QStringList &links, const QByteArrayList &known)
{
    if (links.contains(link)) {
        return link;
    }
    const qsizetype same = hostOf(link).isEmpty() ? -1 : known.indexOf(encoded(link));
    return same < 0 ? QString() : links[same];
}

QList<LinkCard> cardsFor(const QString &text, const QList<LinkCard> &cards)
{
    if (cards.isEmpty()) { // as nearly always
        return {};
    }
    const QStringList links = webLinks(text);
    QByteArrayList known;
    std::transform(links.cbegin(), links.cend(), std::back_inserter(known), encoded);
    QList<LinkCard> usables;
    for (const LinkCard &card : cards) {
        LinkCard own;
        own.link = linkMeant(card.link, links, known);
        own.title = tidied(card.title, limits::cardTitleChars);
        own.description = tidied(card.description, limits::cardTextChars);
        own.site = tidied(card.site, limits::nameChars);
        own.picture = usable(card.picture);
        own.pictureText = tidied(card.pictureText, limits::cardTitleChars);
        const bool isThere = std::any_of(usables.cbegin(), usables.cend(),
                                         [&own](const LinkCard &other) { return other.link == own.link; });
        const bool isMute = own.title.isEmpty() && own.description.isEmpty();
        if (!own.link.isEmpty() && !isThere && !isMute && usables.size() < limits::linkCards) {
            usables.append(own);
        }
    }
    return usables;
}

QByteArray pictureIn(const QString &dataLink)
{
    for (const QStringView start : { u"data:image/png;base64,", u"data:image/jpeg;base64," }) {
        const QStringView content = QStringView(dataLink).mid(start.size());
        if (!dataLink.startsWith(start, Qt::CaseInsensitive) || content.size() > limits::cardPictureBytes * 2) {
            continue;
        }
        const auto decoded =
            QByteArray::fromBase64Encoding(content.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        return decoded ? usable(*decoded) : QByteArray();
    }
    return {};
}

QString dataLinkOf(const QByteArray &picture)
{
    const QString kind = picture.startsWith(pngStart) ? QStringLiteral("png") : QStringLiteral("jpeg");
    return QStringLiteral("data:image/%1;base64,%2").arg(kind, QString::fromLatin1(picture.toBase64()));
}

QJsonArray cardsJson(const QList<LinkCard> &cards, Pictures pictures)
{
    QJsonArray array;
    for (const LinkCard &card : cards) {
        QJsonObject object { { QStringLiteral("link"), card.link }, { QStringLiteral("title"), card.title } };
        const auto add = [&object](const char *key, const QString &text) {
            if (!text.isEmpty()) {
                object[QLatin1String(key)] = text;
            }
        };
        add("description", card.description);
        add("site", card.site);
        if (pictures == Pictures::Yes && !card.picture.isEmpty()) {
            add("picture", QString::fromLatin1(card.picture.toBase64()));
            add("pictureText", card.pictureText);
        }
        array.append(object);
    }
    return array;
}

QList<LinkCard> cardsOfJson(const QJsonArray &array)
{
    QList<LinkCard> cards;
    for (const auto &value : array) {
        const QJsonObject object = value.toObject();
        const auto text = [&object](const char *key) { return object.value(QLatin1String(key)).toString(); };
        if (!text("link").isEmpty()) {
            cards.append({ text("link"), text("title"), text("description"), text("site"),
                           QByteArray::fromBase64(text("picture").toLatin1()), text("pictureText") });
        }
    }
    return cards;
}

} // namespace natter
