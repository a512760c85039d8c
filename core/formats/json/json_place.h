// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cboard::formats {

/// Where a byte of a document stands, for messages.
struct JsonPlace {
    std::string pointer; ///< JSON pointer of the innermost value that holds it.
    std::int64_t line = 1; ///< 1-based.
};

/// Finds the place of a byte of a JSON text that is well-formed up to there. Cost: one pass.
JsonPlace locateJson(std::string_view json, std::size_t offset);

/// The 1-based line of a byte.
std::int64_t lineOfByte(std::string_view text, std::size_t offset);

/// A key as a part of a JSON pointer.
std::string pointerPart(std::string_view key);

} // namespace cboard::formats
