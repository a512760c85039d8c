// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace cboard::log {

enum class Level : std::uint8_t { Debug, Info, Warning, Error };

/// One line per event: a category per layer ("store", "ingest"), then key=value pairs.
void write(Level level, std::string_view category, std::string_view line);

/// Where lines go; the default drops Debug and Info and writes the rest to standard error.
/// Set once by the program before threads start.
using Sink = std::function<void(Level, std::string_view category, std::string_view line)>;
void setSink(Sink sink);

} // namespace cboard::log
