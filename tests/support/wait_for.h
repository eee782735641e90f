// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>

#include <functional>

namespace natter {

/// Waits until `condition` holds, and looks at it after whatever happens in this thread; false if it does not hold
/// after so many milliseconds. (QTest::qWaitFor() sleeps for ten milliseconds between two looks, and most tests wait
/// for something that takes less than one, hundreds of times.)
bool waitFor(const std::function<bool()> &condition, int milliseconds = 5000);

/// The same for what another thread answers.
template <typename T> bool waitFor(const QFuture<T> &future, int milliseconds = 5000)
{
    QFutureWatcher<T> watcher; // which wakes this thread
    watcher.setFuture(future);
    return waitFor([&future] { return future.isFinished(); }, milliseconds);
}

} // namespace natter
