// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace natter {

/// Hears that the program is to end, from outside of it: the session ends, or somebody stops the program.
class EndWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// All is closed: a system that waits for that before it ends the program may go on.
    virtual void closed() { }

Q_SIGNALS:
    void asked();
};

} // namespace natter
