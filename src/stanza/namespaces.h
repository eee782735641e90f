// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/name_table.h"

/// The namespaces of RFC 6120 and 6121, and of the other way to log in. Those of extensions stand with their payloads
/// in protocol/xep.
namespace natter::ns {

inline constexpr QStringView client = u"jabber:client";
inline constexpr QStringView stream = u"http://etherx.jabber.org/streams";
inline constexpr QStringView streamErrors = u"urn:ietf:params:xml:ns:xmpp-streams";
inline constexpr QStringView stanzaErrors = u"urn:ietf:params:xml:ns:xmpp-stanzas";
inline constexpr QStringView tls = u"urn:ietf:params:xml:ns:xmpp-tls";
inline constexpr QStringView sasl = u"urn:ietf:params:xml:ns:xmpp-sasl";
inline constexpr QStringView sasl2 = u"urn:xmpp:sasl:2"; // XEP-0388
inline constexpr QStringView bind2 = u"urn:xmpp:bind:0"; // XEP-0386
inline constexpr QStringView fast = u"urn:xmpp:fast:0"; // XEP-0484
inline constexpr QStringView bind = u"urn:ietf:params:xml:ns:xmpp-bind";
inline constexpr QStringView session = u"urn:ietf:params:xml:ns:xmpp-session";
inline constexpr QStringView roster = u"jabber:iq:roster";
inline constexpr QStringView rosterVersioning = u"urn:xmpp:features:rosterver";
inline constexpr QStringView xml = u"http://www.w3.org/XML/1998/namespace";

} // namespace natter::ns
