// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QHash>
#include <QObject>
#include <QSet>

class QDBusPendingCallWatcher;

namespace natter {

/// Desktop notifications over the freedesktop interface. Never waits for the daemon: every call is asynchronous and
/// bounded, and without a bus or a daemon nothing happens.
class Notifier : public QObject
{
    Q_OBJECT

public:
    explicit Notifier(const QDBusConnection &bus, QObject *parent = nullptr);
    /// A click on what is left would reach nobody, so nothing is left.
    ~Notifier() override;

    /// A daemon owns the name, as far as we have heard.
    bool isAvailable() const { return m_available; }
    /// Shows or replaces the notification of `key`. `body` is plain text.
    void show(const QString &key, const QString &title, const QString &body);
    void withdraw(const QString &key);

Q_SIGNALS:
    /// `token` lets a Wayland window come to the front; may be empty.
    void activated(const QString &key, const QString &token);

private Q_SLOTS:
    void actionInvoked(uint id, const QString &action);
    void activationToken(uint id, const QString &token);
    void notificationClosed(uint id, uint reason);

private:
    void findDaemon();
    void askCapabilities();
    QDBusPendingCallWatcher *call(const QDBusMessage &message);
    void shown(const QString &key, QDBusPendingCallWatcher *call);
    void close(uint id);

    QDBusConnection m_bus;
    bool m_available = false;
    bool m_bodyMarkup = false;
    QSet<QString> m_wanted; ///< keys of what is shown, or will be once the daemon has answered
    QHash<QString, uint> m_ids; ///< of what the daemon said that it shows
    QHash<uint, QString> m_tokens;
};

} // namespace natter
