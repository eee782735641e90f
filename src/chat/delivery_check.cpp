// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/delivery_check.h"

#include "base/crash_points.h"
#include "base/future.h"
#include "base/limits.h"
#include "protocol/xep/xep0359_stanza_ids.h"

#include <QTimer>

#include <algorithm>
#include <array>

namespace natter {

/// Where nothing older is known, a page this much older than what is looked for was reached in vain. A clock that was
/// further ahead than this when ours was typed would have it sent twice.
static constexpr auto clockMargin = std::chrono::hours(24) * 400;
static constexpr int knownBefore = 100; ///< messages of a conversation: some may have gone from the archive
static constexpr int maxRefusals = 3;

struct DeliveryCheck::Search
{
    QList<ChatMessage> missing; ///< not found yet, in conversations that are still to be searched
    QList<ChatMessage> notFound; ///< in those that were, this round
    Verdict verdict;
    QHash<Jid, QSet<QString>> known; ///< the archive's ids of what had arrived before ours, by contact
    QString before; ///< the page before began there
    int pages = 0; ///< of the first conversation
    bool keepsOurs = false; ///< of the first conversation
    bool secondRound = false;
    int refusals = 0;
    QPromise<Result<Verdict>> promise;

    Jid peer() const { return missing.first().conversation.peer; }
    void giveUpConversation()
    {
        for (const ChatMessage &message : std::as_const(missing)) {
            if (message.conversation.peer == peer()) {
                verdict.unknown.append(message.row);
            }
        }
        leaveConversation(false);
    }
    void leaveConversation(bool answered)
    {
        for (const ChatMessage &message : std::as_const(missing)) {
            if (answered && message.conversation.peer == peer()) {
                notFound.append(message);
                if (keepsOurs) {
                    verdict.absent.append(message.row);
                }
            }
        }
        if (!missing.isEmpty()) {
            missing.removeIf([peer = peer()](const ChatMessage &message) { return message.conversation.peer == peer; });
        }
        enterConversation();
    }
    void enterConversation()
    {
        before.clear();
        pages = 0;
        keepsOurs = false;
        refusals = 0;
    }
    void finish(const Result<Verdict> &result)
    {
        promise.addResult(result);
        promise.finish();
    }
};

DeliveryCheck::DeliveryCheck(const Jid &account, MessageArchive &archive, StoreThread &store)
    : m_account(account)
    , m_archive(archive)
    , m_store(store)
{
}

QFuture<Result<DeliveryCheck::Verdict>> DeliveryCheck::look(const QList<ChatMessage> &messages)
{
    const auto search = std::make_shared<Search>();
    search->missing = messages;
    std::stable_sort(
        search->missing.begin(), search->missing.end(), [](const ChatMessage &one, const ChatMessage &other) {
            return one.conversation.peer.toString() < other.conversation.peer.toString(); // one conversation at a time
        });
    search->promise.start();
    begin(search);
    return search->promise.future();
}

/// What had arrived before the first of a conversation's messages was recorded stands before all of them in the
/// archive.
void DeliveryCheck::begin(const std::shared_ptr<Search> &search)
{
    using Known = QHash<Jid, QSet<QString>>;
    QHash<Jid, ChatMessage> first;
    for (const ChatMessage &message : std::as_const(search->missing)) {
        const auto other = first.constFind(message.conversation.peer);
        if (other == first.constEnd() || message.row < other->row) {
            first.insert(message.conversation.peer, message);
        }
    }
    if (first.isEmpty()) {
        step(search);
        return;
    }
    const auto known = m_store.call([first](Store &store) -> Result<Known> {
        Known all;
        for (const ChatMessage &message : first) {
            const auto ids = store.messages().archiveIdsOfIncoming(message.conversation, message.row, knownBefore);
            if (!ids) {
                return tl::unexpected(ids.error());
            }
            all.insert(message.conversation.peer, { ids->cbegin(), ids->cend() });
        }
        return all;
    });
    whenDone(known, this, [this, search](const Result<Known> &ids) {
        search->known = ids.value_or(Known()); // without, it takes longer
        step(search);
    });
}

void DeliveryCheck::step(const std::shared_ptr<Search> &search)
{
    if (search->missing.isEmpty() && !search->notFound.isEmpty() && !search->secondRound) {
        search->secondRound = true;
        search->missing = std::exchange(search->notFound, {});
        search->verdict.absent.clear();
        QTimer::singleShot(limits::archiveLag, this, [this, search] { step(search); });
        return;
    }
    if (search->missing.isEmpty()) {
        search->finish(search->verdict);
        return;
    }
    ArchiveQuery query;
    query.with = search->peer();
    query.set.before = search->before;
    whenDone(m_archive.page(query), this, [this, search](const Result<ArchivePage> &page) { handle(search, page); });
}

static bool isPassing(const Error &error)
{
    static constexpr std::array conditions { u"resource-constraint", u"internal-server-error",
                                             u"remote-server-timeout" };
    return error.kind == Error::Kind::Remote
        && std::any_of(conditions.begin(), conditions.end(),
                       [&](const char16_t *condition) { return error.condition == QStringView(condition); });
}

void DeliveryCheck::handle(const std::shared_ptr<Search> &search, const Result<ArchivePage> &page)
{
    CrashPoints::pass(CrashPoint::ArchiveAsked);
    if (page) {
        take(*search, *page);
    } else if (isPassing(page.error())) {
        if (++search->refusals < maxRefusals) {
            QTimer::singleShot(limits::archiveLag, this, [this, search] { step(search); });
            return;
        }
        search->giveUpConversation();
    } else if (page.error().kind == Error::Kind::Remote || page.error().kind == Error::Kind::Malformed) {
        search->leaveConversation(false); // no archive, or none that can be read
    } else {
        search->finish(tl::unexpected(page.error()));
        return;
    }
    step(search);
}

void DeliveryCheck::take(Search &search, const ArchivePage &page)
{
    const Jid peer = search.peer();
    QList<qint64> rows;
    const QSet<QString> known = search.known.value(peer);
    QDateTime oldest;
    bool reachedKnown = false;
    for (const ArchiveResult &result : page.messages) {
        const Message &archived = result.forwarded.message;
        const QDateTime stamp = result.forwarded.stamp;
        reachedKnown = reachedKnown || known.contains(result.id);
        oldest = !oldest.isValid() || stamp < oldest ? stamp : oldest;
        if (archived.from.bare() != m_account || (peer.isBare() ? archived.to.bare() : archived.to) != peer) {
            continue;
        }
        search.keepsOurs = true;
        const auto origin = OriginId::read(archived.child(OriginId::name));
        const QString id = origin ? origin->id : archived.id;
        const auto match =
            std::find_if(search.missing.cbegin(), search.missing.cend(), [&](const ChatMessage &message) {
                return message.conversation.peer == peer && message.stanzaId == id;
            });
        if (match != search.missing.cend()) {
            rows.append(match->row);
            search.missing.erase(match);
        }
    }
    if (!rows.isEmpty()) {
        search.verdict.archived += rows;
        Q_EMIT found(rows);
    }
    QDateTime wanted;
    for (const ChatMessage &message : std::as_const(search.missing)) {
        if (message.conversation.peer == peer && (!wanted.isValid() || message.time < wanted)) {
            wanted = message.time;
        }
    }
    const QString first = page.end.set.first;
    const bool tooOld = oldest.isValid() && oldest < wanted.addSecs(-std::chrono::seconds(clockMargin).count());
    if (!wanted.isValid()) {
        search.enterConversation(); // the next one
    } else if (page.end.complete || first.isEmpty() || first == search.before || reachedKnown || tooOld) {
        search.leaveConversation(true);
    } else if (++search.pages >= maxPages) {
        search.giveUpConversation();
    } else {
        search.before = first;
    }
}

} // namespace natter
