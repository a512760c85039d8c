// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cboard::formats {

enum class TapDirective : std::uint8_t { None, Skip, Todo, Timeout, Error, ExpectedFail };

/// One line of TAP, KTAP or the output of kselftest.
struct TapLine {
    enum class Kind : std::uint8_t { Other, Result, Plan, Version, Subtest, BailOut };

    Kind kind = Kind::Other;
    /// How deep it stands: blanks, and a thousand for each "# " in front, with which kselftest
    /// passes on the output of its programs.
    int indent = 0;
    bool isOk = false;
    std::optional<std::int64_t> number; ///< Of a result; of a plan: how many.
    std::string_view description; ///< Of a result, a subtest; the reason of Bail out.
    TapDirective directive = TapDirective::None;
    std::string_view directiveText; ///< "SKIP no hardware", "exit=1".
    std::string_view text; ///< The line without time stamp and indentation.
};

/// Reads one line without its line end. A kernel time stamp or level in front is passed over.
TapLine readTapLine(std::string_view raw);

} // namespace cboard::formats
