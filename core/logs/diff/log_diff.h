// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/byte_source.h"
#include "core/logs/diff/sequence_diff.h"
#include "core/logs/fingerprint/normalise.h"
#include "core/logs/line_decoder.h"

#include <vector>

namespace cboard::logs {

/// The lines of a log as they are compared: one hash for each, and where it begins.
struct ComparedLog {
    std::vector<std::uint64_t> hashes; ///< Of the normalised lines; index 0 is line 1.
    std::vector<std::uint64_t> beginBytes; ///< One more than lines: the last is the end.
};

/// Reads a log for comparing. Memory: 16 bytes a line. Errors: Cancelled, Io.
Result<ComparedLog> readCompared(const ByteSource& source, RowFormat format,
                                 const NormaliseOptions& options, const TaskContext& task);

/// What differs between two logs once addresses, times and the like are left out. Indices of the
/// hunks are lines from 0. Errors: Cancelled.
Result<std::vector<DiffHunk>> diffLogs(const ComparedLog& a, const ComparedLog& b,
                                       const TaskContext& task);

/// The first hunk that says something: not only lines that the other log has at another place.
/// Null when there is none. Errors: Cancelled.
Result<const DiffHunk*> firstMeaningful(const std::vector<DiffHunk>& hunks, const ComparedLog& a,
                                        const ComparedLog& b, const TaskContext& task);

} // namespace cboard::logs
