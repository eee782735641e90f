// XEP-0048: Bookmarks, version 1.2
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0048_bookmark_storage.h"

#include "stanza/element_builder.h"

#include <QSet>

namespace natter {

static constexpr QStringView storageNs = BookmarkStorage::name.ns;
static constexpr ElementName conferenceName { storageNs, u"conference" };
static constexpr ElementName nickName { storageNs, u"nick" };
static constexpr ElementName passwordName { storageNs, u"password" };

/// Null if it is none of a room.
static Jid roomOf(const Element &child)
{
    const Jid room = child.is(conferenceName) ? Jid::orNull(child.attribute(u"jid")).bare() : Jid();
    return room.hasLocal() ? room : Jid(); // a server is none
}

static Bookmark bookmarkOf(const Element &conference)
{
    Bookmark bookmark;
    bookmark.room = roomOf(conference);
    bookmark.title = conference.attribute(u"name");
    const QString autojoin = conference.attribute(u"autojoin").trimmed();
    bookmark.autojoin = autojoin == u"true" || autojoin == u"1";
    bookmark.nick = conference.childText(nickName);
    if (const QString password = conference.childText(passwordName); !password.isEmpty()) {
        bookmark.password = Secret(password);
    }
    for (const Element &extension : conference.child(Bookmark::extensionsName).children()) {
        bookmark.extensions.append(extension);
    }
    return bookmark;
}

/// What others wrote into `before` stays.
static void addConference(ElementBuilder &builder, const Bookmark &bookmark, const Element &before)
{
    builder.open(conferenceName);
    builder.attribute(u"jid", bookmark.room.toString());
    builder.attribute(u"name", bookmark.title.isEmpty() ? QString() : bookmark.title);
    builder.attribute(u"autojoin", bookmark.autojoin ? QStringLiteral("true") : QString());
    if (!bookmark.nick.isEmpty()) {
        builder.textChild(nickName, bookmark.nick);
    }
    if (!bookmark.password.isEmpty()) {
        builder.textChild(passwordName, bookmark.password.reveal());
    }
    for (const Element &child : before.children()) {
        if (!child.is(nickName) && !child.is(passwordName) && !child.is(Bookmark::extensionsName)) {
            builder.child(child);
        }
    }
    if (!bookmark.extensions.isEmpty() || before.child(Bookmark::extensionsName)) {
        builder.open(Bookmark::extensionsName);
        for (const Element &extension : bookmark.extensions) {
            builder.child(extension);
        }
        builder.close();
    }
    builder.close();
}

QList<Bookmark> BookmarkStorage::rooms() const
{
    QList<Bookmark> found;
    QSet<Jid> known;
    for (const Element &child : element.children()) {
        const Jid room = roomOf(child);
        if (!room.isNull() && !known.contains(room)) {
            known.insert(room);
            found.append(bookmarkOf(child));
        }
    }
    return found;
}

void BookmarkStorage::set(const Bookmark &bookmark)
{
    ElementBuilder builder(name);
    bool isThere = false;
    for (const Element &child : element.children()) {
        if (roomOf(child) != bookmark.room) {
            builder.child(child);
        } else if (!std::exchange(isThere, true)) {
            addConference(builder, bookmark, child);
        }
    }
    if (!isThere) {
        addConference(builder, bookmark, {});
    }
    element = builder.build();
}

void BookmarkStorage::remove(const Jid &room)
{
    ElementBuilder builder(name);
    for (const Element &child : element.children()) {
        if (roomOf(child) != room) {
            builder.child(child);
        }
    }
    element = builder.build();
}

std::optional<BookmarkStorage> BookmarkStorage::read(const Element &element)
{
    return element.is(name) ? std::optional(BookmarkStorage { element }) : std::nullopt;
}

Element BookmarkStorage::write() const { return element ? element : ElementBuilder(name).build(); }

} // namespace natter
