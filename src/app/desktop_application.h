// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

namespace natter {

/// The application object; it hears what only macOS says by an event: that an xmpp: address was clicked somewhere.
class DesktopApplication : public QApplication
{
    Q_OBJECT

public:
    using QApplication::QApplication;

Q_SIGNALS:
    void uriOpened(const QString &uri);

protected:
    bool event(QEvent *event) override;
};

} // namespace natter
