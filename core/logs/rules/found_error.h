// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/fingerprint/fingerprint.h"
#include "core/logs/rules/call_trace.h"
#include "core/logs/rules/rule.h"

#include <map>
#include <optional>
#include <string>

namespace cboard::logs {

/// One error that a rule found.
struct FoundError {
    std::string kind;
    Severity severity = Severity::Error;
    std::int64_t firstLine = 0; ///< 1-based, as the line index numbers them.
    std::int64_t lastLine = 0;
    std::uint64_t beginByte = 0; ///< [beginByte, endByte) of the log as it is stored.
    std::uint64_t endByte = 0;
    std::string title; ///< Bytes as they came.
    std::map<std::string, std::string> fields;
    std::optional<CallTrace> trace;
    Fingerprint fingerprint;
};

} // namespace cboard::logs
