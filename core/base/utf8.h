// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cboard {

/// How many bytes the UTF-8 character at the start of \p text takes; 0 when it is none (a lone
/// continuation byte, an overlong form, a surrogate, cut off).
std::size_t utf8Length(std::string_view text);

/// Length of the longest beginning of \p text that is whole characters: all of it when it is UTF-8.
std::size_t validUtf8Length(std::string_view text);

/// How many characters valid UTF-8 has.
std::int64_t characterCount(std::string_view text);

/// The text with U+FFFD in place of each byte that is no UTF-8 (names of files can be anything).
std::string toValidUtf8(std::string_view text);

/// Writes a code point as UTF-8, a surrogate by the same scheme. \p out has room for four bytes.
/// \returns one past the last that was written.
char* putUtf8(char* out, std::uint32_t code);
void appendUtf8(std::string& out, std::uint32_t code);

} // namespace cboard
