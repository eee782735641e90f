// XEP-0313: Message Archive Management, version 1.1.3
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0313_message_archive.h"

#include "base/limits.h"
#include "base/log.h"
#include "protocol/xep/xep0004_data_forms.h"
#include "protocol/xep/xep0082_date_time.h"

namespace natter {

Element ArchiveQuery::write(const QString &queryId) const
{
    DataForm form;
    form.type = QStringLiteral("submit");
    form.add(QStringLiteral("FORM_TYPE"), QStringLiteral("hidden"), name.ns.toString());
    if (!with.isNull()) {
        form.add(QStringLiteral("with"), QStringLiteral("jid-single"), with.toString());
    }
    if (start.isValid()) {
        form.add(QStringLiteral("start"), QStringLiteral("text-single"), dateTimeText(start));
    }
    if (end.isValid()) {
        form.add(QStringLiteral("end"), QStringLiteral("text-single"), dateTimeText(end));
    }
    return ElementBuilder(name).attribute(u"queryid", queryId).child(form.write()).child(set.write()).build();
}

std::optional<ArchiveResult> ArchiveResult::read(const Element &element)
{
    const auto forwarded =
        element.is(name) ? ForwardedStanza::read(element.child(ForwardedStanza::name)) : std::nullopt;
    if (!forwarded) {
        return std::nullopt;
    }
    return ArchiveResult { element.attribute(u"queryid"), element.attribute(u"id"), *forwarded };
}

Element ArchiveResult::write() const
{
    return ElementBuilder(name).attribute(u"queryid", queryId).attribute(u"id", id).child(forwarded.write()).build();
}

std::optional<ArchiveEnd> ArchiveEnd::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    const QString complete = element.attribute(u"complete");
    return ArchiveEnd { complete == u"true" || complete == u"1",
                        ResultSet::read(element.child(ResultSet::name)).value_or(ResultSet()) };
}

Element ArchiveEnd::write() const
{
    ElementBuilder builder(name);
    if (complete) {
        builder.attribute(u"complete", QStringLiteral("true"));
    }
    return builder.child(set.write()).build();
}

MessageArchive::MessageArchive(StanzaChannel &channel) : m_channel(channel) { }

QFuture<Result<ArchivePage>> MessageArchive::page(ArchiveQuery query)
{
    query.set.max = std::min(query.set.max.value_or(limits::archivePage), limits::archivePage);
    const QString id = m_channel.random().next();
    Iq iq;
    iq.type = Iq::Type::Set;
    iq.to = query.archive;
    iq.addChild(query.write(id));
    m_open.removeIf([](const auto &open) { return open.value()->closed; });
    const auto collection = std::make_shared<Collection>();
    collection->archive = query.archive;
    collection->backwards = query.set.before.has_value();
    m_open.insert(id, collection);
    return m_channel.request(iq).then([collection](const Result<Iq> &answer) -> Result<ArchivePage> {
        collection->closed = true; // what comes behind the answer does not belong to it
        if (!answer) {
            return tl::unexpected(answer.error());
        }
        const auto end = ArchiveEnd::read(answer->payloadElement());
        if (!end) {
            return failure(Error::Kind::Malformed, QStringLiteral("an archive's answer without an end"));
        }
        ArchivePage page { std::exchange(collection->messages, {}), *end };
        if (collection->hasMore) { // than were asked for: the next page goes on where this one was cut
            page.end.complete = false;
            page.end.set.first = page.messages.first().id;
            page.end.set.last = page.messages.last().id;
        }
        return page;
    });
}

QFuture<Result<ArchivePreferences>> MessageArchive::askForPreferences(Iq iq)
{
    return m_channel.request(std::move(iq)).then([](const Result<Iq> &answer) -> Result<ArchivePreferences> {
        if (!answer) {
            return tl::unexpected(answer.error());
        }
        const auto read = ArchivePreferences::read(answer->payloadElement());
        return read ? Result<ArchivePreferences>(*read)
                    : failure(Error::Kind::Malformed, QStringLiteral("an answer without preferences"));
    });
}

QFuture<Result<ArchivePreferences>> MessageArchive::preferences()
{
    Iq iq;
    iq.addChild(ElementBuilder(ArchivePreferences::name).build());
    return askForPreferences(iq);
}

QFuture<Result<ArchivePreferences>> MessageArchive::setPreferences(const ArchivePreferences &preferences)
{
    Iq iq;
    iq.type = Iq::Type::Set;
    iq.addChild(preferences.write());
    return askForPreferences(iq);
}

bool MessageArchive::isFrom(const Jid &archive, const Jid &sender) const
{
    return archive.isNull() ? m_channel.provenance().may(Claim::OwnArchive, sender) : sender == archive;
}

Extension::Verdict MessageArchive::incoming(ReceivedMessage &received)
{
    const Element payload = received.message.child(ArchiveResult::name);
    if (payload.isNull()) {
        return Verdict::Continue;
    }
    const auto open = m_open.constFind(payload.attribute(u"queryid"));
    if (open == m_open.constEnd() || (*open)->closed || !isFrom((*open)->archive, received.message.from)) {
        return Verdict::Drop;
    }
    Collection &collection = **open;
    const auto result = ArchiveResult::read(payload);
    const auto &room = collection.archive;
    if (!result || (!room.isNull() && result->forwarded.message.from.bare() != room)) {
        return Verdict::Drop;
    }
    collection.hasMore = collection.messages.size() == limits::archivePage;
    if (collection.hasMore && !collection.backwards) {
        return Verdict::Drop;
    }
    if (collection.hasMore) {
        collection.messages.removeFirst();
    }
    collection.messages.append(*result);
    return Verdict::Taken;
}

} // namespace natter
