# SPDX-License-Identifier: GPL-3.0-or-later

add_compile_definitions(QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_USE_QSTRINGBUILDER
                        QT_DISABLE_DEPRECATED_BEFORE=0x060400)

# Folders of this name in a layer are for that system alone. unix is what Linux and macOS share; linux stands for all that
# have the desktops of freedesktop.org, which talk over D-Bus.
set(natter_systems linux unix windows macos)
if(WIN32)
  set(natter_system windows)
elseif(APPLE)
  set(natter_system unix macos)
else()
  set(natter_system unix linux)
endif()
set(natter_other_systems ${natter_systems})
list(REMOVE_ITEM natter_other_systems ${natter_system})
string(REPLACE ";" "|" natter_other_systems "${natter_other_systems}")

# natter_layer(NAME USES layer… QT module… [LINK target…] [PRECOMPILE header…]): the static library natter_NAME of every
# source in src/NAME.
# Left out if one of its Qt modules is not in NATTER_QT, or a layer that it uses is left out.
function(natter_layer name)
  cmake_parse_arguments(LAYER "" "" "USES;QT;LINK;PRECOMPILE" ${ARGN})
  if(NOT "linux" IN_LIST natter_system)
    list(REMOVE_ITEM LAYER_QT DBus)
  endif()
  foreach(module ${LAYER_QT})
    if(NOT module IN_LIST NATTER_QT)
      return()
    endif()
  endforeach()
  foreach(used ${LAYER_USES})
    if(NOT TARGET natter_${used})
      return()
    endif()
  endforeach()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${name}/*.cpp ${name}/*.h ${name}/*.mm)
  list(FILTER sources EXCLUDE REGEX "main\\.cpp$|/${name}/(${natter_other_systems})/")
  set(target natter_${name})
  add_library(${target} STATIC ${sources})
  list(TRANSFORM LAYER_USES PREPEND natter_)
  list(TRANSFORM LAYER_QT PREPEND Qt6::)
  target_link_libraries(${target} PUBLIC ${LAYER_USES} ${LAYER_QT} ${LAYER_LINK})
  target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_compile_definitions(${target} PRIVATE NATTER_VERSION="${PROJECT_VERSION}")
  # The widest of the layer's own Qt modules is precompiled, and what most of it includes; nothing a layer may not use gets
  # in this way.
  list(GET LAYER_QT 0 module)
  string(REPLACE "Qt6::" "Qt" header ${module})
  list(TRANSFORM LAYER_PRECOMPILE PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  target_precompile_headers(${target} PRIVATE <${header}> ${LAYER_PRECOMPILE})
  if(name MATCHES "^(store|models|widgets)$")
    target_sources(${target} PRIVATE ${CMAKE_SOURCE_DIR}/resources/${name}.qrc)
  endif()
endfunction()

# Every translation in translations/ becomes part of the program, under :/i18n.
function(natter_translations target)
  if(NOT TARGET ${target})
    return()
  endif()
  file(GLOB catalogues CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/translations/natter_*.ts)
  qt_add_lrelease(${target} TS_FILES ${catalogues} QM_FILES_OUTPUT_VARIABLE compiled)
  qt_add_resources(${target} translations PREFIX /i18n BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${compiled}
    OPTIONS ${CMAKE_AUTORCC_OPTIONS}) # no times of files
endfunction()

# natter_program(NAME LAYER MAIN): an executable of one main file in src/LAYER, linked with that layer.
function(natter_program name layer main)
  if(NOT TARGET natter_${layer})
    return()
  endif()
  add_executable(${name} ${layer}/${main})
  target_link_libraries(${name} PRIVATE natter_${layer})
  target_compile_definitions(${name} PRIVATE NATTER_VERSION="${PROJECT_VERSION}")
  if(NOT APPLE) # there the bundle is what is installed: packaging/macos/bundle.cmake
    install(TARGETS ${name})
  endif()
endfunction()
