// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/worker_thread.h"
#include "wire/xmpp_client.h"

#include <atomic>

namespace natter {

/// An XmppClient on a listener thread, of which any thread may ask how often it began and ended.
struct ClientLine
{
    std::atomic<XmppClient *> client = nullptr;
    std::atomic<int> sessions = 0;
    std::atomic<int> ends = 0;
    WorkerThread<XmppClient> thread { QStringLiteral("listener"), [this] {
                                         auto made = std::make_unique<XmppClient>();
                                         QObject::connect(made.get(), &XmppClient::sessionStarted, made.get(),
                                                          [this] { ++sessions; });
                                         QObject::connect(made.get(), &XmppClient::ended, made.get(),
                                                          [this] { ++ends; });
                                         client = made.get();
                                         return made;
                                     } };
};

} // namespace natter
