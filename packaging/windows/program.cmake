# SPDX-License-Identifier: GPL-3.0-or-later
# What makes natter a program of Windows: icon, version, manifest, no console of its own; and natter.com, for consoles.
enable_language(RC)
find_program(RSVG_CONVERT rsvg-convert REQUIRED)
find_program(ICOTOOL icotool REQUIRED)

set(NATTER_ICON ${CMAKE_CURRENT_BINARY_DIR}/natter.ico)
foreach(size 16 20 24 32 40 48 64 128 256)
  set(picture ${CMAKE_CURRENT_BINARY_DIR}/icon-${size}.png)
  add_custom_command(OUTPUT ${picture}
    COMMAND ${RSVG_CONVERT} -w ${size} -h ${size} -o ${picture} ${CMAKE_SOURCE_DIR}/resources/icons/natter.svg
    DEPENDS ${CMAKE_SOURCE_DIR}/resources/icons/natter.svg VERBATIM)
  list(APPEND pictures ${picture})
endforeach()
list(REMOVE_ITEM pictures ${picture})
add_custom_command(OUTPUT ${NATTER_ICON} # the largest as it is, the others as Windows of old wants them
  COMMAND ${ICOTOOL} -c -o ${NATTER_ICON} ${pictures} --raw=${picture} DEPENDS ${pictures} ${picture} VERBATIM)

set(folder ${CMAKE_SOURCE_DIR}/packaging/windows)
configure_file(${folder}/natter.manifest natter.manifest @ONLY)
configure_file(${folder}/natter.rc.in natter.rc @ONLY)
target_sources(natter PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/natter.rc ${NATTER_ICON})
set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/natter.rc PROPERTIES
  OBJECT_DEPENDS "${NATTER_ICON};${CMAKE_CURRENT_BINARY_DIR}/natter.manifest")
set_target_properties(natter PROPERTIES WIN32_EXECUTABLE ON)

add_executable(natter-console ${folder}/console.cpp)
set_target_properties(natter-console PROPERTIES OUTPUT_NAME natter SUFFIX .com AUTOMOC OFF AUTOUIC OFF AUTORCC OFF)
target_link_options(natter-console PRIVATE -static -municode)
install(PROGRAMS ${CMAKE_CURRENT_BINARY_DIR}/natter.com TYPE BIN)
