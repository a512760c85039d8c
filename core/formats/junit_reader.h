// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/format.h"

#include <string_view>

namespace cboard::formats {

int sniffJunit(std::string_view firstBytes, std::string_view fileName);

/// JUnit XML: every `testcase`, wherever it stands. Path: the class name (without one the names of
/// the suites around), then the name. `error` is ERROR, `failure` FAIL, `skipped` SKIP, else PASS;
/// message, time, output and properties are kept. Nothing outside the file is ever loaded and no
/// entity is expanded.
ReadResult readJunit(const Input& input, const ReadOptions& options, const TaskContext& task);

} // namespace cboard::formats
