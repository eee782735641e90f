// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/object_census.h"

#include <QAbstractEventDispatcher>
#include <QMutex>
#include <QSet>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>

/// Qt's hooks for tools that watch a program's objects (qhooks_p.h, which keeps its layout for them).
extern Q_CORE_EXPORT quintptr qtHookData[]; // NOLINT: not our name

namespace natter {

enum Hook { DataSize = 1, AddObject = 3, RemoveObject = 4 };

struct Register
{
    QMutex mutex;
    QSet<QObject *> objects;
};

static Register &everybody()
{
    static auto *everybody = new Register; // objects outlive whatever is destroyed at the end
    return *everybody;
}

static void add(QObject *object)
{
    const QMutexLocker lock(&everybody().mutex);
    everybody().objects.insert(object);
}

static void remove(QObject *object)
{
    const QMutexLocker lock(&everybody().mutex);
    everybody().objects.remove(object);
}

void ObjectCensus::start()
{
    if (qtHookData[DataSize] <= RemoveObject || qtHookData[AddObject] != 0) {
        qFatal("objects are hooked otherwise here");
    }
    everybody();
    qtHookData[AddObject] = reinterpret_cast<quintptr>(&add);
    qtHookData[RemoveObject] = reinterpret_cast<quintptr>(&remove);
}

ObjectCensus ObjectCensus::here()
{
    ObjectCensus census;
    const QMutexLocker lock(&everybody().mutex); // nobody goes meanwhile, and those of this thread do not change
    for (QObject *object : std::as_const(everybody().objects)) {
        if (object->thread() != QThread::currentThread()) {
            continue;
        }
        ++census.objects;
        census.timers += static_cast<int>(QAbstractEventDispatcher::instance()->registeredTimers(object).size());
        const auto *notifier = qobject_cast<QSocketNotifier *>(object);
        census.notifiers += notifier && notifier->isEnabled() ? 1 : 0;
    }
    return census;
}

QList<QTimer *> ObjectCensus::runningTimers()
{
    QList<QTimer *> timers;
    const QMutexLocker lock(&everybody().mutex);
    for (QObject *object : std::as_const(everybody().objects)) {
        auto *timer = object->thread() == QThread::currentThread() ? qobject_cast<QTimer *>(object) : nullptr;
        if (timer && timer->isActive()) {
            timers.append(timer);
        }
    }
    return timers;
}

} // namespace natter
