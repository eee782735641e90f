// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace natter {

/// Notifications of the desktop.
class Notifier : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// What a notification has beyond its text, where the desktop can do it.
    enum Extra {
        Sound = 1,
        Answers = 2, ///< it can be marked as read, and replied to
    };
    Q_DECLARE_FLAGS(Extras, Extra)

    /// If not, the icon in the tray is what can show a message.
    virtual bool isAvailable() const = 0;
    /// Why there are none, in English for whoever wants to mend it; empty if all is as it should be.
    virtual QString problem() const = 0;
    /// Shows or replaces the notification of `key`. `body` is plain text.
    virtual void show(const QString &key, const QString &title, const QString &body, Extras extras = {}) = 0;
    virtual void withdraw(const QString &key) = 0;

Q_SIGNALS:
    /// `token` lets a Wayland window come to the front; may be empty.
    void activated(const QString &key, const QString &token);
    void readRequested(const QString &key);
    /// At most limits::textNodeBytes. It may come a moment after withdraw(): it was typed by then.
    void replied(const QString &key, const QString &text);
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Notifier::Extras)

} // namespace natter
