// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portable.h"

#include <QDir>
#include <QFileInfo>

#include <array>

#if defined(Q_OS_WIN)
#include <windows.h>
#elif defined(Q_OS_MACOS)
#include <mach-o/dyld.h>
#endif

namespace natter {

QString programFolder()
{
#if defined(Q_OS_WIN)
    std::array<wchar_t, 32'768> path {};
    const DWORD length = GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size()));
    return QFileInfo(QString::fromWCharArray(path.data(), static_cast<int>(length))).absolutePath();
#elif defined(Q_OS_MACOS)
    std::array<char, 4096> path {};
    uint32_t size = path.size();
    return _NSGetExecutablePath(path.data(), &size) == 0 ? QFileInfo(QFile::decodeName(path.data())).canonicalPath()
                                                         : QString();
#else
    return QFileInfo(QFile::symLinkTarget(QStringLiteral("/proc/self/exe"))).absolutePath();
#endif
}

/// The folder that somebody sees and carries around.
static QDir carriedFolder(const QString &programFolder)
{
    QDir folder(programFolder);
    if (folder.dirName() == u"bin" && folder.exists(QStringLiteral("../lib"))) {
        folder.setPath(QDir::cleanPath(folder.filePath(QStringLiteral(".."))));
    } else if (folder.path().endsWith(u".app/Contents/MacOS")) {
        folder.setPath(QDir::cleanPath(folder.filePath(QStringLiteral("../../.."))));
    }
    return folder;
}

QString portableProfile(const QString &programFolder)
{
    return carriedFolder(programFolder).filePath(QStringLiteral("natter-data"));
}

bool isMarkedPortable(const QString &programFolder)
{
    if (programFolder.isEmpty()) {
        return false;
    }
    const QDir folder = carriedFolder(programFolder);
    // Editors of text on Windows give their files an ending that the person does not see
    return folder.exists(QStringLiteral("portable")) || folder.exists(QStringLiteral("portable.txt"));
}

} // namespace natter
