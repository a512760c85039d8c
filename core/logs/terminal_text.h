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

} // namespace cboard::logs
