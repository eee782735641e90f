// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop_application.h"

#include <QFileOpenEvent>

namespace natter {

bool DesktopApplication::event(QEvent *event)
{
    if (event->type() == QEvent::FileOpen) {
        const QUrl url = static_cast<QFileOpenEvent *>(event)->url();
        if (url.scheme() == u"xmpp") {
            Q_EMIT uriOpened(url.toString(QUrl::FullyEncoded));
            return true;
        }
    }
    if (event->type() == QEvent::Quit) {
        Q_EMIT quitAsked();
        return true;
    }
    return QApplication::event(event);
}

} // namespace natter
