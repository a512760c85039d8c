// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/packed_blocks.h"

namespace cboard::io {

/// PackedBlocks::find() for xz data of any number of streams.
Result<std::shared_ptr<const PackedBlocks>> findXzBlocks(ReadAt readAt, std::uint64_t size,
                                                         const TaskContext& task);

} // namespace cboard::io
