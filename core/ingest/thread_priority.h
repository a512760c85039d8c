// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

namespace cboard::ingest {

/// Work of an ingest. What writes goes before what parses: everything waits for it.
enum class Background : std::uint8_t { Writing, Parsing };

/// Puts the calling thread below the others in the queue for processor and disk, so that queries
/// and the desktop stay quick while documents come in. Where the system refuses, nothing changes.
/// \param name Shown by tools that list threads; at most 15 bytes.
void becomeBackgroundThread(const char* name, Background work);

} // namespace cboard::ingest
