// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

namespace cboard::logs {

/// What is left out of a line so that two runs compare equal; each can be turned off.
struct NormaliseOptions {
    bool timeStamps = true; ///< Time of day, `[  1.234567]`, caller and level before the message.
    bool addresses = true; ///< `0x…`, long hex numbers, `+0x10/0x20` behind a symbol.
    bool numbers = true; ///< Decimal numbers, sizes, durations; error codes such as -22 stay.
    bool tasks = true; ///< Process ids and the instance of kernel threads (kworker/0:1).
    bool paths = true; ///< Build folders before a source path, line and column behind it.
    bool symbols = true; ///< `.isra.0`, `.constprop.1`, `.cold`, `.llvm.123`.
};

/// Appends the normalised line (without its end) to \p out. Cost O(length).
void appendNormalised(std::string_view line, const NormaliseOptions& options, std::string& out);
std::string normalised(std::string_view line, const NormaliseOptions& options = {});

/// `drivers/foo/bar.c` of a path of any build folder; the last component outside the kernel tree.
std::string_view sourcePath(std::string_view path);

/// A function without what compilers add behind a dot.
std::string_view plainSymbol(std::string_view symbol);

} // namespace cboard::logs
