// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/bookmark_session.h"

#include "protocol/xep/xep0049_private_xml_storage.h"

#include <algorithm>

namespace natter {

static constexpr QStringView pubsub = u"http://jabber.org/protocol/pubsub";
static constexpr QStringView owner = u"http://jabber.org/protocol/pubsub#owner";

static bool isQuestion(const Element &element)
{
    const auto iq = Iq::read(element);
    const Element payload = iq && iq->isRequest() ? iq->payloadElement() : Element();
    return payload.is({ pubsub, u"pubsub" }) || payload.is({ owner, u"pubsub" }) || payload.is(PrivateXmlStorage::name);
}

static QByteArray itemXml(const PublishedItem &published, QStringView ns)
{
    return "<item id='" + published.id.toUtf8() + "'>" + published.payload.toXml(ns) + "</item>";
}

BookmarkSession::BookmarkSession()
{
    QObject::connect(&bookmarks, &Bookmarks::changed, &bookmarks, [this](const Jid &room) { changed << room.local(); });
    QObject::connect(&bookmarks, &Bookmarks::loaded, &bookmarks, [this] { ++loads; });
}

Bookmark BookmarkSession::bookmark(const QString &name, const QString &title, bool autojoin)
{
    Bookmark made;
    made.room = room(name);
    made.title = title;
    made.autojoin = autojoin;
    return made;
}

QString BookmarkSession::titleOf(const QString &name) const
{
    const auto found = bookmarks.find(room(name));
    return found ? found->title : QStringLiteral("none");
}

Element BookmarkSession::kept(const QString &name) const
{
    for (const PublishedItem &each : node) {
        if (each.id == room(name).toString()) {
            return each.payload;
        }
    }
    return {};
}

QString BookmarkSession::keptTitle(const QString &name) const
{
    return kept(name) ? kept(name).attribute(u"name") : QStringLiteral("none");
}

QString BookmarkSession::olderTitle(const QString &name) const
{
    const auto rooms = older.rooms();
    for (const Bookmark &each : rooms) {
        if (each.room == room(name)) {
            return each.title;
        }
    }
    return QStringLiteral("none");
}

QHash<Jid, Bookmark> BookmarkSession::storedBookmarks()
{
    waitForStore();
    Bookmarks again(account, protocol, store);
    again.restore();
    waitForStore();
    return again.all();
}

void BookmarkSession::begin()
{
    start();
    bookmarks.sessionStarted();
    tellAccount();
    serve();
}

void BookmarkSession::tellAccount()
{
    DiscoInfo info;
    info.features = features;
    Q_EMIT protocol.discovery().accountKnown(info);
}

void BookmarkSession::end()
{
    protocol.endSession();
    bookmarks.sessionEnded();
    waitForStore();
    take();
}

void BookmarkSession::serve()
{
    do {
        while (serveNext()) { }
        waitForStore();
    } while (hasQuestion());
}

bool BookmarkSession::hasQuestion() const { return std::any_of(sent.cbegin(), sent.cend(), isQuestion); }

bool BookmarkSession::serveNext()
{
    const auto question = std::find_if(sent.cbegin(), sent.cend(), isQuestion);
    if (question == sent.cend()) {
        return false;
    }
    const Element iq = *question;
    sent.erase(question);
    answer(iq);
    return true;
}

void BookmarkSession::hear(const QByteArray &event, const QByteArray &from)
{
    receive("<message type='headline' from='" + from + "'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
            + event + "</event></message>");
}

QByteArray BookmarkSession::publication(const PublishedItem &published)
{
    return "<items node='urn:xmpp:bookmarks:1'>" + itemXml(published, u"http://jabber.org/protocol/pubsub#event")
        + "</items>";
}

QByteArray BookmarkSession::retraction(const QString &id)
{
    return "<items node='urn:xmpp:bookmarks:1'><retract id='" + id.toUtf8() + "'/></items>";
}

void BookmarkSession::publishElsewhere(const Bookmark &published)
{
    put(item(published));
    hear(publication(item(published)));
    waitForStore();
}

void BookmarkSession::retractElsewhere(const QString &name)
{
    drop(room(name).toString());
    hear(retraction(room(name).toString()));
    waitForStore();
}

void BookmarkSession::put(const PublishedItem &published)
{
    const auto same = [&published](const PublishedItem &each) { return each.id == published.id; };
    if (const auto found = std::find_if(node.begin(), node.end(), same); found != node.end()) {
        found->payload = published.payload;
    } else {
        node.append(published);
    }
}

bool BookmarkSession::drop(const QString &id)
{
    return node.removeIf([&id](const PublishedItem &each) { return each.id == id; }) > 0;
}

void BookmarkSession::refuse(const Element &iq, const QByteArray &condition)
{
    receive("<iq type='error' id='" + iq.attribute(u"id").toUtf8() + "'><error type='cancel'><" + condition
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

void BookmarkSession::answer(const Element &iq)
{
    const Element payload = iq.firstChild();
    if (payload.is(PrivateXmlStorage::name)) {
        answerOlder(iq, payload.firstChild());
    } else if (!nodeRefusal.isEmpty()) {
        asked << payload.firstChild().localName();
        refuse(iq, nodeRefusal);
    } else if (payload.is({ pubsub, u"pubsub" })) {
        answerNode(iq, payload.firstChild());
    } else if (asked << QStringLiteral("configure"); mayConfigure) {
        isNodeOpen = false;
        receive(resultTo(iq));
    } else {
        refuse(iq, "forbidden");
    }
}

void BookmarkSession::answerNode(const Element &iq, const Element &wish)
{
    const Element item = wish.firstChild();
    const QString id = item.attribute(u"id");
    asked << (id.isEmpty() ? wish.localName() : QString(wish.localName() + u' ' + id));
    if (wish.localName() == u"items") {
        QByteArray all;
        for (const PublishedItem &each : std::as_const(node)) {
            all += itemXml(each, pubsub);
        }
        receive(resultTo(iq,
                         "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:bookmarks:1'>" + all
                             + "</items></pubsub>"));
    } else if (wish.localName() == u"publish" && isNodeOpen) {
        refuse(iq, "conflict");
    } else if (wish.localName() == u"publish") {
        put({ id, item.firstChild() });
        hear(publication({ id, item.firstChild() })); // as it goes to all devices
        receive(resultTo(iq));
    } else if (drop(id)) {
        hear(retraction(id));
        receive(resultTo(iq));
    } else {
        refuse(iq, "item-not-found");
    }
}

void BookmarkSession::answerOlder(const Element &iq, const Element &storage)
{
    const bool isGet = iq.attribute(u"type") == u"get";
    asked << (isGet ? QStringLiteral("read older") : QStringLiteral("write older"));
    if (!olderRefusal.isEmpty()) {
        refuse(iq, olderRefusal);
    } else if (isGet) {
        receive(
            resultTo(iq, "<query xmlns='jabber:iq:private'>" + older.write().toXml(u"jabber:iq:private") + "</query>"));
    } else {
        older.element = storage;
        receive(resultTo(iq));
    }
}

} // namespace natter
