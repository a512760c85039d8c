// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// An error or warning of a compiler, linker or modpost.
struct CompilerDiagnostic {
    bool isError = false;
    std::string file; ///< From the root of the tree, without line; empty where none is named.
    /// The same for gcc and clang and in every build folder: plain quotes, numbers as `#`.
    std::string message;
    std::string flag; ///< "unused-variable" of -Wunused-variable and -Werror=unused-variable.
    std::string text; ///< The first such line, bytes as they came.
    std::int64_t line = 0; ///< Its number, from 1.
    std::int64_t count = 0; ///< Lines that say the same.
};

/// Those of a build log: "FILE:LINE[:COLUMN]: error|warning: ...", "ld: error: ...",
/// "undefined reference to ...", "WARNING|ERROR: modpost: ...". Equal ones (all but text, line and
/// count) are one. In order of the first. Cost O(length).
std::vector<CompilerDiagnostic> compilerDiagnostics(std::string_view log);

} // namespace cboard::logs
