// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/formats/format.h"
#include "core/store/store.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// Documents in: sniff, parse, validate, merge, commit. Parsing runs on several threads below the
/// priority of queries, one thread writes.
namespace cboard::ingest {

struct Options {
    store::MergePolicy policy = store::MergePolicy::First;
    formats::ReadOptions read;
    int threads = 0; ///< Parsers; 0 means cores - 1, at least 1. 1 with isInline: no thread at all.
    bool isInline = false; ///< Parse and write on the calling thread (benchmarks).
    std::int64_t batchTests = 100'000; ///< Records per commit, roughly.
    Timestamp arrival; ///< Time of ingest, from the caller's clock.
    std::string program = "cboard"; ///< Named to others as the holder of the writer's lease.
};

/// One refused document, as reported.
struct Refused {
    std::string path;
    Refusal refusal;
};

struct Report {
    std::int64_t accepted = 0;
    std::int64_t unchanged = 0;
    std::vector<Refused> refused; ///< The first 1000; refusedCount counts all.
    std::int64_t refusedCount = 0;
    store::RecordCounts records{};
    std::int64_t bytes = 0; ///< Read, after decompression.
    bool isCancelled = false; ///< What was committed stays.
};

/// Live numbers for a view, at most ten times a second, from the thread that writes.
using Observer = std::function<void(const Report& soFar, const std::string& currentPath)>;

/// Ingests files, folders (recursive), archives and "-" (standard input), in byte order of their
/// paths. Returns when all is stored; works on threads of its own, below the priority of queries.
/// A refused document is kept in the store and harms no other; a file of a folder that
/// cannot be read counts as refused (rule "read"). Errors only when nothing more can be done:
/// Storage (disk full, read-only), Busy, Io for a path that does not exist.
Result<Report> ingest(store::Store& store, const std::vector<std::filesystem::path>& paths,
                      const Options& options, const Observer& observer, const TaskContext& task);

struct RetryReport {
    Report report;
    std::vector<std::int64_t> accepted; ///< Rejects that went in and are no longer kept as such.
    std::vector<std::int64_t> stillRefused;
};

/// Reads refused documents again (after a new version, or with other read options) and stores
/// those that pass. \param ids Which; all when empty. Errors as for ingest().
Result<RetryReport> retryRejects(store::Store& store, const std::vector<std::int64_t>& ids,
                                 const Options& options, const TaskContext& task);

/// One document's verdict for `validate`.
struct Verdict {
    std::string path;
    std::string format;
    std::string version;
    bool isValid = false;
    Refusal refusal; ///< When not valid.
};

/// The same checks, nothing stored. Verdicts come in order of paths.
Result<void> validate(const std::vector<std::filesystem::path>& paths, const Options& options,
                      const std::function<void(const Verdict&)>& sink, const TaskContext& task);

} // namespace cboard::ingest
