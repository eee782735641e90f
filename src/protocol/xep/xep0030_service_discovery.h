// XEP-0030: Service Discovery, version 2.5.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/stanza_channel.h"
#include "protocol/xep/xep0004_data_forms.h"
#include "protocol/xep/xep0059_result_set_management.h"

namespace natter {

/// What an entity is and can do.
struct DiscoInfo
{
    struct Identity
    {
        QString category;
        QString type;
        QString language;
        QString label;

        friend auto operator<=>(const Identity &, const Identity &) = default;
    };

    static constexpr ElementName name { u"http://jabber.org/protocol/disco#info", u"query" };

    QString node;
    QList<Identity> identities;
    QStringList features;
    QList<DataForm> forms; ///< XEP-0128

    static std::optional<DiscoInfo> read(const Element &element);
    Element write() const;

    friend bool operator==(const DiscoInfo &, const DiscoInfo &) = default;
};

/// What is to be found at an entity (4), or one page of that (XEP-0059).
struct DiscoItems
{
    struct Item
    {
        Jid address;
        QString node;
        QString label;

        friend bool operator==(const Item &, const Item &) = default;
    };

    static constexpr ElementName name { u"http://jabber.org/protocol/disco#items", u"query" };

    QList<Item> items; ///< at most limits::discoItems
    std::optional<ResultSet> set {};
    QString node {};

    static std::optional<DiscoItems> read(const Element &element);
    Element write() const;

    friend bool operator==(const DiscoItems &, const DiscoItems &) = default;
};

/// Says what we can do, and asks others: server and account at the start of each session, anybody else on request.
class ServiceDiscovery : public QObject, public Extension
{
    Q_OBJECT

public:
    explicit ServiceDiscovery(StanzaChannel &channel);

    /// What we announce; set once all extensions exist.
    void setOwnFeatures(const QStringList &features);
    const DiscoInfo &own() const { return m_own; }
    /// Nodes for which own() is the answer as well (XEP-0115, 6.2).
    void setOwnNode(const QString &node) { m_ownNode = node; }

    QFuture<Result<Iq>> ask(const Jid &entity, const QString &node = {});
    /// What is to be found there: the page that `set` wants, else what the entity likes to give; the answer has
    /// DiscoItems.
    QFuture<Result<Iq>> askForItems(const Jid &entity, const std::optional<ResultSet> &set = {},
                                    const QString &node = {});

    QStringList features() const override { return { DiscoInfo::name.ns.toString() }; }
    void sessionStarted() override;
    std::optional<Iq> answer(const Iq &iq) override;

Q_SIGNALS:
    void serverKnown(const natter::DiscoInfo &server);
    /// What the server does for our account.
    void accountKnown(const natter::DiscoInfo &account);

private:
    using Known = void (ServiceDiscovery::*)(const DiscoInfo &);
    void askUntilKnown(const Jid &entity, Known known, int tries);

    StanzaChannel &m_channel;
    DiscoInfo m_own;
    QString m_ownNode;
};

} // namespace natter
