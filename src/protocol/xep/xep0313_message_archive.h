// XEP-0313: Message Archive Management, version 1.1.3
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/stanza_channel.h"
#include "protocol/xep/xep0059_result_set_management.h"
#include "protocol/xep/xep0297_stanza_forwarding.h"
#include "protocol/xep/xep0441_archive_preferences.h"

namespace natter {

/// Which messages of an archive are wanted; oldest first.
struct ArchiveQuery
{
    static constexpr ElementName name { u"urn:xmpp:mam:2", u"query" };

    Jid archive; ///< of that room, its bare address; null: our own
    Jid with; ///< those to and from this contact; null: all
    QDateTime start; ///< not older than this, by the server's clock; null: from the beginning
    QDateTime end; ///< not newer than this; null: to the end
    ResultSet set;

    Element write(const QString &queryId) const;
};

/// One message out of an archive (4.2).
struct ArchiveResult
{
    static constexpr ElementName name { u"urn:xmpp:mam:2", u"result" };

    QString queryId;
    QString id; ///< the archive's for the message
    ForwardedStanza forwarded;

    static std::optional<ArchiveResult> read(const Element &element);
    Element write() const;
};

/// The end of a page (4.3).
struct ArchiveEnd
{
    static constexpr ElementName name { u"urn:xmpp:mam:2", u"fin" };

    bool complete = false; ///< there are no more pages
    ResultSet set;

    static std::optional<ArchiveEnd> read(const Element &element);
    Element write() const;
};

struct ArchivePage
{
    QList<ArchiveResult> messages;
    ArchiveEnd end;
};

/// Asks our account's archive, and those of rooms, and keeps what they send for an answer away from everybody else. A
/// room's archive has nothing but what was said in it (7).
class MessageArchive : public Extension
{
public:
    explicit MessageArchive(StanzaChannel &channel);

    /// One page, of at most limits::archivePage messages. Errors: Remote (no archive, or it refuses), Malformed, and
    /// those of StanzaChannel::request().
    QFuture<Result<ArchivePage>> page(ArchiveQuery query);

    /// What the server keeps (XEP-0441). Errors: Remote (it lets nobody choose), Malformed, and those of
    /// StanzaChannel::request().
    QFuture<Result<ArchivePreferences>> preferences();
    /// The answer is what holds from now on, which may be something else. Errors: the same.
    QFuture<Result<ArchivePreferences>> setPreferences(const ArchivePreferences &preferences);

    using Extension::incoming;
    void sessionEnded() override { m_open.clear(); }
    Verdict incoming(ReceivedMessage &received) override;

private:
    struct Collection
    {
        Jid archive; ///< null: our own
        QList<ArchiveResult> messages;
        bool backwards = false; ///< a page is wanted that ends somewhere, rather than one that begins there
        bool hasMore = false; ///< than a page holds
        bool closed = false;
    };

    QFuture<Result<ArchivePreferences>> askForPreferences(Iq iq);
    bool isFrom(const Jid &archive, const Jid &sender) const;

    StanzaChannel &m_channel;
    QHash<QString, std::shared_ptr<Collection>> m_open; ///< by query id
};

} // namespace natter
