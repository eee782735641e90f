// XEP-0060: Publish-Subscribe, version 1.30.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/stanza_channel.h"
#include "protocol/xep/xep0004_data_forms.h"

namespace natter {

/// One thing that was published.
struct PublishedItem
{
    QString id;
    Element payload;

    friend bool operator==(const PublishedItem &, const PublishedItem &) = default;
};

/// Nodes of our own account (XEP-0163), which nobody else may read (XEP-0223): what our devices tell each other through
/// the server.
class PublishSubscribe : public QObject, public Extension
{
    Q_OBJECT

public:
    explicit PublishSubscribe(StanzaChannel &channel) : m_channel(channel) { }

    /// All items of a node of ours, at most limits::publishedItems; none if there is no such node (6.5.2). Errors: as
    /// StanzaChannel::request().
    QFuture<Result<QList<PublishedItem>>> items(const QString &node);
    /// Publishes the item in a node that nobody else may read (7.1.5). A node that is there and treats items otherwise
    /// gives the error Remote with "conflict".
    QFuture<Result<Iq>> publishPrivately(const QString &node, const PublishedItem &item);
    /// Makes a node that is there one that nobody else may read, and that keeps all items (8.2.4). Errors: as
    /// StanzaChannel::request().
    QFuture<Result<Iq>> makePrivate(const QString &node);
    /// Takes an item back, and lets our other devices know (7.2.2.1). Without such an item the error is Remote with
    /// "item-not-found".
    QFuture<Result<Iq>> retract(const QString &node, const QString &id);

    using Extension::incoming;
    Verdict incoming(ReceivedMessage &received) override;

Q_SIGNALS:
    /// One of our devices did, this one included (7.1.2).
    void published(const QString &node, const QList<natter::PublishedItem> &items);
    /// The items with these ids went (7.2.2.1).
    void retracted(const QString &node, const QStringList &ids);
    /// All items went (8.5.2), perhaps with the node itself (8.4.2).
    void emptied(const QString &node);

private:
    void tell(const Element &event);

    StanzaChannel &m_channel;
};

} // namespace natter
