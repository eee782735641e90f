// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/bus_notifier.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

#include <QDBusError>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QGuiApplication>

namespace natter {

static const QString service = QStringLiteral("org.freedesktop.Notifications");
static const QString path = QStringLiteral("/org/freedesktop/Notifications");
static constexpr int callTimeout = 3000;
static constexpr int closingKept = 100; ///< a daemon may never say that it has closed what it was told to
static const QString arrival = QStringLiteral("message-new-instant"); // of the Sound Naming Specification
static const QString openAction = QStringLiteral("default"); // a click on the notification itself
static const QString readAction = QStringLiteral("mark-as-read");
static const QString replyAction = QStringLiteral("inline-reply"); // which the daemon makes a field of

static QDBusMessage callOf(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

BusNotifier::BusNotifier(const QDBusConnection &bus, QObject *parent) : Notifier(parent), m_bus(bus)
{
    if (!m_bus.isConnected()) {
        return;
    }
    auto *watcher = new QDBusServiceWatcher(service, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString &, const QString &before, const QString &owner) { followOwner(before, owner); });
    // Without the service's name: to look up who owns it would wait for the bus; see isFromDaemon()
    const auto listen = [this](const char *signal, const char *slot) {
        m_bus.connect({}, path, service, QLatin1String(signal), this, slot);
    };
    listen("ActionInvoked", SLOT(actionInvoked(uint, QString, QDBusMessage)));
    listen("ActivationToken", SLOT(activationToken(uint, QString, QDBusMessage)));
    listen("NotificationReplied", SLOT(notificationReplied(uint, QString, QDBusMessage)));
    listen("NotificationClosed", SLOT(notificationClosed(uint, uint, QDBusMessage)));
    findDaemon();
}

BusNotifier::~BusNotifier()
{
    for (const uint id : std::as_const(m_ids)) {
        close(id);
    }
}

QString BusNotifier::problem() const
{
    if (m_available) {
        return {};
    }
    return m_bus.isConnected() ? QStringLiteral("nobody owns ") + service
                               : QStringLiteral("no session bus: ") + m_bus.lastError().message();
}

QDBusPendingCallWatcher *BusNotifier::call(const QDBusMessage &message)
{
    return new QDBusPendingCallWatcher(m_bus.asyncCall(message, callTimeout), this);
}

/// Daemons are often started by the first call: one that can be started counts as there.
void BusNotifier::findDaemon()
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
            m_canBeStarted = m_canBeStarted || answer.toStringList().contains(service);
            if (answer.toBool() || m_canBeStarted) {
                m_available = true;
                askCapabilities();
            }
        });
    }
}

/// Another daemon knows nothing of what the one before has shown.
void BusNotifier::followOwner(const QString &before, const QString &owner)
{
    if (!before.isEmpty()) { // else it may be starting because of what is to be shown
        m_wanted.clear();
        m_ids.clear();
        m_closing.clear();
        m_tokens.clear();
        m_daemon.clear();
    }
    m_capabilities.clear();
    m_available = m_canBeStarted || !owner.isEmpty();
    if (!owner.isEmpty()) {
        askCapabilities(); // not of one that went: asking would start it again, however often it crashes
    }
}

void BusNotifier::askCapabilities()
{
    auto *question = call(callOf(QStringLiteral("GetCapabilities")));
    connect(question, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        const QDBusPendingReply<QStringList> reply = *done;
        m_capabilities = reply.isValid() ? reply.value() : QStringList();
    });
}

bool BusNotifier::can(const char *capability) const { return m_capabilities.contains(QLatin1String(capability)); }

/// As the interface wants them: each with its text behind it.
QStringList BusNotifier::actions(Extras extras) const
{
    if (!m_capabilities.isEmpty() && !can("actions")) {
        return {}; // there are daemons that would ask in a dialog instead
    }
    QStringList actions { openAction, Notifier::tr("Open") };
    if (extras.testFlag(Answers) && can("actions")) {
        if (can("inline-reply")) {
            actions << replyAction << Notifier::tr("Reply");
        }
        actions << readAction << Notifier::tr("Mark as read");
    }
    return actions;
}

QVariantMap BusNotifier::hints(Extras extras) const
{
    QVariantMap hints { { QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName() },
                        { QStringLiteral("category"), QStringLiteral("im.received") },
                        { QStringLiteral("urgency"), QVariant::fromValue(uchar(1)) } }; // normal
    if (extras.testFlag(Sound) && can("sound")) {
        hints[QStringLiteral("sound-name")] = arrival;
    } else {
        hints[QStringLiteral("suppress-sound")] = true;
    }
    if (extras.testFlag(Answers) && can("inline-reply")) {
        hints[QStringLiteral("x-kde-reply-placeholder-text")] = Notifier::tr("Write a reply");
    }
    return hints;
}

void BusNotifier::show(const QString &key, const QString &title, const QString &body, Extras extras)
{
    if (!m_available) {
        return;
    }
    QString text = withVisibleControls(cut(body, limits::notificationChars));
    if (can("body-markup")) {
        text = text.toHtmlEscaped(); // daemons without markup would show the entities
    }
    QDBusMessage message = callOf(QStringLiteral("Notify"));
    message << QStringLiteral("Natter") << m_ids.value(key, 0U) << QStringLiteral("natter")
            << withVisibleControls(cut(title, limits::nameChars)) << text << actions(extras) << hints(extras) << -1;
    m_wanted.insert(key);
    if (extras.testFlag(Sound) && !m_capabilities.isEmpty() && !can("sound")) {
        m_sound.play(arrival);
    }
    connect(call(message), &QDBusPendingCallWatcher::finished, this,
            [this, key](QDBusPendingCallWatcher *done) { shown(key, done); });
}

void BusNotifier::shown(const QString &key, QDBusPendingCallWatcher *call)
{
    call->deleteLater();
    const QDBusPendingReply<uint> reply = *call;
    if (!reply.isValid() || reply.value() == 0) {
        qCInfo(logApp).noquote() << "notification not shown:" << forLog(reply.error().message());
        return;
    }
    m_daemon = reply.reply().service();
    const uint id = reply.value();
    const uint before = m_ids.value(key, id);
    if (before != id) {
        close(before); // a slow daemon was asked again before it had said which one to replace
    }
    m_closing.remove(id);
    m_ids.removeIf( // it stands in the place of that one
        [id](const std::pair<const QString &, uint &> &other) { return other.second == id; });
    if (m_wanted.contains(key)) {
        m_ids.insert(key, id);
    } else {
        close(id); // it was read while the daemon was still at it
    }
}

void BusNotifier::close(uint id)
{
    QDBusMessage message = callOf(QStringLiteral("CloseNotification"));
    message << id;
    m_bus.asyncCall(message, callTimeout);
}

void BusNotifier::withdraw(const QString &key)
{
    m_wanted.remove(key);
    if (const uint id = m_ids.take(key); id != 0) {
        if (m_closing.size() >= closingKept) {
            m_closing.clear();
        }
        m_closing.insert(id, key);
        m_tokens.remove(id);
        close(id);
    }
}

/// Others on the bus can say the same, and a reply is sent in the person's name.
bool BusNotifier::isFromDaemon(const QDBusMessage &signal) const
{
    return !m_daemon.isEmpty() && signal.service() == m_daemon;
}

void BusNotifier::activationToken(uint id, const QString &token, const QDBusMessage &signal)
{
    if (isFromDaemon(signal) && !m_ids.key(id).isEmpty() && token.size() <= limits::activationTokenChars) {
        m_tokens.insert(id, token);
    }
}

void BusNotifier::actionInvoked(uint id, const QString &action, const QDBusMessage &signal)
{
    const QString key = m_ids.key(id);
    if (key.isEmpty() || !isFromDaemon(signal)) {
        return;
    }
    if (action == openAction) {
        Q_EMIT activated(key, m_tokens.take(id));
    } else if (action == readAction) {
        Q_EMIT readRequested(key);
    }
}

void BusNotifier::notificationReplied(uint id, const QString &text, const QDBusMessage &signal)
{
    const QString key = m_ids.key(id, m_closing.value(id));
    if (key.isEmpty() || !isFromDaemon(signal)) {
        return;
    }
    if (text.toUtf8().size() > limits::textNodeBytes) {
        qCWarning(logApp) << "a reply that is too long came from the notification daemon";
        return;
    }
    Q_EMIT replied(key, text);
}

void BusNotifier::notificationClosed(uint id, uint, const QDBusMessage &signal)
{
    if (isFromDaemon(signal)) {
        m_ids.remove(m_ids.key(id)); // but another one may be on its way
        m_closing.remove(id);
        m_tokens.remove(id);
    }
}

} // namespace natter
