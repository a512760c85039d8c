// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/format.h"

#include <cstddef>
#include <cstdint>

namespace cboard::fuzz {

/// The bytes as an input with an owner, in memory of exactly their size and padding.
formats::Input inputOf(const std::uint8_t* data, std::size_t size);

/// Reads the bytes by the format of that name. What comes out must satisfy KCIDB 5.3, and ids of
/// its tests must be different; else the program aborts.
void readAndCheck(const char* format, const formats::Input& input);

} // namespace cboard::fuzz
