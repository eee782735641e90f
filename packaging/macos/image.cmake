# SPDX-License-Identifier: GPL-3.0-or-later
# The disk image: what bundle.cmake has CPack make of a build, and, with the bundle in the folder $NATTER_APP_FOLDER and nothing
# else, of one that was joined and signed:
#
#   NATTER_APP_FOLDER=FOLDER NATTER_IMAGE=NAME cpack -G DragNDrop --config packaging/macos/image.cmake -B OUT
set(CPACK_GENERATOR DragNDrop)
set(CPACK_DMG_VOLUME_NAME Natter)
set(CPACK_DMG_FORMAT UDZO)
if(DEFINED ENV{NATTER_APP_FOLDER})
  file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/../../CMakeLists.txt project REGEX "^project\\(")
  string(REGEX MATCH "VERSION ([0-9.]+)" project "${project}")
  set(CPACK_PACKAGE_NAME natter)
  set(CPACK_PACKAGE_VENDOR Natter)
  set(CPACK_PACKAGE_DESCRIPTION "A desktop chat client for XMPP")
  set(CPACK_PACKAGE_VERSION ${CMAKE_MATCH_1})
  set(CPACK_PACKAGE_FILE_NAME $ENV{NATTER_IMAGE})
  set(CPACK_INSTALLED_DIRECTORIES "$ENV{NATTER_APP_FOLDER};/")
  set(CPACK_STRIP_FILES OFF) # it is signed
endif()
