// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/system_watch.h"

#include <QAbstractNativeEventFilter>

namespace natter {

/// What Windows tells every window of sleep, and whoever wants to hear it of the network's addresses.
class PowerWatch final : public SystemWatch, public QAbstractNativeEventFilter
{
    Q_OBJECT

public:
    explicit PowerWatch(QObject *parent = nullptr);
    ~PowerWatch() override;

    bool nativeEventFilter(const QByteArray &kind, void *message, qintptr *result) override;

private:
    void *m_addresses = nullptr; ///< a handle
};

} // namespace natter
