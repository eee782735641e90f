// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/colour_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>

namespace natter {

static const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
static const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
static const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
static const QString appearance = QStringLiteral("org.freedesktop.appearance");
static const QString schemeKey = QStringLiteral("color-scheme");

/// The settings portal.
class ColourScheme::System : public QObject
{
    Q_OBJECT

public:
    explicit System(ColourScheme &scheme);

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(const QVariant &value);

    ColourScheme &m_scheme;
    bool m_knowsScheme = false; ///< the portal has said something
    bool m_darkByPalette = false; ///< where there is no preference, as far as it is known
};

ColourScheme::System::System(ColourScheme &scheme) : m_scheme(scheme)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    // Without the service's name: to look up who owns it would wait for the bus
    bus.connect({}, path, interface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    question << appearance << schemeKey;
    auto *call = new QDBusPendingCallWatcher(bus.asyncCall(question, 3000), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *done;
        if (reply.isValid()) {
            take(reply.value().variant());
        }
    });
}

void ColourScheme::System::settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearance && key == schemeKey) {
        take(value.variant());
    }
}

/// 1 is dark, 2 light, 0 no preference; Read() wraps it once more.
void ColourScheme::System::take(const QVariant &value)
{
    const QVariant inner = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    bool isNumber = false;
    const uint scheme = inner.toUInt(&isNumber);
    if (!isNumber) {
        return;
    }
    if (scheme == 0 && !m_knowsScheme) {
        m_darkByPalette = m_scheme.isDark(); // which knows better
    }
    m_knowsScheme = true;
    // GNOME says "no preference" when dark is switched off, whatever palette there was while it was on
    m_scheme.set(scheme == 0 ? m_darkByPalette : scheme == 1);
}

ColourScheme::ColourScheme(QObject *parent)
    : QObject(parent)
    , m_dark(QGuiApplication::palette().color(QPalette::Window).lightness() < 128)
    , m_system(std::make_unique<System>(*this))
{
}

ColourScheme::~ColourScheme() = default;

} // namespace natter

#include "colour_scheme.moc"
