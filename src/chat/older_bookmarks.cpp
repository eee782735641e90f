// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/older_bookmarks.h"

#include "base/future.h"

namespace natter {

OlderBookmarks::Promise OlderBookmarks::newPromise()
{
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    return promise;
}

QFuture<Result<QList<Bookmark>>> OlderBookmarks::all()
{
    const auto promise = std::make_shared<QPromise<Result<QList<Bookmark>>>>();
    promise->start();
    whenDone(m_storage.get(BookmarkStorage::name), this, [promise](const Result<Element> &kept) {
        promise->addResult(kept.map([](const Element &element) { return BookmarkStorage { element }.rooms(); }));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<>> OlderBookmarks::add(const Change &change)
{
    m_waiting.push_back(change);
    begin();
    return change.promise->future();
}

/// All that wait are made in one go: each costs the whole list twice.
void OlderBookmarks::begin()
{
    if (m_isBusy || m_waiting.empty()) {
        return;
    }
    m_isBusy = true;
    const auto changes = std::exchange(m_waiting, {});
    whenDone(m_storage.get(BookmarkStorage::name), this, [this, changes](const Result<Element> &kept) {
        if (kept) {
            make(changes, *kept);
        } else {
            end(changes, tl::unexpected(kept.error()));
        }
    });
}

void OlderBookmarks::make(const std::vector<Change> &changes, const Element &before)
{
    BookmarkStorage storage { before };
    for (const Change &change : changes) {
        if (change.bookmark) {
            storage.set(*change.bookmark);
        } else {
            storage.remove(change.room);
        }
    }
    if (storage.write() == BookmarkStorage { before }.write()) {
        end(changes, {});
        return;
    }
    whenDone(m_storage.set(storage.write()), this, [this, changes](const Result<Iq> &answer) {
        end(changes, answer ? Result<>() : tl::unexpected(answer.error()));
    });
}

void OlderBookmarks::end(const std::vector<Change> &changes, const Result<> &result)
{
    m_isBusy = false;
    for (const Change &change : changes) {
        change.promise->addResult(result);
        change.promise->finish();
    }
    begin();
}

} // namespace natter
