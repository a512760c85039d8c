// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/line_matcher.h"

#include <string>
#include <string_view>

namespace cboard::logs {

/// An expression that finds the text again in another run: numbers and addresses may differ. It is
/// one that a rule file takes; empty when the text has no letter.
std::string generalExpression(std::string_view text);

/// A section of a rule file for lines like this one (what a console puts before it does not
/// matter), for a reader to go on from; empty when the line has no letter.
/// \param isOfDispatcher The lab wrote the line: isOfDispatcher() of its level.
std::string draftRule(std::string_view line, bool isOfDispatcher = false);

/// A section for what a search found: its text, with numbers that may differ, or its expression as
/// it is; in any case of letters and for whole words where the search was so. Empty without a
/// letter.
std::string draftRule(const LinePatterns& query);

} // namespace cboard::logs
