// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/domain/document.h"
#include "core/formats/json/json_scanner.h"

#include <cstdint>
#include <string_view>

namespace cboard::formats::kcidb {

enum class RecordChecks : std::uint8_t {
    All, ///< Every rule of the schema.
    ShapeOnly, ///< Types and required properties; for documents that were upgraded.
};

enum class RecordsOutcome : std::uint8_t {
    Read, ///< A valid document of schema 5.0 to 5.3; the records are complete.
    BadJson, ///< No JSON, or beyond a limit: see `problem`.
    NeedsTree, ///< Not settled in one pass: another version, a key twice, or a broken rule.
    Cancelled,
};

struct RecordsResult {
    RecordsOutcome outcome = RecordsOutcome::Read;
    std::uint8_t minor = 0; ///< Of the schema version, when read.
    JsonProblem problem;
};

/// Reads a document of schema 5 straight into records, with validation, in one pass and without
/// a tree. The records point into `json` and `document.arena`.
RecordsResult readRecords(std::string_view json, RecordChecks checks, const Limits& limits,
                          const TaskContext& task, Document& document);

} // namespace cboard::formats::kcidb
