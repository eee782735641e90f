// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/colour_scheme.h"

#include "platform/windows/system_window.h"

#include <QSettings>

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
class ColourScheme::System
{
public:
    explicit System(ColourScheme &scheme)
    {
        QObject::connect(m_window.get(), &SystemWindow::told, &scheme, [&scheme](UINT message, WPARAM, LPARAM name) {
            const auto *what = reinterpret_cast<const wchar_t *>(name);
            if (message == WM_SETTINGCHANGE && what && QStringView(what) == u"ImmersiveColorSet") {
                scheme.set(isDarkChosen());
            }
        });
    }

private:
    const std::shared_ptr<SystemWindow> m_window = SystemWindow::shared();
};

ColourScheme::ColourScheme(QObject *parent)
    : QObject(parent)
    , m_dark(isDarkChosen())
    , m_system(std::make_unique<System>(*this))
{
}

ColourScheme::~ColourScheme() = default;

} // namespace natter
