// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/json/json_value.h"
#include "core/formats/kcidb/kcidb_schema.h"

#include <optional>
#include <string>

namespace cboard::formats::kcidb {

/// A document that is JSON but not what its schema version demands.
struct SchemaError {
    std::string pointer;
    std::string rule; ///< JSON Schema keyword, or "upgrade".
    std::string message; ///< With the pointer in front.
    const char* at = nullptr; ///< In the parsed text, where the line number comes from.
};

/// Checks a document against one schema version. Of several errors the one that the reference
/// reports: the highest in the tree, then the first in the order of the schema.
std::optional<SchemaError> validate(const JsonValue& document, SchemaVersion version);

} // namespace cboard::formats::kcidb
