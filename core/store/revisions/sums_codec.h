// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/revisions/revision_sums.h"

#include <optional>
#include <string>
#include <string_view>

/// The sums of revisions in the file of kept outcomes (outcome_file.h).
namespace cboard::store {

/// The sums of a revision with the clocks for which they are true; whose they are is not coded.
std::string encodeSums(const RevisionSums& sums);
std::optional<RevisionSums> decodeSums(std::string_view body);
std::string encodeRunSums(const RunSums& sums);
std::optional<RunSums> decodeRunSums(std::string_view body);

} // namespace cboard::store
