# SPDX-License-Identifier: GPL-3.0-or-later
# Natter.app, and what CPack makes of it. check_bundle.py goes through all of it on Linux, as far as that goes.
set(NATTER_MACOS ${CMAKE_CURRENT_LIST_DIR})

function(natter_bundle target)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  find_program(RSVG_CONVERT rsvg-convert REQUIRED)
  set(icon ${CMAKE_CURRENT_BINARY_DIR}/natter.icns)
  set(svg ${NATTER_MACOS}/../../resources/icons/natter.svg)
  add_custom_command(OUTPUT ${icon}
    COMMAND ${Python3_EXECUTABLE} -B ${NATTER_MACOS}/make_icns.py ${RSVG_CONVERT} ${svg} ${icon}
    DEPENDS ${svg} ${NATTER_MACOS}/make_icns.py VERBATIM)
  add_custom_target(natter_icon ALL DEPENDS ${icon})
  set_target_properties(${target} PROPERTIES MACOSX_BUNDLE ON OUTPUT_NAME Natter
    MACOSX_BUNDLE_INFO_PLIST ${NATTER_MACOS}/Info.plist.in)
  install(TARGETS ${target} BUNDLE DESTINATION .)
  install(FILES ${icon} DESTINATION Natter.app/Contents/Resources)
  # The system looks here for the languages that a program has
  foreach(language en de)
    install(DIRECTORY DESTINATION Natter.app/Contents/Resources/${language}.lproj)
  endforeach()
  install(FILES ${NATTER_MACOS}/../../LICENSE DESTINATION Natter.app/Contents/Resources)
  if(COMMAND qt_generate_deploy_app_script) # Qt's frameworks and plugins, into the bundle
    qt_generate_deploy_app_script(TARGET ${target} FILENAME_VARIABLE deploy NO_UNSUPPORTED_PLATFORM_ERROR)
    install(SCRIPT ${deploy})
  endif()
endfunction()

include(${CMAKE_CURRENT_LIST_DIR}/image.cmake)
set(CPACK_PACKAGE_FILE_NAME natter-${PROJECT_VERSION}-macos)
