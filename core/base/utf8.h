// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cboard {

/// How many bytes the UTF-8 character at the start of \p text takes; 0 when it is none (a lone
/// continuation byte, an overlong form, a surrogate, cut off).
std::size_t utf8Length(std::string_view text);

/// The text with U+FFFD in place of each byte that is no UTF-8 (names of files can be anything).
std::string toValidUtf8(std::string_view text);

} // namespace cboard
