// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/traces/logged_traces.h"
#include "core/logs/traces/symbol_file.h"

#include <string>
#include <vector>

namespace cboard::logs {

/// What symbols tell of a traced address.
struct DecodedAddress {
    std::string function; ///< Empty when no function is known.
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::string module;
    /// The source line, behind it the callers that it was inlined into; without a file each where
    /// nothing is known of it. Of a return address: the line of the call.
    std::vector<SourceFrame> frames;
    std::string problem; ///< Why it is not decoded; empty when it is.
    std::string doubt; ///< Why it may be wrong.
};

struct DecodedLine {
    std::int64_t row = 0;
    std::int64_t line = 0; ///< 1-based.
    std::string text; ///< As it is in the log.
    std::vector<DecodedAddress> addresses;
    std::size_t lastEnd = 0; ///< Where the last address ends in the text.
};

struct DecodedTrace {
    std::vector<DecodedLine> lines;
};

struct DecodedTraces {
    std::vector<DecodedTrace> traces;
    std::vector<std::string> notes; ///< What is missing or in doubt, each a sentence.
};

/// Functions by name and size where the log names them, by address where it does not; source lines
/// from a vmlinux. Files are named from the top of the kernel's source. Errors: those of
/// SymbolFile::sourceFrames().
Result<DecodedTraces> decodeTraces(const LoggedTraces& traces, const SymbolFile& symbols,
                                   const TaskContext& task);

/// The line as developers write it in mails: "func+0x1a/0x2c (lib/foo.c:12)", below it the callers
/// that it was inlined into, one a line.
std::string decodedText(const DecodedLine& line);

} // namespace cboard::logs
