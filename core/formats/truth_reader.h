// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/format.h"

namespace cboard::formats {

/// The answers that stand beside made-up results (truth.json of `cboard generate`). Known so that
/// a folder of such results can be read as a whole; holds no records, and gives none.
int sniffTruth(std::string_view firstBytes, std::string_view fileName);
ReadResult readTruth(const Input& input, const ReadOptions& options, const TaskContext& task);

} // namespace cboard::formats
