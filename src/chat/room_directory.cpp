// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/room_directory.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/text.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace natter {

static constexpr qsizetype servicesAsked = 50;
static constexpr qsizetype askedAtOnce = 5;
static constexpr int mostPages = 100;

static Error malformed() { return { Error::Kind::Malformed, QStringLiteral("that is no list"), {}, {} }; }

struct RoomDirectory::Search
{
    QList<Jid> open; ///< not asked yet
    QHash<Jid, RoomService> found;
    QList<Jid> order;
    QSet<Jid> gateways;
    qsizetype asked = 0; ///< not answered yet
    QPromise<Result<QList<RoomService>>> promise;
};

static RoomService serviceOf(const Jid &address, const DiscoInfo &info)
{
    RoomService service;
    service.address = address;
    service.hasRooms = std::any_of(info.identities.cbegin(), info.identities.cend(), [](const auto &identity) {
        return identity.category == u"conference" && identity.type == u"text";
    });
    service.canSearch = info.features.contains(ChannelQuery::name.ns);
    service.contacts = contactAddressesFrom(info);
    return service;
}

/// To other networks, whose rooms are not those of the server.
static bool isGateway(const DiscoInfo &info)
{
    return std::any_of(info.identities.cbegin(), info.identities.cend(), [](const auto &identity) {
        return identity.category == u"gateway" || (identity.category == u"conference" && identity.type != u"text");
    });
}

/// The lower, the more likely it is the one that a server has its own rooms at.
static int rankOf(const Jid &service, const Jid &server, bool isGateway)
{
    static constexpr std::array usual { u"muc", u"conference", u"chat", u"rooms" };
    const QString domain = service.domain();
    const bool isBelow = domain.endsWith(u'.' + server.domain());
    const bool isUsual = std::find(usual.begin(), usual.end(), domain.section(u'.', 0, 0)) != usual.end();
    return (isGateway ? 4 : 0) + (isBelow ? 0 : 2) + (isUsual ? 0 : 1);
}

QFuture<Result<QList<RoomService>>> RoomDirectory::services()
{
    const auto search = std::make_shared<Search>();
    search->promise.start();
    whenDone(m_protocol.discovery().askForItems(m_protocol.channel().self().domainJid()), this,
             [this, search](const Result<Iq> &answer) {
                 const auto items = answer ? answer->payload<DiscoItems>() : std::nullopt;
                 if (!items) {
                     search->promise.addResult(
                         Result<QList<RoomService>>(tl::unexpected(answer ? malformed() : answer.error())));
                     search->promise.finish();
                     return;
                 }
                 for (const DiscoItems::Item &item : items->items) {
                     if (item.node.isEmpty() && !search->order.contains(item.address)
                         && search->order.size() < servicesAsked) {
                         search->order.append(item.address);
                     }
                 }
                 search->open = search->order;
                 look(search);
             });
    return search->promise.future();
}

/// A service that does not answer holds up only its own place in the line.
void RoomDirectory::look(const std::shared_ptr<Search> &search)
{
    while (!search->open.isEmpty() && search->asked < askedAtOnce) {
        const Jid service = search->open.takeFirst();
        ++search->asked;
        whenDone(m_protocol.discovery().ask(service), this, [this, search, service](const Result<Iq> &answer) {
            --search->asked;
            const auto info = answer ? answer->payload<DiscoInfo>() : std::nullopt;
            if (info && isGateway(*info)) {
                search->gateways.insert(service);
            }
            search->found[service] = info ? serviceOf(service, *info) : RoomService { service };
            look(search);
        });
    }
    if (search->open.isEmpty() && search->asked == 0 && !search->promise.future().isFinished()) {
        const Jid server = m_protocol.channel().self().domainJid();
        std::stable_sort(search->order.begin(), search->order.end(), [&](const Jid &one, const Jid &other) {
            return rankOf(one, server, search->gateways.contains(one))
                < rankOf(other, server, search->gateways.contains(other));
        });
        QList<RoomService> services;
        for (const Jid &address : std::as_const(search->order)) {
            const RoomService service = search->found.value(address);
            if (service.hasRooms || service.canSearch) {
                services.append(service);
            }
        }
        search->promise.addResult(services);
        search->promise.finish();
    }
}

/// What is made of the answer, once it is there.
template <typename T, typename Read>
static QFuture<Result<T>> answered(const QFuture<Result<Iq>> &answer, QObject *context, const Read &read)
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    whenDone(answer, context, [promise, read](const Result<Iq> &iq) {
        const std::optional<T> value = iq ? read(*iq) : std::optional<T>();
        promise->addResult(value ? Result<T>(*value) : Result<T>(tl::unexpected(iq ? malformed() : iq.error())));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<RoomService>> RoomDirectory::service(const Jid &address)
{
    return answered<RoomService>(m_protocol.discovery().ask(address), this,
                                 [address](const Iq &answer) -> std::optional<RoomService> {
                                     const auto info = answer.payload<DiscoInfo>();
                                     return info ? std::optional(serviceOf(address, *info)) : std::nullopt;
                                 });
}

QFuture<Result<FoundRooms>> RoomDirectory::search(const Jid &service, const ChannelQuery &query)
{
    return answered<FoundRooms>(m_protocol.channel().request(channelSearch(service, query)), this,
                                [](const Iq &answer) -> std::optional<FoundRooms> {
                                    const auto page = answer.payload<ChannelPage>();
                                    if (!page) {
                                        return std::nullopt;
                                    }
                                    FoundRooms found;
                                    for (const FoundChannel &channel : page->channels) {
                                        found.rooms.append({ channel.address, channel.title, channel.description,
                                                             channel.language, channel.occupants, channel.isOpen });
                                    }
                                    found.next = found.rooms.isEmpty() ? QString() : page->set.last;
                                    return found;
                                });
}

struct RoomDirectory::Browsing
{
    Jid service;
    QList<RoomListing> rooms;
    QSet<Jid> known;
    int pages = 0;
    QPromise<Result<QList<RoomListing>>> promise;

    void finish()
    {
        std::stable_sort(rooms.begin(), rooms.end(), [](const RoomListing &one, const RoomListing &other) {
            return QString::localeAwareCompare(one.title, other.title) < 0;
        });
        promise.addResult(rooms);
        promise.finish();
    }
};

QFuture<Result<QList<RoomListing>>> RoomDirectory::browse(const Jid &service)
{
    const auto browsing = std::make_shared<Browsing>();
    browsing->service = service;
    browsing->promise.start();
    ask(browsing, std::nullopt);
    return browsing->promise.future();
}

void RoomDirectory::ask(const std::shared_ptr<Browsing> &browsing, const std::optional<ResultSet> &set)
{
    whenDone(m_protocol.discovery().askForItems(browsing->service, set), this,
             [this, browsing](const Result<Iq> &answer) { take(browsing, answer); });
}

/// Some services write how many are there behind the name.
static RoomListing listingOf(const DiscoItems::Item &item)
{
    static const QRegularExpression counted(QStringLiteral("^(.*) \\((\\d{1,9})\\)$"),
                                            QRegularExpression::DotMatchesEverythingOption);
    RoomListing listing;
    listing.address = item.address.bare();
    listing.title = cut(item.label.trimmed(), limits::nameChars);
    if (const auto match = counted.match(listing.title); match.hasMatch()) {
        listing.title = match.captured(1).trimmed();
        listing.occupants = match.captured(2).toInt();
    }
    if (listing.title.isEmpty()) {
        listing.title = listing.address.local();
    }
    return listing;
}

void RoomDirectory::take(const std::shared_ptr<Browsing> &browsing, const Result<Iq> &answer)
{
    const auto page = answer ? answer->payload<DiscoItems>() : std::nullopt;
    if (!page && browsing->rooms.isEmpty()) {
        browsing->promise.addResult(Result<QList<RoomListing>>(tl::unexpected(answer ? malformed() : answer.error())));
        browsing->promise.finish();
        return;
    }
    bool isNew = false;
    for (const DiscoItems::Item &item : page ? page->items : QList<DiscoItems::Item>()) {
        const Jid address = item.address.bare();
        if (address.hasLocal() && !browsing->known.contains(address) && browsing->rooms.size() < limits::discoItems) {
            browsing->known.insert(address);
            browsing->rooms.append(listingOf(item));
            isNew = true;
        }
    }
    const auto set = page ? page->set : std::nullopt;
    const bool hasMore = isNew && set && !set->last.isEmpty() && set->count.value_or(0) > browsing->rooms.size()
        && browsing->rooms.size() < limits::discoItems && ++browsing->pages < mostPages;
    if (hasMore) {
        ResultSet next;
        next.max = limits::archivePage;
        next.after = set->last;
        ask(browsing, next);
    } else {
        browsing->finish();
    }
}

QFuture<Result<RoomInfo>> RoomDirectory::info(const Jid &room)
{
    return answered<RoomInfo>(m_protocol.discovery().ask(room.bare()), this,
                              [](const Iq &answer) -> std::optional<RoomInfo> {
                                  const auto info = answer.payload<DiscoInfo>();
                                  return info ? std::optional(roomInfoFrom(*info)) : std::nullopt;
                              });
}

} // namespace natter
