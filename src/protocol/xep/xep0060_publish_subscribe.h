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

    using Extension::incoming;
    Verdict incoming(ReceivedMessage &received) override;

Q_SIGNALS:
    /// Another of our devices did (7.1.2).
    void published(const QString &node, const QList<natter::PublishedItem> &items);

private:
    StanzaChannel &m_channel;
};

} // namespace natter
