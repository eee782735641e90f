// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/colour_scheme.h"

#include <QAbstractNativeEventFilter>
#include <QCoreApplication>
#include <QSettings>

#include <qt_windows.h>

namespace natter {

/// Windows' choice for programs; there is a second one for the task bar.
static bool isDarkChosen()
{
    const QSettings choice(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    return choice.value(QStringLiteral("AppsUseLightTheme"), 1).toInt() == 0;
}

/// Every window is told when it changes.
class ColourScheme::System : public QAbstractNativeEventFilter
{
public:
    explicit System(ColourScheme &scheme) : m_scheme(scheme)
    {
        QCoreApplication::instance()->installNativeEventFilter(this);
    }

    bool nativeEventFilter(const QByteArray &, void *message, qintptr *) override
    {
        const auto *event = static_cast<const MSG *>(message);
        const auto *what = reinterpret_cast<const wchar_t *>(event->lParam);
        if (event->message == WM_SETTINGCHANGE && what && QStringView(what) == u"ImmersiveColorSet") {
            m_scheme.set(isDarkChosen());
        }
        return false;
    }

private:
    ColourScheme &m_scheme;
};

ColourScheme::ColourScheme(QObject *parent)
    : QObject(parent)
    , m_dark(isDarkChosen())
    , m_system(std::make_unique<System>(*this))
{
}

ColourScheme::~ColourScheme() = default;

} // namespace natter
