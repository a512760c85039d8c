# SPDX-License-Identifier: LGPL-2.1-or-later
# cboard_module(NAME HEADERS ... SOURCES ... [LINK ...] [PRIVATE_LINK ...])
#   One static library cboard_NAME with the alias cboard::NAME. Headers form a file set, so that
#   each is checked to compile alone. What a module may link is the table of ARCHITECTURE.md;
#   tests/tidy holds the includes to the same table.
function(cboard_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;SOURCES;LINK;PRIVATE_LINK")
  set(target "cboard_${name}")
  if(arg_SOURCES)
    add_library(${target} STATIC ${arg_SOURCES})
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

# cboard_test(NAME SOURCES ... [LINK ...] LABELS ...)
#   One Qt Test program. Labels: core, ui, slow; qtfree marks what runs under ThreadSanitizer.
function(cboard_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;LABELS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE cboard_options ${arg_LINK} Qt6::Test)
  target_compile_definitions(${name} PRIVATE
    CBOARD_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
    CBOARD_SHARED_DATA="${CBOARD_SHARED_DATA}")
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8")
endfunction()
