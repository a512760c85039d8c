// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

namespace cboard::service {

/// One CSV cell by RFC 4180, quoted as far as needed. Text that a spreadsheet would run (= + - @,
/// tab or carriage return at its start) gets an apostrophe before it; a number does not.
std::string csvCell(std::string_view text, bool isNumber = false);

} // namespace cboard::service
