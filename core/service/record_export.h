// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/domain/ids.h"
#include "core/query/filter.h"
#include "core/store/store.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace cboard::service {

enum class ExportFormat : std::uint8_t {
    Kcidb, ///< One document of schema 5.3, without _timestamp.
    Json, ///< {"schema":1, "checkouts":[...], ...}, each record as KCIDB has it, with _timestamp.
    Csv, ///< One kind of record: a header, then a line per record.
};

std::optional<ExportFormat> parseExportFormat(std::string_view key);

struct ExportRequest {
    ExportFormat format = ExportFormat::Kcidb;
    query::Filter filter;
    Timestamp now;
    RecordKind kind = RecordKind::Test; ///< Csv only.
};

/// Receives pieces in order; false ends the export with error Cancelled.
using ByteSink = std::function<bool(std::string_view)>;

/// Streams all records that the filter selects, sorted by id (issues by id, version). Same store
/// content, same bytes. \returns how many of each kind were written.
Result<store::RecordCounts> exportRecords(store::Store& store, const ExportRequest& request,
                                          const ByteSink& sink, const TaskContext& task);

} // namespace cboard::service
