// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/linux/theme_sound.h"
#include "platform/notifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QHash>
#include <QSet>

class QDBusPendingCallWatcher;

namespace natter {

/// Desktop notifications over the freedesktop interface. Never waits for the daemon: every call is asynchronous and
/// bounded, and without a bus or a daemon nothing happens.
class BusNotifier final : public Notifier
{
    Q_OBJECT

public:
    explicit BusNotifier(const QDBusConnection &bus, QObject *parent = nullptr);
    /// A click on what is left would reach nobody, so nothing is left.
    ~BusNotifier() override;

    /// A daemon owns the name, as far as we have heard.
    bool isAvailable() const override { return m_available; }
    QString problem() const override;
    /// What the daemon can do has been asked and answered.
    bool knowsDaemon() const { return !m_capabilities.isEmpty(); }
    void show(const QString &key, const QString &title, const QString &body, Extras extras = {}) override;
    void withdraw(const QString &key) override;

private Q_SLOTS:
    void actionInvoked(uint id, const QString &action, const QDBusMessage &signal);
    void activationToken(uint id, const QString &token, const QDBusMessage &signal);
    void notificationReplied(uint id, const QString &text, const QDBusMessage &signal);
    void notificationClosed(uint id, uint reason, const QDBusMessage &signal);

private:
    void findDaemon();
    void followOwner(const QString &before, const QString &owner);
    void askCapabilities();
    QStringList actions(Extras extras) const;
    QVariantMap hints(Extras extras) const;
    QDBusPendingCallWatcher *call(const QDBusMessage &message);
    void shown(const QString &key, QDBusPendingCallWatcher *call);
    bool isFromDaemon(const QDBusMessage &signal) const;
    bool can(const char *capability) const;
    void close(uint id);

    QDBusConnection m_bus;
    bool m_available = false;
    bool m_canBeStarted = false; ///< by a call to it
    QStringList m_capabilities; ///< empty before the daemon has said what they are
    QString m_daemon; ///< its own name on the bus, once it has shown something
    QSet<QString> m_wanted; ///< keys of what is shown, or will be once the daemon has answered
    QHash<QString, uint> m_ids; ///< of what the daemon said that it shows; no two keys have the same
    QHash<uint, QString> m_closing; ///< keys of what the daemon was told to close, until it has
    QHash<uint, QString> m_tokens; ///< of what is shown
    ThemeSound m_sound; ///< where the daemon plays none
};

} // namespace natter
