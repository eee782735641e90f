// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/system_watch.h"

#include <QAbstractNativeEventFilter>

namespace natter {

/// What Windows tells every window.
class PowerWatch final : public SystemWatch, public QAbstractNativeEventFilter
{
    Q_OBJECT

public:
    explicit PowerWatch(QObject *parent = nullptr);

    bool nativeEventFilter(const QByteArray &kind, void *message, qintptr *result) override;
};

} // namespace natter
