// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/format.h"

#include <string_view>

namespace cboard::formats {

int sniffTap(std::string_view firstBytes, std::string_view fileName);

/// TAP 12 to 14, KTAP and the output of kselftest, also inside a kernel log with time stamps.
/// Every result is a test; subtests stand below the result that closes them. What a plan announces
/// and nobody reports is MISS. `not ok` with TODO or XFAIL is DONE, with SKIP it is SKIP. The text
/// is kept as the log of the outermost tests.
ReadResult readTap(const Input& input, const ReadOptions& options, const TaskContext& task);

} // namespace cboard::formats
