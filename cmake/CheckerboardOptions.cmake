# SPDX-License-Identifier: LGPL-2.1-or-later
# Compiler options that every target of the project shares: target cboard_options.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # What ccache asks for before it keeps what was made with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    "${CCACHE_PROGRAM}")
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold) # Hundreds of test programs are linked.
endif()

add_library(cboard_options INTERFACE)
target_compile_options(cboard_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees overlaps in std::string's operator+ that are not there (its bug 105329).
  target_compile_options(cboard_options INTERFACE -Wno-restrict)
endif()
target_include_directories(cboard_options INTERFACE "${CMAKE_SOURCE_DIR}")
if(CBOARD_WERROR)
  target_compile_options(cboard_options INTERFACE -Werror)
endif()
if(CBOARD_SANITIZE)
  target_compile_options(cboard_options INTERFACE
    "-fsanitize=${CBOARD_SANITIZE}" -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(cboard_options INTERFACE "-fsanitize=${CBOARD_SANITIZE}")
endif()

# What the files of ui and its tests include most; precompiled once for each of the two. The
# presets that look at includes do without.
set(CBOARD_QT_HEADERS
  <QAbstractItemView> <QAction> <QApplication> <QBoxLayout> <QClipboard> <QComboBox> <QDateTime>
  <QHash> <QHeaderView> <QKeyEvent> <QLabel> <QLineEdit> <QList> <QMap> <QMenu> <QPainter>
  <QPointer> <QRegularExpression> <QScrollBar> <QSet> <QSplitter> <QString> <QStringList>
  <QStyledItemDelegate> <QThreadPool> <QTimer> <QToolButton> <QTreeView> <QUrl> <QWidget>
  <algorithm> <array> <filesystem> <functional> <map> <memory> <optional> <set> <span> <string>
  <string_view> <variant> <vector>)
