// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cboard::store {

/// The text value of a member at the top of a JSON object (valid JSON, as records hold it);
/// nothing when it is absent or no text. Escapes other than \uXXXX are decoded; with one of those
/// the value counts as absent (no lab is called so).
std::optional<std::string> jsonTextMember(std::string_view object, std::string_view key);

/// The same for a whole number; nothing when it is no such, or does not fit.
std::optional<std::int64_t> jsonIntegerMember(std::string_view object, std::string_view key);

/// The same for an object, as it is spelled in \p object.
std::optional<std::string_view> jsonObjectMember(std::string_view object, std::string_view key);

} // namespace cboard::store
