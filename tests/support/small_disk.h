// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

namespace natter {

/// A real file system of a few megabytes that can be filled to the last byte, where this machine lets a test have one.
/// It is only there for the test, and gone with it.
class SmallDisk
{
public:
    /// Gives the process a view of its own of the file systems. To be called first in main(), before there are threads.
    static void prepare();

    SmallDisk();
    ~SmallDisk();
    Q_DISABLE_COPY_MOVE(SmallDisk)

    /// False: the machine does not allow it, and the folder is an ordinary one.
    bool isReal() const { return m_isReal; }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    /// Takes all the room there is.
    void fill();
    void free();

private:
    QTemporaryDir m_folder;
    bool m_isReal = false;
};

} // namespace natter
