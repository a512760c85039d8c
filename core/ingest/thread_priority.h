// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace cboard::ingest {

/// Puts the calling thread below the others in the queue for processor and disk, so that queries
/// and the desktop stay quick while documents are parsed. Where the system refuses, nothing
/// changes.
/// \param name Shown by tools that list threads; at most 15 bytes.
void becomeBackgroundThread(const char* name);

} // namespace cboard::ingest
