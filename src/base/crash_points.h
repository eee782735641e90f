// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace natter {

/// The places where an end of the program would hurt a message most, in the order that a message passes them. The
/// names of the receiving half begin with Incoming.
enum class CrashPoint {
    Accepted, ///< the person sent it, and nothing is on disk
    RecordBegun, ///< inserted, not committed
    Recorded, ///< committed, and nothing is on the wire
    Prepared, ///< the stanza is complete, and goes to the stream
    HalfWritten, ///< the kernel has half of its bytes
    Written, ///< the kernel has all of them
    AcknowledgementAsked, ///< <r/> is written
    AcknowledgementRead, ///< <a/> is read, and nothing is done about it
    MarkBegun, ///< "on server" is set, not committed
    Marked, ///< and committed
    ReplayBegun, ///< the first of those that go out again on a resumed stream is written
    ArchiveAsked, ///< the archive said what it has, and nothing is done about it

    IncomingRead, ///< bytes came out of the socket
    IncomingParsed, ///< they were a message
    IncomingRouted, ///< it is to be recorded
    IncomingRecordBegun, ///< inserted, not committed
    IncomingRecorded, ///< committed, and the server does not know
    IncomingAcknowledged, ///< <a/> is written
};

/// Lets a test end the program exactly at a CrashPoint. Nobody watches in an ordinary run.
class CrashPoints
{
public:
    using Watcher = void (*)(CrashPoint);

    /// To be called before there are threads. The watcher is called on whichever thread passes a point.
    static void watch(Watcher watcher) { s_watcher.store(watcher, std::memory_order_relaxed); }
    static bool areWatched() { return s_watcher.load(std::memory_order_relaxed) != nullptr; }
    static void pass(CrashPoint point)
    {
        if (const Watcher watcher = s_watcher.load(std::memory_order_relaxed)) {
            watcher(point);
        }
    }

private:
    inline static std::atomic<Watcher> s_watcher = nullptr;
};

} // namespace natter
