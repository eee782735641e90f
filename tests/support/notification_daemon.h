// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/private_bus.h"

#include <QDBusArgument>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QMap>

#include <optional>

namespace natter {

/// Plays the desktop's notification daemon (Desktop Notifications Specification 1.2) on a bus of the test's own.
class NotificationDaemon : public QDBusVirtualObject
{
public:
    struct Notification
    {
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
        bool isHeard() const { return hints.contains(QStringLiteral("sound-name")); }
        bool operator==(const Notification &) const = default;
    };

    explicit NotificationDaemon(PrivateBus &bus, const QString &connection = QStringLiteral("daemon"))
        : m_bus(bus.connection(connection))
    {
    }
    ~NotificationDaemon() override { stop(); }
    Q_DISABLE_COPY_MOVE(NotificationDaemon)

    bool start(const QStringList &capabilities = { QStringLiteral("body"), QStringLiteral("actions") })
    {
        m_capabilities = capabilities;
        return m_bus.registerVirtualObject(path(), this) && m_bus.registerService(name());
    }
    /// In the place of the one that runs, once that stops.
    bool startBehind()
    {
        m_capabilities = { QStringLiteral("body") };
        return m_bus.registerVirtualObject(path(), this)
            && m_bus.interface()->registerService(name(), QDBusConnectionInterface::QueueService).isValid();
    }
    void stop()
    {
        m_bus.unregisterService(name());
        m_bus.unregisterObject(path());
        m_shown.clear();
    }

    /// What the person sees now, the oldest first.
    QStringList titles() const
    {
        QStringList titles;
        for (const Notification &notification : m_shown) {
            titles.append(notification.title);
        }
        return titles;
    }
    Notification newest() const { return m_shown.isEmpty() ? Notification() : m_shown.last(); }
    uint newestId() const { return m_shown.isEmpty() ? 0 : m_shown.lastKey(); }
    Notification shown(uint id) const { return m_shown.value(id); }
    int calls() const { return m_calls; } ///< of Notify
    int heard() const { return m_heard; } ///< of those, with a sound
    /// Whatever is shown has that number from now on, as far as the program is told.
    void lie(uint id) { m_lie = id; }

    void click(uint id, const QString &token = {})
    {
        if (!token.isEmpty()) {
            say("ActivationToken", { id, token });
        }
        invoke(id, QStringLiteral("default"));
    }
    void invoke(uint id, const QString &action) { say("ActionInvoked", { id, action }); }
    void reply(uint id, const QString &text) { say("NotificationReplied", { id, text }); }
    void dismiss(uint id)
    {
        m_shown.remove(id);
        say("NotificationClosed", { id, 2U });
    }

    bool handleMessage(const QDBusMessage &call, const QDBusConnection & /*connection*/) override
    {
        const QVariantList arguments = call.arguments();
        if (call.member() == u"Notify") {
            ++m_calls;
            const uint replaced = arguments.value(1).toUInt();
            const uint id = replaced != 0 ? replaced : ++m_last;
            const Notification notification { arguments.value(3).toString(), arguments.value(4).toString(),
                                              arguments.value(5).toStringList(),
                                              qdbus_cast<QVariantMap>(arguments.value(6)) };
            m_heard += notification.isHeard() ? 1 : 0;
            m_shown.insert(id, notification);
            return m_bus.send(call.createReply(m_lie.value_or(id)));
        }
        if (call.member() == u"CloseNotification") {
            m_shown.remove(arguments.value(0).toUInt());
            say("NotificationClosed", { arguments.value(0), 3U });
            return m_bus.send(call.createReply());
        }
        return call.member() == u"GetCapabilities" && m_bus.send(call.createReply(m_capabilities));
    }
    QString introspect(const QString & /*path*/) const override { return {}; }

private:
    static QString path() { return QStringLiteral("/org/freedesktop/Notifications"); }
    static QString name() { return QStringLiteral("org.freedesktop.Notifications"); }
    void say(const char *signal, const QVariantList &arguments)
    {
        QDBusMessage message = QDBusMessage::createSignal(path(), name(), QLatin1String(signal));
        message.setArguments(arguments);
        m_bus.send(message);
    }

    QDBusConnection m_bus;
    QStringList m_capabilities;
    QMap<uint, Notification> m_shown;
    uint m_last = 0;
    int m_calls = 0;
    int m_heard = 0;
    std::optional<uint> m_lie;
};

} // namespace natter
