// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/json/json_value.h"
#include "core/formats/kcidb/kcidb_schema.h"

#include <optional>

namespace cboard::formats::kcidb {

/// The version a document names, as the reference recognises it; nothing when it is none of the
/// known ones (such a document is checked against the newest version).
std::optional<SchemaVersion> recognizeVersion(const JsonValue& document);

} // namespace cboard::formats::kcidb
