# SPDX-License-Identifier: GPL-3.0-or-later
# What CPack does before it packs: programs keep nothing that only says which compiler made them, Debian's packages have a
# changelog of their own, and others the text of the licence, which every Debian has already.
set(files ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr)
file(GLOB programs ${files}/bin/*)
foreach(program ${programs})
  execute_process(COMMAND strip --remove-section=.comment --remove-section=.note ${program} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
if(CPACK_GENERATOR STREQUAL "DEB")
  file(COPY ${CPACK_NATTER_CHANGELOG} DESTINATION ${files}/share/doc/natter
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
elseif(CPACK_GENERATOR STREQUAL "RPM")
  file(COPY ${CPACK_RESOURCE_FILE_LICENSE} DESTINATION ${files}/share/licenses/natter
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
endif()
