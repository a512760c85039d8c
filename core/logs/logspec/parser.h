// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/logspec/log_error.h"

#include <optional>
#include <span>

/// The errors, stages and signatures of a log exactly as logspec 1.0.0 computes them, so that the
/// ids of issues match those in production. Our own, richer rules are apart from it
/// (core/logs/rules).
/// Source: kernelci/logspec, described in its states, transition functions and error classes.
namespace cboard::logs::logspec {

constexpr std::string_view Version = "1.0.0";

/// What a parser found.
struct Analysis {
    std::string parser;
    Fields fields; ///< Of the states, such as "linux.boot.prompt".
    std::vector<LogError> errors; ///< In order of discovery.
    TextList statesSummary;
    TextList signatureFields; ///< May repeat in two-stage boots.
    std::optional<std::string> signature; ///< Of the state; absent without signature fields.
    std::int64_t matchEnd = 0; ///< Characters from the begin, where the last state ended.
};

/// "generic_linux_boot", "kbuild" ...
std::span<const std::string_view> parserNames();

/// Reads a decoded log (decodeLog). Errors: NotFound for the name of a parser, Cancelled.
Result<Analysis> analyze(std::string_view parser, std::string_view text, const TaskContext& task);

enum class Detail : std::uint8_t {
    Public, ///< What logspec prints by default.
    Full, ///< With the fields that begin with an underscore and those that are empty.
};

/// The JSON text that logspec prints: sorted keys, four blanks a level, no line feed at the end.
std::string toJson(const Analysis& analysis, Detail detail);

} // namespace cboard::logs::logspec
