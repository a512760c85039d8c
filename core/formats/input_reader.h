// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/formats/format.h"
#include "core/io/buffer_pool.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

/// From a file, whatever wraps it, to the documents in it.
namespace cboard::formats {

/// Who receives the documents of a path. An error returned by either function stops the reading
/// and is returned to the caller.
struct InputSink {
    /// One document, not yet sniffed. The input owns its bytes and may be moved to another thread.
    std::function<Result<void>(Input&&)> onInput;
    /// Something in the path that is no document: a broken archive, an unsafe member, a limit.
    /// \p bytes are what there is of it to keep; empty when it is too large to be kept.
    std::function<Result<void>(const std::string& path, Refusal&&, std::string_view bytes)>
        onRefusal;
};

/// Reads files and unwraps them by content, never by name: gzip, zstd and xz (also inside each
/// other and with several members), zip and tar archives (also inside each other), NDJSON and
/// JSON arrays of documents. Memory holds one document, plus up to Limits::companionBytes of
/// archive members that wait for their companions, plus what the sink keeps.
///
/// Names of what it finds: "runs.tar.gz!lab/a.json" for a member, "runs.ndjson#3" for the third
/// document of a file with several.
///
/// Files that form one document come as one Input with companions: PREFIXbmeta.json with
/// PREFIXsteps.json and PREFIXartifacts.json, NAME.yaml with NAME.results.json and
/// NAME.metadata.json, from one folder (on disk or in an archive). A path that is a companion of
/// a file beside it yields nothing: it comes with that file.
///
/// Not thread-safe; buffers of earlier inputs are used again, so keep one reader for many files.
class InputReader {
public:
    explicit InputReader(const Limits& limits = formats::limits());

    /// Reads one file; "-" is standard input. Errors: NotFound, Io, Cancelled, and the sink's.
    Result<void> read(const std::filesystem::path& path, const InputSink& sink,
                      const TaskContext& task);

    /// The same for bytes that lie in memory, shown as \p name (a kept reject, a received body).
    Result<void> readBytes(std::string_view bytes, const std::string& name, const InputSink& sink,
                           const TaskContext& task);

private:
    Limits m_limits;
    std::shared_ptr<io::BufferPool> m_pool;
};

} // namespace cboard::formats
