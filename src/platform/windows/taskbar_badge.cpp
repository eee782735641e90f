// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/taskbar_badge.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QPainter>
#include <QWindow>

#include <shobjidl.h>

namespace natter {

static constexpr int pictureSize = 32; ///< twice what Windows shows on a plain screen

static QImage pictureOf(int count)
{
    QImage picture(pictureSize, pictureSize, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0xd1, 0x34, 0x38));
    painter.drawEllipse(picture.rect());
    QFont font;
    font.setBold(true);
    font.setPixelSize(count < 10 ? 22 : 17);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(picture.rect(), Qt::AlignCenter,
                     count < 100 ? QString::number(count) : QStringLiteral("99")); // there is room for two
    return picture;
}

TaskbarBadge::TaskbarBadge(QObject *parent)
    : LauncherBadge(parent)
    , m_buttonMade(RegisterWindowMessageW(L"TaskbarButtonCreated"))
{
    void *taskbar = nullptr;
    if (SUCCEEDED(CoCreateInstance(CLSID_TaskbarList, nullptr, CLSCTX_INPROC_SERVER, IID_ITaskbarList3, &taskbar))) {
        m_taskbar = static_cast<ITaskbarList3 *>(taskbar);
        m_taskbar->HrInit();
    }
    QCoreApplication::instance()->installNativeEventFilter(this);
}

TaskbarBadge::~TaskbarBadge()
{
    setCount(0);
    if (m_taskbar) {
        m_taskbar->Release();
    }
}

void TaskbarBadge::setCount(int count)
{
    if (count == m_count) {
        return;
    }
    m_count = count;
    const HICON before = std::exchange(m_picture, count > 0 ? pictureOf(count).toHICON() : nullptr);
    const auto windows = QGuiApplication::topLevelWindows();
    for (const QWindow *window : windows) {
        if (window->isVisible() && window->type() == Qt::Window) {
            showOn(reinterpret_cast<HWND>(window->winId()));
        }
    }
    if (before) {
        DestroyIcon(before);
    }
}

void TaskbarBadge::showOn(HWND window) const
{
    if (m_taskbar) {
        const QString spoken =
            m_count > 0 ? QCoreApplication::translate("natter::TrayIcon", "%n unread", nullptr, m_count) : QString();
        m_taskbar->SetOverlayIcon(window, m_picture, reinterpret_cast<LPCWSTR>(spoken.utf16()));
    }
}

bool TaskbarBadge::nativeEventFilter(const QByteArray &, void *message, qintptr *)
{
    const auto *event = static_cast<const MSG *>(message);
    if (event->message == m_buttonMade && m_count > 0) {
        showOn(event->hwnd);
    }
    return false;
}

} // namespace natter
