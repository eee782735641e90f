// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariantMap>

namespace natter {

/// What Qt's own dialogs remember of folders is no file of ours on Windows and macOS, and no profile's: once this goes,
/// it is again what it was.
class DialogMemory
{
public:
    DialogMemory();
    ~DialogMemory();
    Q_DISABLE_COPY_MOVE(DialogMemory)

private:
    QVariantMap m_before;
};

} // namespace natter
