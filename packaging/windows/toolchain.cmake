# SPDX-License-Identifier: GPL-3.0-or-later
# Builds for 64-bit Windows on Linux, with what packaging/windows/package.sh has put into NATTER_WINDOWS_PREFIX.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)

set(triplet x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${triplet}-gcc-posix)
set(CMAKE_CXX_COMPILER ${triplet}-g++-posix)
set(CMAKE_RC_COMPILER ${triplet}-windres)

# CMake's own checks read this file as well, and do not know the cache
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES NATTER_WINDOWS_PREFIX)
set(CMAKE_FIND_ROOT_PATH ${NATTER_WINDOWS_PREFIX} /usr/${triplet})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# Nothing of this machine's own libraries
set(ENV{PKG_CONFIG_LIBDIR} ${NATTER_WINDOWS_PREFIX}/lib/pkgconfig)
set(ENV{PKG_CONFIG_PATH} "")
