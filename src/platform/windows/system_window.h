// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <qt_windows.h>

#include <memory>

namespace natter {

/// A window that nobody sees, for what Windows tells every window: Natter need not have another one yet. It is one of
/// the top level, as those that only take messages are told nothing.
class SystemWindow final : public QObject
{
    Q_OBJECT

public:
    /// The one of all who listen.
    static std::shared_ptr<SystemWindow> shared();
    ~SystemWindow() override;

    /// Null if Windows has made none.
    HWND handle() const { return m_handle; }

Q_SIGNALS:
    void told(UINT message, WPARAM what, LPARAM more);

private:
    SystemWindow();
    static LRESULT CALLBACK take(HWND window, UINT message, WPARAM what, LPARAM more);

    HWND m_handle = nullptr;
};

} // namespace natter
