// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/formats/format.h"
#include "core/io/buffer_pool.h"
#include "core/io/byte_source.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace cboard::formats {

/// A piece of a stream: one document, followed by Input::PaddingBytes readable bytes.
struct Cut {
    std::shared_ptr<char[]> owner;
    std::string_view bytes;
    std::int64_t index = 0; ///< 1, 2, ... in a stream of several documents; 0: the only one.
    std::int64_t firstLine = 1;
};

using CutSink = std::function<Result<void>(Cut&&)>;

/// Whether text that begins so is a document of some format.
using IsDocument = bool (*)(std::string_view firstBytes);

/// Cuts a stream into documents: one per value of concatenated JSON objects with line breaks
/// between them (NDJSON), one per element of a JSON array, else the whole stream as one. Streams
/// of several are split only when \p isDocument knows the first one; else they stay whole.
///
/// Cost: a single document is not scanned byte by byte, only its line ends are looked at.
/// Errors: those of the source and the sink; Limit beyond Limits::documentBytes; Parse for text
/// after the end of an array or an array without an end (documents before it were handed out).
Result<void> cutDocuments(io::ByteSource& source, io::BufferPool& pool, const Limits& limits,
                          IsDocument isDocument, const CutSink& sink, const TaskContext& task);

/// The whole stream as one piece. Errors: those of the source; Limit.
Result<Cut> readWhole(io::ByteSource& source, io::BufferPool& pool, const Limits& limits,
                      const TaskContext& task);

} // namespace cboard::formats
