// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Column `extra` of table `test`: what a test does not share with its job, as a list of tag and
/// bytes. A tag is a field number (record_codec.h) or one of those below.
namespace cboard::store {

constexpr std::uint8_t IdTailTag = 64; ///< What goes into the place left open in the id.
constexpr std::uint8_t IdTextTag = 65; ///< The whole external id.
constexpr std::uint8_t IdHexTag =
    66; ///< Local part in hex, two digits a byte; origin as its prefix.

void appendExtra(std::string& out, std::uint8_t tag, std::string_view bytes);

/// Two hex digits a byte; nothing when the text is not that.
std::optional<std::string> packedHex(std::string_view text);
void appendHex(std::string& out, std::string_view bytes);

/// The column taken apart; views into it.
struct TestExtra {
    std::string_view idTail;
    std::optional<std::string_view> idText;
    std::optional<std::string_view> idHex;
    std::optional<std::string_view> start;
    std::vector<std::pair<std::uint8_t, std::string_view>> fields;
};
/// Error Storage when the bytes are damaged.
Result<TestExtra> parseTestExtra(std::string_view bytes);

} // namespace cboard::store
