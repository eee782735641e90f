// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/notifier.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

namespace natter {

static const QString service = QStringLiteral("org.freedesktop.Notifications");
static const QString path = QStringLiteral("/org/freedesktop/Notifications");
static constexpr int callTimeout = 3000;

static QDBusMessage callOf(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

Notifier::Notifier(QObject *parent) : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    auto *watcher = new QDBusServiceWatcher(service, bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceRegistered, this, [this] {
        m_available = true;
        askCapabilities();
    });
    connect(watcher, &QDBusServiceWatcher::serviceUnregistered, this, [this] {
        m_available = false;
        m_ids.clear();
    });
    bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this, SLOT(actionInvoked(uint, QString)));
    bus.connect(service, path, service, QStringLiteral("ActivationToken"), this, SLOT(activationToken(uint, QString)));
    bus.connect(service, path, service, QStringLiteral("NotificationClosed"), this,
                SLOT(notificationClosed(uint, uint)));
    findDaemon();
}

/// Daemons are often started by the first call: one that can be started counts as there.
void Notifier::findDaemon()
{
    for (const auto *method : { "NameHasOwner", "ListActivatableNames" }) {
        QDBusMessage message = QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
            QStringLiteral("org.freedesktop.DBus"), QLatin1String(method));
        if (QLatin1String(method) == QLatin1String("NameHasOwner")) {
            message << service;
        }
        auto *call = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message, callTimeout), this);
        connect(call, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
            done->deleteLater();
            const QVariant answer = done->isError() ? QVariant() : done->reply().arguments().value(0);
            if (answer.toBool() || answer.toStringList().contains(service)) {
                m_available = true;
                askCapabilities();
            }
        });
    }
}

void Notifier::askCapabilities()
{
    auto *call = new QDBusPendingCallWatcher(
        QDBusConnection::sessionBus().asyncCall(callOf(QStringLiteral("GetCapabilities")), callTimeout), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        const QDBusPendingReply<QStringList> reply = *done;
        m_bodyMarkup = reply.isValid() && reply.value().contains(QStringLiteral("body-markup"));
    });
}

void Notifier::show(const QString &key, const QString &title, const QString &body)
{
    if (!m_available) {
        return;
    }
    QString text = withVisibleControls(cut(body, limits::notificationChars));
    if (m_bodyMarkup) {
        text = text.toHtmlEscaped(); // daemons without markup would show the entities
    }
    const QVariantMap hints { { QStringLiteral("desktop-entry"), QStringLiteral("natter") },
                              { QStringLiteral("category"), QStringLiteral("im.received") } };
    QDBusMessage message = callOf(QStringLiteral("Notify"));
    message << QStringLiteral("Natter") << m_ids.value(key, 0U) << QStringLiteral("natter")
            << withVisibleControls(cut(title, limits::nameChars)) << text
            << QStringList { QStringLiteral("default"), tr("Open") } << hints << -1;
    auto *call = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message, callTimeout), this);
    connect(call, &QDBusPendingCallWatcher::finished, this,
            [this, key](QDBusPendingCallWatcher *done) { shown(key, done); });
}

void Notifier::shown(const QString &key, QDBusPendingCallWatcher *call)
{
    call->deleteLater();
    const QDBusPendingReply<uint> reply = *call;
    if (reply.isValid()) {
        m_ids.insert(key, reply.value());
    } else {
        qCInfo(logApp).noquote() << "notification not shown:" << forLog(reply.error().message());
    }
}

void Notifier::withdraw(const QString &key)
{
    const uint id = m_ids.take(key);
    if (id != 0 && m_available) {
        QDBusMessage message = callOf(QStringLiteral("CloseNotification"));
        message << id;
        QDBusConnection::sessionBus().asyncCall(message, callTimeout);
    }
}

void Notifier::activationToken(uint id, const QString &token) { m_tokens.insert(id, token); }

void Notifier::actionInvoked(uint id, const QString &action)
{
    const QString key = m_ids.key(id);
    if (!key.isEmpty() && action == QStringLiteral("default")) {
        Q_EMIT activated(key, m_tokens.take(id));
    }
}

void Notifier::notificationClosed(uint id, uint)
{
    m_ids.remove(m_ids.key(id));
    m_tokens.remove(id);
}

} // namespace natter
