// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace natter {

/// Whether the desktop wants dark colours, now and when that changes. Waits for nobody: until the desktop has said so,
/// and where it says nothing, the palette that Qt found decides.
class ColourScheme : public QObject
{
    Q_OBJECT

public:
    explicit ColourScheme(QObject *parent = nullptr);
    ~ColourScheme() override;

    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private:
    class System; ///< whom to ask, on each

    void set(bool dark);

    bool m_dark = false;
    std::unique_ptr<System> m_system;
};

} // namespace natter
