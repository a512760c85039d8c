// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

namespace cboard::store {

/// What the fields of results are full of: a zstd prefix for texts that are packed alone. Stored
/// bodies depend on it byte by byte: never change it; a better one is a new compression method.
std::string_view phrases();

} // namespace cboard::store
