// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/logspec/line_search.h"

namespace cboard::logs::logspec {

/// The expressions with fixed text that errors of a build log are read with.
struct BuildRules {
    LineRule makeError; ///< 1: message.
    LineRule scriptAndTarget; ///< Of the message. 1: script, 2: target.
    LineRule linkedFile; ///< 1: script, 2: target without extension.
    LineRule diagnostic; ///< 1: the text, 2: "error" or "warning".
    LineRule anyLinkerObject; ///< 1: object.
    LineRule linkerMessage; ///< 1: message.
    LineRule modpost; ///< 1: message.
    LineRule stars; ///< 1: what follows three stars.
    LineRule lineFromText; ///< 1: a line that begins with no white space.
    LineRule errorLine; ///< 1: a line with "error:" without the time of day.
};

const BuildRules& buildRules();

/// The first match of an expression made from a target. Nothing when it is none. Errors of the
/// expression count as not found.
std::optional<LineMatch> findTargetLine(std::string_view text, Part part,
                                        const std::string& expression);

/// The time of day that some build systems put before each line.
inline constexpr std::string_view TimeOfDay = R"((?:\d\d:\d\d:\d\d *)?)";

} // namespace cboard::logs::logspec
