// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThread>

#include <memory>
#include <type_traits>

namespace natter {

/// A thread with one Worker living on it: made there, used there through posted calls, destroyed there.
/// The only place where threads are made. The destructor runs what was posted before it, then waits.
template <typename Worker> class WorkerThread
{
public:
    /// `make` runs on the new thread and returns a std::unique_ptr<Worker>.
    template <typename Make> WorkerThread(const QString &name, Make make) : m_mailbox(std::make_unique<QObject>())
    {
        m_thread.setObjectName(name);
        m_mailbox->moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(m_mailbox.get(), [this, make = std::move(make)]() mutable { m_worker = make(); });
    }

    ~WorkerThread()
    {
        QMetaObject::invokeMethod(m_mailbox.get(), [this] {
            m_worker.reset();
            m_thread.quit();
        });
        m_thread.wait();
    }

    Q_DISABLE_COPY_MOVE(WorkerThread)

    /// Runs `work(worker)` on the thread, after everything posted before.
    template <typename Work> void post(Work work)
    {
        QMetaObject::invokeMethod(m_mailbox.get(), [this, work = std::move(work)]() mutable { work(*m_worker); });
    }

    /// As post(), and hands back what `work` returns.
    template <typename Work> auto call(Work work) -> QFuture<std::invoke_result_t<Work, Worker &>>
    {
        using Answer = std::invoke_result_t<Work, Worker &>;
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        QFuture<Answer> future = promise->future();
        post([promise, work = std::move(work)](Worker &worker) mutable {
            promise->addResult(work(worker));
            promise->finish();
        });
        return future;
    }

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_mailbox;
    std::unique_ptr<Worker> m_worker; ///< touched on m_thread only
};

} // namespace natter
