// XEP-0060: Publish-Subscribe, version 1.30.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/stanza_channel.h"
#include "protocol/xep/xep0004_data_forms.h"

#include <QSet>

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
    /// Publishes the item in a node that nobody else may read and that keeps all items, or not at all (7.1.5): one that
    /// is there and treats items otherwise is configured first. Errors: as StanzaChannel::request().
    QFuture<Result<Iq>> publishPrivately(const QString &node, const PublishedItem &item);
    /// Takes an item back, and lets our other devices know (7.2.2.1). Without such an item the error is Remote with
    /// "item-not-found".
    QFuture<Result<Iq>> retract(const QString &node, const QString &id);

    void sessionEnded() override { m_simple.clear(); }
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
    /// What a node must be like for an item to be published in it.
    enum class Condition { Entirely, OnlyPrivate };
    struct Publication
    {
        QString node;
        PublishedItem item;
        std::shared_ptr<QPromise<Result<Iq>>> promise;
    };

    void publish(const Publication &wanted, Condition condition, bool mayConfigure);
    void create(const Publication &wanted);
    void configure(const Publication &wanted, Condition condition);
    void tell(const Element &event);

    StanzaChannel &m_channel;
    QSet<QString> m_simple; ///< nodes whose service does not understand all conditions
};

} // namespace natter
