// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace cboard::logs {

/// Length of what stands before a kernel's message: the time of day that a collector adds, `<6>`,
/// `[   12.345678]`, the caller `[    T1]` or `[C0]`, `kern  :err   :`, and blanks; 0 without.
std::size_t consolePrefixLength(std::string_view line);

/// The line without it and without its line end.
std::string_view consoleMessage(std::string_view line);

} // namespace cboard::logs
