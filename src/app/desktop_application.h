// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

namespace natter {

/// The application object; it hears what systems say by an event: macOS, that an xmpp: address was clicked somewhere,
/// and many, that the program is to end. Closing its windows, which is what Qt would do, only hides them.
class DesktopApplication : public QApplication
{
    Q_OBJECT

public:
    using QApplication::QApplication;

Q_SIGNALS:
    void uriOpened(const QString &uri);
    /// QEvent::Quit: from the Dock, the menu of macOS, a session manager, or QCoreApplication::quit().
    void quitAsked();

protected:
    bool event(QEvent *event) override;
};

} // namespace natter
