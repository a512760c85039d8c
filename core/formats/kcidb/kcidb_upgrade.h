// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/kcidb/kcidb_validate.h"

namespace cboard::formats::kcidb {

/// Brings a valid document of `version` to schema 5.3, in place, as the reference does: step by
/// step, without checking in between. New text goes into `arena`.
/// \returns Why it cannot be done (rule "upgrade"), or nothing.
std::optional<SchemaError> upgrade(JsonValue& document, SchemaVersion version, Arena& arena);

} // namespace cboard::formats::kcidb
