// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/format.h"

#include <string>
#include <string_view>

namespace cboard::formats {

/// How sure it is that a text is a KCIDB document, by its first keys.
int sniffKcidb(std::string_view firstBytes, std::string_view fileName);

/// Reads a KCIDB document of schema 1.1 to 5.3, with the verdict of the reference validator for
/// the version it names, upgraded to 5.3.
///
/// The records point into `input.bytes`, which `input.owner` keeps alive; without an owner the
/// caller does. Document::version is the version as submitted. A Refusal's rule is a JSON Schema
/// keyword, "syntax", "encoding", "limit", "upgrade" (valid in its version, but schema 5 cannot
/// say it) or "cancelled"; pointer, line and message are always set as far as they exist.
ReadResult readKcidb(const Input& input, const ReadOptions& options, const TaskContext& task);

/// Checks only, and gives the document as schema 5.3 in JSON, each value as it was spelled.
tl::expected<std::string, Refusal> upgradeKcidb(std::string_view bytes);

/// How readKcidb() goes about it; tests compare both ways.
enum class KcidbPath : std::uint8_t {
    Fast, ///< One pass into records where that settles it, else as Tolerant.
    Tolerant, ///< By a tree: JSON, schema, upgrade, records, one after the other.
};
ReadResult readKcidbBy(KcidbPath path, const Input& input, const TaskContext& task);

} // namespace cboard::formats
