// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/base/time.h"
#include "core/query/source_health.h"
#include "core/store/arrival_counts.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// What came into a store, from whom and when: is everything arriving?
namespace cboard::store {

/// One CI system, by the origin of its checkouts, with everything that hangs on them.
struct SourceReport {
    std::string origin;
    std::string format; ///< Of the newest document with a checkout of it: "kcidb 5.3".
    std::int64_t checkouts = 0;
    std::int64_t builds = 0;
    std::int64_t tests = 0; ///< Boots included.
    std::int64_t errors = 0; ///< Results that a lab or tool broke: ERROR and MISS.
    std::optional<Timestamp> lastArrival; ///< Ingest time of the newest record.
    std::optional<Timestamp> newestStart; ///< Of a checkout.
    /// Median time between the starts of its last 30 checkouts; nothing with fewer than four.
    std::optional<std::chrono::microseconds> usualGap;

    std::int64_t rows() const { return checkouts + builds + tests; }
};

/// A source against its own habit.
using query::SourceHealth;
SourceHealth healthOf(const SourceReport& source, Timestamp now);

/// A folder (or archive) that documents were read from: a source of files.
struct FolderReport {
    std::string folder; ///< As given, with the separator; empty for what was named without one.
    std::string format; ///< Of its newest document: "kcidb 5.3".
    std::int64_t documents = 0;
    std::int64_t bytes = 0;
    std::int64_t documentsOfDay = 0; ///< In the 24 hours before.
    std::int64_t bytesOfDay = 0;
    std::int64_t refused = 0; ///< Documents that are still kept as refused.
    std::int64_t refusedOfDay = 0;
    std::optional<Timestamp> lastAccepted;
    std::optional<Timestamp> lastRefused;
    /// Median time between the last 30 reads that brought something; nothing with fewer than four.
    std::optional<std::chrono::microseconds> usualGap;
};
SourceHealth healthOf(const FolderReport& folder, Timestamp now);

/// By folder. Cost grows with documents. Errors: Storage, Cancelled.
Result<std::vector<FolderReport>> readFolders(const std::filesystem::path& storeFile, Timestamp now,
                                              const TaskContext& task);

/// One document that was accepted: a batch of records.
struct StoredDocument {
    std::int64_t id = 0;
    std::string path; ///< As it was given.
    std::string format; ///< "kcidb 5.3"
    std::int64_t bytes = 0;
    Timestamp arrival;
    std::optional<Timestamp> time; ///< The document's own time stamp.
};

struct Arrivals {
    std::vector<SourceReport> sources; ///< By origin.
    std::vector<StoredDocument> documents; ///< Newest first, at most as many as asked for.
    std::int64_t documentCount = 0; ///< All.
};

/// A checkout of a source, with its results.
struct CheckoutLoad {
    Timestamp start;
    std::int64_t results = 0;
    std::int64_t errors = 0; ///< Of these: ERROR and MISS.
};

struct SourceCourse {
    std::string origin;
    std::vector<CheckoutLoad> checkouts; ///< The oldest first; one before `since`, then all.
};

/// What came in over a while.
struct ArrivalCourse {
    Timestamp since;
    Timestamp until;
    /// Records by ten minutes and kind, the oldest first; steps without any are left out. Counted
    /// since the store is written by a program that counts.
    std::vector<ArrivalCount> counts;
    std::vector<SourceCourse> sources; ///< By origin.
};

/// The course of the \p window before \p now, at most ArrivalCounts::Kept. Cost grows with
/// checkouts. Errors: Storage, Cancelled.
Result<ArrivalCourse> readArrivalCourse(const std::filesystem::path& storeFile, Timestamp now,
                                        std::chrono::hours window, const TaskContext& task);

/// Reads the store's file on a connection of its own. Cost grows with checkouts and documents
/// asked for, not with tests. Errors: Storage, Cancelled.
Result<Arrivals> readArrivals(const std::filesystem::path& storeFile, std::int64_t documentLimit,
                              const TaskContext& task);

} // namespace cboard::store
