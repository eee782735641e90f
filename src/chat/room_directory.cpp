// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/room_directory.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/text.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace natter {

static constexpr qsizetype servicesAsked = 50;
static constexpr qsizetype askedAtOnce = 5;
static constexpr int mostPages = 100;

static Error malformed() { return { Error::Kind::Malformed, QStringLiteral("that is no list"), {}, {} }; }

struct RoomDirectory::Search
{
    QList<Jid> open; ///< not asked yet
    QHash<Jid, bool> found; ///< whether it has rooms
    QList<Jid> order;
    qsizetype asked = 0; ///< not answered yet
    QPromise<Result<QList<Jid>>> promise;
};

QFuture<Result<QList<Jid>>> RoomDirectory::services()
{
    const auto search = std::make_shared<Search>();
    search->promise.start();
    whenDone(m_protocol.discovery().askForItems(m_protocol.channel().self().domainJid()), this,
             [this, search](const Result<Iq> &answer) {
                 const auto items = answer ? answer->payload<DiscoItems>() : std::nullopt;
                 if (!items) {
                     search->promise.addResult(
                         Result<QList<Jid>>(tl::unexpected(answer ? malformed() : answer.error())));
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
            search->found[service] =
                info && std::any_of(info->identities.cbegin(), info->identities.cend(), [](const auto &identity) {
                    return identity.category == u"conference" && identity.type == u"text";
                });
            look(search);
        });
    }
    if (search->open.isEmpty() && search->asked == 0 && !search->promise.future().isFinished()) {
        QList<Jid> services;
        for (const Jid &service : std::as_const(search->order)) {
            if (search->found.value(service)) {
                services.append(service);
            }
        }
        search->promise.addResult(services);
        search->promise.finish();
    }
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
    const auto promise = std::make_shared<QPromise<Result<RoomInfo>>>();
    promise->start();
    whenDone(m_protocol.discovery().ask(room.bare()), this, [promise](const Result<Iq> &answer) {
        const auto info = answer ? answer->payload<DiscoInfo>() : std::nullopt;
        promise->addResult(info ? Result<RoomInfo>(roomInfoFrom(*info))
                                : Result<RoomInfo>(tl::unexpected(answer ? malformed() : answer.error())));
        promise->finish();
    });
    return promise->future();
}

} // namespace natter
