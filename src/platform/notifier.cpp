// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/notifier.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

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

Notifier::Notifier(const QDBusConnection &bus, QObject *parent) : QObject(parent), m_bus(bus)
{
    if (!m_bus.isConnected()) {
        return;
    }
    auto *watcher = new QDBusServiceWatcher(service, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceRegistered, this, [this] {
        m_available = true;
        askCapabilities();
    });
    connect(watcher, &QDBusServiceWatcher::serviceUnregistered, this, [this] {
        m_available = false;
        m_wanted.clear();
        m_ids.clear();
        m_tokens.clear();
    });
    // Without the service's name: to look up who owns it would wait for the bus, and who lies only opens a chat
    m_bus.connect({}, path, service, QStringLiteral("ActionInvoked"), this, SLOT(actionInvoked(uint, QString)));
    m_bus.connect({}, path, service, QStringLiteral("ActivationToken"), this, SLOT(activationToken(uint, QString)));
    m_bus.connect({}, path, service, QStringLiteral("NotificationClosed"), this, SLOT(notificationClosed(uint, uint)));
    findDaemon();
}

Notifier::~Notifier()
{
    for (const uint id : std::as_const(m_ids)) {
        close(id);
    }
}

QDBusPendingCallWatcher *Notifier::call(const QDBusMessage &message)
{
    return new QDBusPendingCallWatcher(m_bus.asyncCall(message, callTimeout), this);
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
        connect(call(message), &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
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
    auto *question = call(callOf(QStringLiteral("GetCapabilities")));
    connect(question, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
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
    m_wanted.insert(key);
    connect(call(message), &QDBusPendingCallWatcher::finished, this,
            [this, key](QDBusPendingCallWatcher *done) { shown(key, done); });
}

void Notifier::shown(const QString &key, QDBusPendingCallWatcher *call)
{
    call->deleteLater();
    const QDBusPendingReply<uint> reply = *call;
    if (!reply.isValid()) {
        qCInfo(logApp).noquote() << "notification not shown:" << forLog(reply.error().message());
        return;
    }
    const uint id = reply.value();
    const uint before = m_ids.value(key, id);
    if (before != id) {
        close(before); // a slow daemon was asked again before it had said which one to replace
    }
    if (m_wanted.contains(key)) {
        m_ids.insert(key, id);
    } else {
        close(id); // it was read while the daemon was still at it
    }
}

void Notifier::close(uint id)
{
    QDBusMessage message = callOf(QStringLiteral("CloseNotification"));
    message << id;
    m_bus.asyncCall(message, callTimeout);
}

void Notifier::withdraw(const QString &key)
{
    m_wanted.remove(key);
    if (const uint id = m_ids.take(key); id != 0) {
        close(id);
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
    m_ids.remove(m_ids.key(id)); // but another one may be on its way
    m_tokens.remove(id);
}

} // namespace natter
