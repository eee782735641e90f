// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/delivery_check.h"

#include "base/crash_points.h"
#include "base/future.h"
#include "base/limits.h"
#include "protocol/xep/xep0359_stanza_ids.h"

#include <algorithm>

namespace natter {

/// How far the server's clock may be behind ours.
static constexpr auto clockMargin = std::chrono::hours(1);

struct DeliveryCheck::Search
{
    QList<ChatMessage> missing; ///< not found yet, in conversations that are still to be searched
    QString after; ///< the page before ended there
    int pages = 0; ///< of the first conversation
    QList<qint64> found;
    QPromise<Result<QList<qint64>>> promise;

    Jid peer() const { return missing.first().conversation.peer; }
    void leaveConversation()
    {
        if (!missing.isEmpty()) {
            missing.removeIf([peer = peer()](const ChatMessage &message) { return message.conversation.peer == peer; });
        }
        after.clear();
        pages = 0;
    }
};

DeliveryCheck::DeliveryCheck(const Jid &account, MessageArchive &archive) : m_account(account), m_archive(archive) { }

QFuture<Result<QList<qint64>>> DeliveryCheck::archived(const QList<ChatMessage> &messages)
{
    const auto search = std::make_shared<Search>();
    search->missing = messages;
    search->promise.start();
    step(search);
    return search->promise.future();
}

void DeliveryCheck::step(const std::shared_ptr<Search> &search)
{
    if (search->missing.isEmpty()) {
        search->promise.addResult(Result<QList<qint64>>(search->found));
        search->promise.finish();
        return;
    }
    ArchiveQuery query;
    query.with = search->peer();
    query.set.after = search->after;
    for (const ChatMessage &message : std::as_const(search->missing)) {
        const QDateTime start = message.time.addSecs(-std::chrono::seconds(clockMargin).count());
        if (message.conversation.peer == query.with && (!query.start.isValid() || start < query.start)) {
            query.start = start;
        }
    }
    whenDone(m_archive.page(query), this, [this, search](const Result<ArchivePage> &page) {
        CrashPoints::pass(CrashPoint::ArchiveAsked);
        if (page) {
            take(*search, *page);
        } else if (page.error().kind == Error::Kind::Remote || page.error().kind == Error::Kind::Malformed) {
            search->leaveConversation(); // no archive, or none that can be read
        } else {
            search->promise.addResult(Result<QList<qint64>>(tl::unexpected(page.error())));
            search->promise.finish();
            return;
        }
        step(search);
    });
}

void DeliveryCheck::take(Search &search, const ArchivePage &page) const
{
    const Jid peer = search.peer();
    for (const ArchiveResult &result : page.messages) {
        const Message &archived = result.forwarded.message;
        if (archived.from.bare() != m_account || archived.to.bare() != peer) {
            continue;
        }
        const auto origin = OriginId::read(archived.child(OriginId::name));
        const QString id = origin ? origin->id : archived.id;
        const auto match =
            std::find_if(search.missing.cbegin(), search.missing.cend(), [&](const ChatMessage &message) {
                return message.conversation.peer == peer && message.stanzaId == id;
            });
        if (match != search.missing.cend()) {
            search.found.append(match->row);
            search.missing.erase(match);
        }
    }
    const bool more = std::any_of(search.missing.cbegin(), search.missing.cend(),
                                  [&peer](const ChatMessage &message) { return message.conversation.peer == peer; });
    const QString last = page.end.set.last;
    if (!more) {
        search.after.clear();
        search.pages = 0;
    } else if (page.end.complete || last.isEmpty() || last == search.after || ++search.pages >= limits::archivePages) {
        search.leaveConversation();
    } else {
        search.after = last;
    }
}

} // namespace natter
