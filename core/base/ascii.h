// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace cboard {

/// A letter of ASCII in lower case; any other byte as it is.
constexpr char asciiLower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace cboard
