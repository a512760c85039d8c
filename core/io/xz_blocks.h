// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/packed_blocks.h"

namespace cboard::io {

/// Memory that unpacking xz data may take; its highest level needs 65 MB.
constexpr std::uint64_t XzMemoryBytes = 256UL << 20;

/// The Result of a call of liblzma, by its lzma_ret. Errors: Parse, Limit.
Result<void> xzStatus(unsigned status);

/// PackedBlocks::find() for xz data of any number of streams.
Result<std::shared_ptr<const PackedBlocks>> findXzBlocks(ReadAt readAt, std::uint64_t size,
                                                         const TaskContext& task);

} // namespace cboard::io
