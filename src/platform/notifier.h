// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
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

    /// What a notification has beyond its text, where the daemon can do it.
    enum Extra {
        Sound = 1,
        Answers = 2, ///< it can be marked as read, and replied to
    };
    Q_DECLARE_FLAGS(Extras, Extra)

    /// A daemon owns the name, as far as we have heard.
    bool isAvailable() const { return m_available; }
    /// Shows or replaces the notification of `key`. `body` is plain text.
    void show(const QString &key, const QString &title, const QString &body, Extras extras = {});
    void withdraw(const QString &key);

Q_SIGNALS:
    /// `token` lets a Wayland window come to the front; may be empty.
    void activated(const QString &key, const QString &token);
    void readRequested(const QString &key);
    /// At most limits::textNodeBytes. It may come a moment after withdraw(): it was typed by then.
    void replied(const QString &key, const QString &text);

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
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Notifier::Extras)

} // namespace natter
