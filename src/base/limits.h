// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

/// Every limit on what others may send us, in one place. Sizes are bytes unless the name says otherwise.
namespace natter::limits {

using namespace std::chrono_literals;

// The stream (wire/xml_gate.h, wire/xmpp_listener.h)
inline constexpr qsizetype stanzaBytes = 512 * 1024;
inline constexpr qsizetype preLoginBytes = 64 * 1024; ///< everything before the login succeeded
inline constexpr int depth = 64; ///< open elements, the stream's root included
inline constexpr int attributes = 256; ///< of one element, namespace declarations included
inline constexpr qsizetype textNodeBytes = 256 * 1024;
inline constexpr qsizetype nameBytes = 1024; ///< of an element's or attribute's name
inline constexpr qsizetype internedNames = 4096; ///< before a listener starts a new name table

// Addresses (RFC 7622, 3): each part, as UTF-8
inline constexpr qsizetype jidPartBytes = 1023;

// Login (RFC 5802)
inline constexpr int scramIterationsMin = 4096;
inline constexpr int scramIterationsMax = 2'000'000;
inline constexpr qsizetype saslValueBytes = 1024; ///< nonce or salt, decoded
inline constexpr qsizetype saslMessageBytes = 8 * 1024;

// Deadlines of the way to a session
inline constexpr auto dnsDeadline = 5s;
inline constexpr auto connectDeadline = 10s; ///< TCP, for each candidate
inline constexpr auto tlsDeadline = 15s;
inline constexpr auto stepDeadline = 20s; ///< stream header, features, each login step, binding
inline constexpr auto closeDeadline = 2s; ///< for the peer's </stream:stream>
inline constexpr int srvRecords = 16; ///< candidates tried at most
inline constexpr int negotiationRounds = 16; ///< feature rounds before we give up

// A living stream
inline constexpr auto silenceBeforeProbe = 30s;
inline constexpr auto probeDeadline = 10s;
inline constexpr auto acknowledgementDeadline = 20s; ///< for the answer to an <r/> (XEP-0198)
inline constexpr quint32 unacknowledgedStanzas = 100; ///< received and handled, before an unasked <a/>
inline constexpr auto iqDeadline = 30s;
inline constexpr int openIqs = 1000;
inline constexpr auto resumptionPatience = 300s; ///< what is on screen would be too old after that
inline constexpr auto reconnectFirst = 1s;
inline constexpr auto reconnectMax = 300s;

// What people see
inline constexpr qsizetype bodyChars = 64 * 1024; ///< of a message's text, shown at once
inline constexpr qsizetype nameChars = 128;
inline constexpr qsizetype statusChars = 1024;
inline constexpr qsizetype notificationChars = 200;
inline constexpr auto notificationInterval = 2s; ///< one for each chat

// Answers from others
inline constexpr int rosterItems = 50'000;
inline constexpr int groups = 100; ///< of one contact
inline constexpr int formFields = 500;
inline constexpr int formOptions = 1000;
inline constexpr int discoItems = 5000;
inline constexpr int archivePage = 100; ///< messages of one page (XEP-0313)
inline constexpr int archivePages = 200; ///< asked for in one go
inline constexpr int capsCached = 2000;
inline constexpr int capsInFlight = 2;
inline constexpr qsizetype logLineChars = 4096;

// The GUI thread
inline constexpr auto guiSlice = 4ms; ///< stanzas are drained in slices no longer than this
inline constexpr auto slowSlot = 8ms; ///< logged in debug builds

} // namespace natter::limits
