// XEP-0184: Message Delivery Receipts, version 1.4.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"

namespace natter {

/// Whoever sends this along wants to know that the message arrived (5.1).
struct ReceiptRequest
{
    static constexpr ElementName name { u"urn:xmpp:receipts", u"request" };

    static std::optional<ReceiptRequest> read(const Element &element);
    Element write() const;
};

/// The message with that id, which we had sent, arrived on a device of the other side (5.2).
struct Receipt
{
    static constexpr ElementName name { u"urn:xmpp:receipts", u"received" };

    QString id; ///< the sender's, so ours

    /// Null without an id.
    static std::optional<Receipt> read(const Element &element);
    Element write() const;
    friend bool operator==(const Receipt &, const Receipt &) = default;
};

/// Asks for receipts for what we say; to whom we give them is decided in chat/receipts.h.
class DeliveryReceipts : public Extension
{
public:
    QStringList features() const override { return { ReceiptRequest::name.ns.toString() }; }
    using Extension::outgoing;
    void outgoing(Message &message) override;
};

} // namespace natter
