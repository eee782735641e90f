# SPDX-License-Identifier: GPL-3.0-or-later
# What CPack makes of an installation: ./dev package
set(CPACK_PACKAGE_NAME natter)
set(CPACK_PACKAGE_VENDOR Natter)
set(CPACK_PACKAGE_CONTACT "Natter <packages@natter.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "desktop chat client for XMPP")
set(CPACK_PACKAGE_DESCRIPTION
"Natter talks with people on XMPP, the open network for messages: nobody owns
it, and everybody may choose the server that they trust. It keeps the whole
history and finds what was said as one types, loses nothing when connections
break, and lives in the tray of the desktop.")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
  set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/linux/before_packing.cmake)
endif()

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What no symbol tells: the driver of the database, and at best, whose certificates are trusted and where passwords are kept.
# What is linked is named by itself; libqt6svg6 has the icons' plugins as well.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite")
string(JOIN ", " CPACK_DEBIAN_PACKAGE_RECOMMENDS qt6-wayland ca-certificates libsecret-1-0 fonts-noto-color-emoji
  qt6-translations-l10n sound-theme-freedesktop "pulseaudio-utils | pipewire-bin")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "hunspell-dictionary")

set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE "GPL-3.0-or-later")
set(CPACK_RPM_PACKAGE_GROUP "Applications/Internet")
set(CPACK_RPM_PACKAGE_AUTOREQ ON)
set(CPACK_PACKAGE_RELOCATABLE OFF)
set(CPACK_RPM_PACKAGE_SUMMARY "Desktop chat client for XMPP")
set(CPACK_RPM_PACKAGE_DESCRIPTION ${CPACK_PACKAGE_DESCRIPTION})
# Nothing of the machine that it is built on, nor of the time of day
set(CPACK_RPM_SPEC_MORE_DEFINE
"%define packager ${CPACK_PACKAGE_CONTACT}
%define _buildhost natter.example
%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1")
set(CPACK_RPM_USER_FILELIST "%license /usr/share/licenses/natter/LICENSE")
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION /usr/share/licenses
  /usr/share/applications /usr/share/metainfo /usr/share/icons /usr/share/icons/hicolor /usr/share/man /usr/share/man/man1
  /usr/share/doc)
foreach(size scalable 16x16 22x22 24x24 32x32 48x48 64x64 128x128 256x256 512x512)
  list(APPEND CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION /usr/share/icons/hicolor/${size}
    /usr/share/icons/hicolor/${size}/apps)
endforeach()

include(CPack)
