// XEP-0049: Private XML Storage, version 1.2
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/stanza_channel.h"

namespace natter {

/// XML that the server keeps for our account alone, one element of each name; nobody is told of changes.
class PrivateXmlStorage : public QObject
{
    Q_OBJECT

public:
    static constexpr ElementName name { u"jabber:iq:private", u"query" };

    explicit PrivateXmlStorage(StanzaChannel &channel) : m_channel(channel) { }

    /// What is kept under that name (2.3); null if that is nothing. Errors: as StanzaChannel::request().
    QFuture<Result<Element>> get(ElementName wanted);
    /// Replaces what is kept under the name of `element`. Errors: as StanzaChannel::request().
    QFuture<Result<Iq>> set(const Element &element);

private:
    StanzaChannel &m_channel;
};

} // namespace natter
