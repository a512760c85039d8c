// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

namespace cboard::formats {

/// Whether a text is a URI by RFC 3986: with a scheme, ASCII only, no blanks.
bool isUri(std::string_view text);

} // namespace cboard::formats
