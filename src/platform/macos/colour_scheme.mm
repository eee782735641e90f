// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/colour_scheme.h"

#include <QEvent>
#include <QGuiApplication>

#import <AppKit/AppKit.h>

namespace natter {

/// Not what Qt says: the program's palette is ours.
static bool isDarkChosen()
{
    NSString *nearest = [NSApp.effectiveAppearance
        bestMatchFromAppearancesWithNames:@[ NSAppearanceNameAqua, NSAppearanceNameDarkAqua ]];
    return [nearest isEqualToString:NSAppearanceNameDarkAqua];
}

/// Qt tells every window when it changes.
class ColourScheme::System : public QObject
{
public:
    explicit System(ColourScheme &scheme) : m_scheme(scheme) { qGuiApp->installEventFilter(this); }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::ThemeChange) {
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
