// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/line_decoder.h"

#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// Appends \p bytes as safe UTF-8: colour sequences (SGR) become spans, all other escape sequences
/// vanish, control characters become their pictures (U+2400 ff.), bytes that are not UTF-8 become
/// `\xff`, characters that reorder or break a line `\u202e`. Nothing reaches a terminal or a
/// renderer as a command.
void appendTerminalText(std::string_view bytes, std::string& text, std::vector<StyledSpan>& spans);

/// A line without escape sequences, for who matches or prints it: made safe as above when it has
/// any, else as it is. The view is \p line or points into \p scratch.
std::string_view withoutEscapes(std::string_view line, std::string& scratch);

} // namespace cboard::logs
