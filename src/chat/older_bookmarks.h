// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0048_bookmark_storage.h"
#include "protocol/xep/xep0049_private_xml_storage.h"

#include <QObject>

#include <optional>
#include <vector>

namespace natter {

/// The bookmarks of one account as programs know them that are older than XEP-0402: all in one element (XEP-0048 in
/// XEP-0049), which is read before a part of it is changed. Two devices that do so at once undo each other's change;
/// that is why there is a better way.
class OlderBookmarks : public QObject
{
    Q_OBJECT

public:
    explicit OlderBookmarks(StanzaChannel &channel) : m_storage(channel) { }

    /// Errors, here and below: as StanzaChannel::request().
    QFuture<Result<QList<Bookmark>>> all();
    QFuture<Result<>> set(const Bookmark &bookmark) { return add({ bookmark.room, bookmark, newPromise() }); }
    QFuture<Result<>> remove(const Jid &room) { return add({ room, {}, newPromise() }); }

private:
    using Promise = std::shared_ptr<QPromise<Result<>>>;
    struct Change
    {
        Jid room;
        std::optional<Bookmark> bookmark; ///< null: it goes
        Promise promise;
    };

    static Promise newPromise();
    QFuture<Result<>> add(const Change &change);
    void begin();
    void make(const std::vector<Change> &changes, const Element &before);
    void end(const std::vector<Change> &changes, const Result<> &result);

    PrivateXmlStorage m_storage;
    std::vector<Change> m_waiting; ///< for those that are being made
    bool m_isBusy = false;
};

} // namespace natter
