// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/notifier.h"

namespace natter {

/// Where it is the icon in the tray that has the system show notifications, and nothing else can.
class TrayOnlyNotifier final : public Notifier
{
public:
    bool isAvailable() const override { return false; }
    QString problem() const override { return {}; }
    void show(const QString &, const QString &, const QString &, Extras) override { }
    void withdraw(const QString &) override { }
};

} // namespace natter
