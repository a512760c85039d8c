// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/formats/format.h"
#include "core/store/writer/prepared_document.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cboard::ingest {

/// One document after its reader: records, or why not.
struct Parsed {
    std::string path;
    std::string format; ///< "unknown" when nothing recognised it.
    Hash128 contentHash; ///< Of its bytes; with the read options where the format uses them.
    std::int64_t bytes = 0;
    formats::ReadResult result;
    std::optional<store::PreparedDocument> prepared; ///< Of a good document, when asked for.
    /// Only when refused: what there is to keep. Owned by `owner`.
    std::string_view refusedBytes;
    std::shared_ptr<const void> owner;
    bool canBeKept = true; ///< False for a file that could not be read: there is nothing to keep.
};

struct PipelineOptions {
    formats::ReadOptions read;
    int threads = 0; ///< Parsers; 0: cores - 1, at least 1.
    bool isInline = false; ///< Everything on the calling thread.
    bool isForStore = true; ///< Prepare documents for the writer.
    /// Documents that are read but not yet taken by the consumer may hold this much of input;
    /// a larger document goes alone. With records the memory is about two and a half times it.
    /// With 24 MB a million tests take 8 % longer and 60 MB less.
    std::int64_t bytesInFlight = 48LL << 20;
};

/// Receives the documents one after the other, on the calling thread. An error stops the work.
using ParsedSink = std::function<Result<void>(Parsed&&)>;

/// Reads and parses the files. Documents come in the order of the files and, within one, of their
/// places in it, whatever the threads do. Errors: the sink's; Cancelled.
Result<void> parseFiles(const std::vector<std::filesystem::path>& files,
                        const PipelineOptions& options, const ParsedSink& sink,
                        const TaskContext& task);

/// The same for bytes in memory, on the calling thread.
Result<void> parseBytes(std::string_view bytes, const std::string& name,
                        const PipelineOptions& options, const ParsedSink& sink,
                        const TaskContext& task);

} // namespace cboard::ingest
