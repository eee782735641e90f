// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

/// Every limit on what others may send us, in one place. Sizes are bytes unless the name says otherwise.
namespace natter::limits {

using namespace std::chrono_literals;

// The stream (wire/xml_gate.h, wire/xmpp_listener.h). What is too large of a stanza's is left out, and the stream goes
// on: whoever may write to us could end every session otherwise. Before the login, and beyond skippedBytes, it ends.
inline constexpr qsizetype stanzaBytes = 512 * 1024;
inline constexpr qsizetype answerBytes = 8 * 1024 * 1024; ///< of an IQ's result: a roster has no pages
inline constexpr qsizetype skippedBytes = 16 * 1024 * 1024; ///< of one stanza
inline constexpr qsizetype preLoginBytes = 64 * 1024; ///< everything before the login succeeded
inline constexpr int depth = 64; ///< open elements, the stream's root included
inline constexpr int elements = 250'000; ///< of one stanza
inline constexpr int attributes = 256; ///< of one element, namespace declarations included
inline constexpr qsizetype textNodeBytes = 256 * 1024;
inline constexpr qsizetype nameBytes = 1024; ///< of an element's or attribute's name
inline constexpr qsizetype internedNames = 4096; ///< before a listener starts a new name table

// Addresses (RFC 7622, 3): each part, as UTF-8
inline constexpr qsizetype jidPartBytes = 1023;

// Login (RFC 5802)
inline constexpr int scramIterationsMin = 4096;
inline constexpr int scramIterationsMax = 2'000'000;
inline constexpr auto scramBudget = 3s; ///< to derive the keys of one login
inline constexpr qsizetype saslValueBytes = 1024; ///< nonce or salt, decoded
inline constexpr qsizetype saslMessageBytes = 8 * 1024;

// Deadlines of the way to a session
inline constexpr auto dnsDeadline = 5s;
inline constexpr auto connectDeadline = 10s; ///< TCP, for each candidate
inline constexpr auto connectStagger = 250ms; ///< before the candidate's next address is tried beside (RFC 8305, 5)
inline constexpr auto proxyDeadline = 30s; ///< the same through a proxy, which may have a long way
inline constexpr auto detourDeadline = 4s; ///< DNS and TCP to where the server sent us; TLS as well if it only offers
inline constexpr auto tlsDeadline = 15s;
inline constexpr auto stepDeadline = 20s; ///< stream header, features, each login step, binding
inline constexpr auto closeDeadline = 2s; ///< for the peer's </stream:stream>
inline constexpr int srvRecords = 16; ///< candidates tried at most
inline constexpr int addresses = 8; ///< of one candidate
inline constexpr int detours = 2; ///< <see-other-host/> in a row
inline constexpr int negotiationRounds = 16; ///< feature rounds before we give up
inline constexpr int certificatesKept = 50; ///< of one account's server, in its history

// A living stream
inline constexpr auto silenceBeforeProbe = 20s; ///< with the deadline less than 30 s
inline constexpr auto silenceBeforeDoubt = 5s; ///< before we ask at the first need
inline constexpr auto probeDeadline = 8s; ///< for anything to arrive behind a question
inline constexpr auto probePatience = 30s; ///< for its answer, while other things arrive
inline constexpr auto signOfLifeMin = 5s; ///< we say something no more often, however impatient the server (XEP-0478)
inline constexpr qint64 slowLinkBytesPerSecond = 16 * 1024; ///< what is on its way is given that much time
inline constexpr int stanzasBeforeRequest = 10; ///< sent, other than messages, before an <r/>
inline constexpr auto requestDelay = 5s; ///< as well, for fewer of them
inline constexpr quint32 unacknowledgedStanzas = 100; ///< received and handled, before an unasked <a/>
inline constexpr int unknownElements = 100; ///< in a session, that are no stanzas; they are ignored
inline constexpr auto iqDeadline = 30s;
inline constexpr int openIqs = 1000;
inline constexpr auto resumptionPatience = 300s; ///< what is on screen would be too old after that
inline constexpr auto presenceGrace = 10s; ///< of a connection that broke: others are shown as they were for so long
inline constexpr auto wakeDeadline = 8s; ///< for a connection to prove itself after a sleep or a change of network
inline constexpr auto clockInterval = 10s; ///< between two looks at the clocks
inline constexpr auto clockTolerance = 5s; ///< by which two looks may differ from that
inline constexpr auto networkSettles = 1s; ///< a change of network comes as a burst of signals
inline constexpr auto reconnectAtOnce = 250ms; ///< at most, after a session broke off on the way
inline constexpr auto reconnectSpread = 5s; ///< at most, after the server sent everybody away
inline constexpr auto sessionProvenBroken = 1s; ///< a session that lived that long counts as one, if it broke off
inline constexpr auto sessionProvenEnded = 10s; ///< the same if the server ended it
inline constexpr auto conflictWindow = 600s; ///< two conflicts within it are two programs that fight
inline constexpr auto reconnectFirst = 1s;
inline constexpr auto reconnectMax = 300s;

// Rooms (XEP-0045)
inline constexpr int roomsJoinedAtOnce = 5; ///< of one account; the others wait until one of these is in
inline constexpr auto roomJoinDeadline = 60s; ///< a server may have to ask another, and name thousands of occupants
inline constexpr auto roomQuestionPause = 2s; ///< from one question of what a room is to the next
inline constexpr auto roomRetryFirst = 5s; ///< after a room could not be reached
inline constexpr auto roomRetryMax = 600s;
inline constexpr auto roomSelfPing = 600s; ///< without a sign of life of a room (XEP-0410)
inline constexpr auto slowMode = 24h; ///< at most between two messages of one person (XEP-0500)
inline constexpr int sharedReading = 100; ///< people in a room, beyond whom none tells what they have read
inline constexpr int roomHistory = 50; ///< messages asked for as one joins a room that has no archive
inline constexpr int searchPage = 50; ///< rooms of one page that a search finds (XEP-0433)
inline constexpr auto searchRestFirst = 30s; ///< after a service says that it is asked too much, doubled each time
inline constexpr auto searchRestMax = 600s;
inline constexpr qsizetype contactsInvitations = 10; ///< open ones that one contact is behind; the oldest go
inline constexpr qsizetype servicesInvitations = 20; ///< open ones of strangers, to the rooms of one service
inline constexpr qsizetype strangersInvitations = 100; ///< open ones of all strangers
inline constexpr qsizetype answeredInvitations = 1000; ///< remembered, so that the archive brings none of them back
inline constexpr qsizetype refusedAtOnce = 3; ///< invitations; the others some time later
inline constexpr auto refusedInterval = 1s;
inline constexpr int roomPages = 5; ///< of the archive fetched by themselves, for what was missed in a room

// Whether anybody looks
inline constexpr auto attentionHidden = 10s; ///< after the last window went
inline constexpr auto attentionUntouched = 300s; ///< after the person last typed or moved the pointer, in any program
inline constexpr auto attentionVisible = 600s; ///< after the person turned to another program, with a window in sight

// Files that the person chooses
inline constexpr qsizetype clientCertificateBytes = 1024 * 1024;

// What people see
inline constexpr qsizetype bodyChars = 16 * 1024; ///< of a message's text, shown at once; the rest by a click
inline constexpr qsizetype nameChars = 128;
inline constexpr qsizetype statusChars = 1024;
inline constexpr qsizetype notificationChars = 200;
inline constexpr qsizetype watchedWords = 30; ///< that mean the person, beside their names
inline constexpr qsizetype watchedWordChars = 64;
inline constexpr auto notificationInterval = 2s; ///< one for each chat
inline constexpr qsizetype activationTokenChars = 512; ///< what a compositor cannot take ends the program
inline constexpr auto soundInterval =
    5s; ///< between two, whoever writes; what waits for notificationInterval is of the same burst
inline constexpr auto soundPause = 10s; ///< that a chat has to make before it is heard again

// Answers from others
inline constexpr int rosterItems = 50'000;
inline constexpr int groups = 100; ///< of one contact
inline constexpr int formFields = 500;
inline constexpr int formOptions = 1000;
inline constexpr int discoItems = 5000;
inline constexpr qsizetype commands = 200; ///< of one entity (XEP-0050)
inline constexpr qsizetype commandNotes = 20; ///< of one stage of one
inline constexpr int formRows = 500; ///< of the table of a form
inline constexpr int formColumns = 20;
inline constexpr int discoTries = 20; ///< what is not answered is asked again, for longer than a line may be away
inline constexpr qsizetype archivePreferences = 1000; ///< addresses in each list of them
inline constexpr int publishedItems = 5000; ///< of one node (XEP-0060)
inline constexpr int reactions = 20; ///< of one person to one message (XEP-0444)
inline constexpr qsizetype fallbackParts = 50; ///< of one body (XEP-0428)
inline constexpr qsizetype linkCards = 3; ///< of one message (XEP-0511), as what follows
inline constexpr qsizetype cardLinkChars = 2048; ///< longer ones have none
inline constexpr qsizetype cardTitleChars = 200;
inline constexpr qsizetype cardTextChars = 400;
inline constexpr qsizetype cardPictureBytes = 48 * 1024;
inline constexpr int cardPicturePixels = 1024; ///< wide or high
inline constexpr int archivePage = 100; ///< messages of one page (XEP-0313)
inline constexpr auto catchUpPatience = 8s; ///< for a page, while what arrives live waits for it
inline constexpr auto archiveLag = 2s; ///< between what a server acknowledges and what its archive tells
inline constexpr int bookmarks = 1000;
inline constexpr int roomOccupants = 50'000; ///< of one room; whoever comes then is not listed
inline constexpr int hats = 20; ///< of one occupant (XEP-0317)
inline constexpr int capsCached = 2000;
inline constexpr int capsInFlight = 2;
inline constexpr qsizetype logLineChars = 4096;
inline constexpr auto refusalInterval = 60s; ///< a sender's refusals of one kind are one line, and then a number
inline constexpr int refusalsApart = 20; ///< lines in that time; the others are only counted

// Pictures of rooms and of who is in them (XEP-0153, XEP-0486)
inline constexpr qsizetype pictureBytes = 256 * 1024;
inline constexpr int picturePixels = 4096; ///< wide or high, before it is made smaller
inline constexpr int pictureSide = 144; ///< of what is kept in memory
inline constexpr int picturesInMemory = 256;
inline constexpr int picturesOnDisk = 2000;
inline constexpr int picturesAskedAtOnce = 4;
inline constexpr int picturesWaiting = 64; ///< what was looked at before them is forgotten
inline constexpr int picturesRefused = 2000; ///< that were of no use, remembered so as not to ask again
inline constexpr int cardPictures = 5; ///< in one vCard (XEP-0054)

// A page that the person wants a card of
inline constexpr qsizetype pageBytes = 512 * 1024; ///< read of it
inline constexpr auto pageDeadline = 10s;
inline constexpr int pageRedirects = 4;

// The GUI thread
inline constexpr auto guiSlice = 4ms; ///< stanzas are drained in slices no longer than this
inline constexpr auto slowSlot = 8ms; ///< logged in debug builds

} // namespace natter::limits
