// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_watch.h"

#include "base/limits.h"
#include "base/log.h"

#include <QNetworkInformation>

namespace natter {

SystemWatch::SystemWatch(QObject *parent) : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(limits::networkSettles);
    connect(&m_settle, &QTimer::timeout, this, &SystemWatch::networkChanged);
}

void SystemWatch::awake()
{
    qCInfo(logApp) << "the machine woke up";
    Q_EMIT wokeUp();
}

void SystemWatch::followReachability()
{
    if (QNetworkInformation::loadDefaultBackend()) {
        connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
                &SystemWatch::networkStirred);
    }
}

} // namespace natter
