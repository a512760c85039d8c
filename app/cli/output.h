// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace cboard::cli {

/// Writes all of `bytes` to the descriptor. Error Io with errno as its code; EPIPE means that the
/// reader has gone and wants no more.
Result<void> writeAll(int descriptor, std::string_view bytes);

/// One line for people, on standard error: "cboard: <text>". Control characters are replaced.
void note(std::string_view text);

/// The text without what could steer a terminal: control characters and wrong UTF-8 become
/// U+FFFD, line breaks and tabs stay if `keepsLines`.
void appendPrintable(std::string& out, std::string_view text, bool keepsLines = false);

/// "1.5 MB" of 1 500 000.
std::string megabytesText(std::int64_t bytes);

} // namespace cboard::cli
