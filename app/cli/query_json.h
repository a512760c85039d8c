// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/json_output.h"
#include "core/query/snapshots.h"

#include <optional>
#include <string>
#include <vector>

/// How parts of snapshots look in JSON (fields are added, never changed) and in tables.
namespace cboard::cli {

void writeInfo(JsonOutput& json, const query::SnapshotInfo& info); ///< Member "info".
void writeCounts(JsonOutput& json, const StatusCounts& counts); ///< {"fail":n, ...}, all classes.
void writeResultCounts(JsonOutput& json, const query::ResultCounts& counts); ///< Member "counts".
void writeRevision(JsonOutput& json, const query::RevisionRef& revision); ///< One object.
void writeTexts(JsonOutput& json, const char* key, const std::vector<std::string>& texts);

/// Member of this name: `write(json, row)` for each of the rows.
template <typename Rows, typename Write>
void writeRows(JsonOutput& json, const char* key, const Rows& rows, Write write)
{
    json.key(key).beginArray();
    for (const auto& row : rows) {
        write(json, row);
    }
    json.endArray();
}

/// "v6.10-rc3-12-g0123" or the first 12 digits of the hash, or "-".
std::string revisionName(const query::RevisionRef& revision);

/// ISO 8601, or nothing.
std::string timeText(const std::optional<Timestamp>& time);

/// Of a share, 0 to 1: "25 %", or "-".
std::string percentText(const std::optional<double>& share);

} // namespace cboard::cli
