# SPDX-License-Identifier: LGPL-2.1-or-later
# cboard_module(NAME [UNITS ...] [HEADERS ...] [SOURCES ...] [LINK ...] [PRIVATE_LINK ...])
#   One static library cboard_NAME with the alias cboard::NAME. A unit is a header and a source file
#   of one name; what stands alone is named as HEADERS and SOURCES. What a module may link is the
#   table of ARCHITECTURE.md; tests/tidy holds the includes to the same table. Each header compiles
#   alone: that of a unit is the first that its source file includes (tests/tidy), the others form a
#   file set that is verified.
function(cboard_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "UNITS;HEADERS;SOURCES;LINK;PRIVATE_LINK")
  set(target "cboard_${name}")
  list(TRANSFORM arg_UNITS APPEND ".cpp" OUTPUT_VARIABLE sources)
  list(APPEND sources ${arg_SOURCES})
  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(${target} PUBLIC cboard_options ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
    target_link_libraries(${target} INTERFACE cboard_options ${arg_LINK})
  endif()
  if(arg_HEADERS)
    target_sources(${target} ${scope}
      FILE_SET HEADERS BASE_DIRS "${CMAKE_SOURCE_DIR}" FILES ${arg_HEADERS})
  endif()
  add_library(cboard::${name} ALIAS ${target})
endfunction()

# Qt names the folders of each test program in macros, for QFINDTESTDATA, which is not used here.
# Without them programs of several folders share precompiled headers.
set(CBOARD_TEST_OPTIONS -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR)

# cboard_test_headers(NAME LINK ... HEADERS ...)
#   Precompiled headers for those test programs that are added where CBOARD_TEST_HEADERS is NAME.
function(cboard_test_headers name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK;HEADERS")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp")
  file(CONFIGURE OUTPUT "${source}" CONTENT "")
  add_library(${name} OBJECT "${source}")
  target_link_libraries(${name} PRIVATE cboard_options ${arg_LINK} Qt6::Test)
  target_compile_options(${name} PRIVATE ${CBOARD_TEST_OPTIONS})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_precompile_headers(${name} PRIVATE ${arg_HEADERS} <QtTest>)
endfunction()

# cboard_test(NAME SOURCES ... [LINK ...] LABELS ...)
#   One Qt Test program. Labels: core, ui, slow; qtfree marks what runs under ThreadSanitizer.
function(cboard_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;LABELS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE cboard_options ${arg_LINK} Qt6::Test)
  target_compile_options(${name} PRIVATE ${CBOARD_TEST_OPTIONS})
  # Only the first file has classes for moc, and includes what moc makes of it: one run, where
  # AUTOMOC adds two targets that read all files.
  list(GET arg_SOURCES 0 source)
  cmake_path(GET source STEM stem)
  set(moc "${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc")
  qt6_generate_moc(${source} "${moc}" TARGET ${name})
  target_sources(${name} PRIVATE "${moc}")
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
  if(CBOARD_TEST_HEADERS)
    target_precompile_headers(${name} REUSE_FROM ${CBOARD_TEST_HEADERS})
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8")
endfunction()
