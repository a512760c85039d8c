// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

namespace cboard::analysis {

/// The first line of a build's text that says what is wrong ("error:", "undefined reference",
/// "No rule to make", ...), blanks around it dropped, cut at 200 bytes but within no character.
/// Empty when no line does.
std::string firstErrorLine(std::string_view text);

} // namespace cboard::analysis
