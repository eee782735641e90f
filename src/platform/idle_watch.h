// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <chrono>

namespace natter {

/// What the system tells of whether somebody is at the computer, whichever program they use.
class IdleWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// For how long has nobody typed or moved the pointer, and is the screen locked? The answers are signals: at once,
    /// later, or none where the system cannot tell.
    virtual void ask() = 0;

Q_SIGNALS:
    void untouched(std::chrono::milliseconds duration);
    /// Whether the screen is locked, or its saver runs. It may come unasked, and need not be a change.
    void covered(bool isCovered);
};

} // namespace natter
