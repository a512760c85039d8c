// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

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

} // namespace cboard::logs
