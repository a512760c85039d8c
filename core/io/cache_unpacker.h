// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/resumable_stream.h"

#include <filesystem>

namespace cboard::io {

/// For data that unpack only from their front: what is unpacked is written into a file without
/// name in \p folder, and a place is one of that file. Nothing is written before it is asked for.
///
/// \param source Of the text, unpacked.
/// \param expansion The count of \p source, which tells how far it has read.
/// Errors: Io.
Result<std::unique_ptr<PlaceUnpacker>> makeCacheUnpacker(std::unique_ptr<ByteSource> source,
                                                         std::shared_ptr<Expansion> expansion,
                                                         const std::filesystem::path& folder);

} // namespace cboard::io
