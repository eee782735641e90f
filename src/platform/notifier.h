// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>

class QDBusMessage;
class QDBusPendingCallWatcher;

namespace natter {

/// Desktop notifications over the freedesktop interface. Never waits for the daemon: every call is asynchronous and
/// bounded, and without a bus or a daemon nothing happens.
class Notifier : public QObject
{
    Q_OBJECT

public:
    explicit Notifier(QObject *parent = nullptr);

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
    void shown(const QString &key, QDBusPendingCallWatcher *call);

    bool m_available = false;
    bool m_bodyMarkup = false;
    QHash<QString, uint> m_ids;
    QHash<uint, QString> m_tokens;
};

} // namespace natter
