// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/format.h"

#include <string_view>

namespace cboard::formats {

/// LAVA's callback, and the same as stored by the old backend (lava-json-*.json): JSON with YAML
/// texts inside.
int sniffLava(std::string_view firstBytes, std::string_view fileName);
ReadResult readLava(const Input& input, const ReadOptions& options, const TaskContext& task);

/// The dispatcher's log as a file (`*.yaml`), with or without NAME.results.json and
/// NAME.metadata.json beside it.
int sniffDispatcherLog(std::string_view firstBytes, std::string_view fileName);
ReadResult readDispatcherLogFile(const Input& input, const ReadOptions& options,
                                 const TaskContext& task);

} // namespace cboard::formats
