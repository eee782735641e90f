// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QTimer;

namespace natter {

/// What lives on one thread: an event loop with none of the last two has nothing to wake up for.
struct ObjectCensus
{
    int objects = 0;
    int timers = 0; ///< that run
    int notifiers = 0; ///< sockets that are listened to

    /// Of the thread that calls. Objects from before start() are not seen.
    static ObjectCensus here();
    /// Those of them that run, to let time pass for one of them.
    static QList<QTimer *> runningTimers();
    /// To be called before there is a second thread.
    static void start();
};

} // namespace natter
