// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/snapshots.h"

#include <span>
#include <string>

namespace cboard::query {

/// The fields of a record as one JSON object, indented by two blanks: dotted keys
/// ("environment.misc") become nested objects, structured values stay as they are spelled.
std::string recordJson(std::span<const RecordField> fields);

} // namespace cboard::query
