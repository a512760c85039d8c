// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/domain/document.h"
#include "core/domain/refusal.h"
#include "core/query/engine.h"
#include "core/query/filter.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// The embedded engine: one SQLite database, packs of logs beside it, and the user's own data in
/// a file apart (core/store/user_data.h). Several processes may use one store: any readers, one
/// writer by lease.
namespace cboard::store {

struct PreparedDocument;

enum class MergePolicy : std::uint8_t {
    First, ///< The first value stored stays; later ones only fill absent fields (as upstream).
    Last, ///< The last to arrive wins, field by field.
    Newest, ///< The value with the newest time stamp of its document wins, else arrival.
};

struct OpenOptions {
    bool isReadOnly = false;
    bool mayCreate = true;
};

/// What one commit touched, so that views refresh what they show and nothing else.
struct Change {
    std::uint64_t generation = 0;
    std::int64_t revision = 0; ///< 0: not tied to one.
    std::string tree;
    RecordKind kind = RecordKind::Test;
};

/// Where a document came from.
struct DocumentSource {
    std::string path; ///< As shown to the user.
    Hash128 contentHash; ///< Of the bytes; the same bytes twice change nothing.
    std::int64_t bytes = 0;
};

/// Rows new or changed, by record kind.
using RecordCounts = std::array<std::int64_t, RecordKindCount>;

struct AddOutcome {
    bool isUnchanged = false; ///< These bytes were stored before.
    RecordCounts changed{};
};

/// A refused document as kept.
struct Reject {
    std::int64_t id = 0;
    std::string path;
    Timestamp arrival;
    std::int64_t bytes = 0;
    Refusal refusal;
};

/// Writes documents; holds the writer's lease while it lives. Not thread-safe: one thread.
///
/// Each document is atomic (a savepoint); documents become visible and durable at commit(). The
/// caller commits after a batch. Destroying without commit loses only what was not committed.
class Writer {
public:
    Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    virtual ~Writer() = default;

    /// Merges the document's records and stores its logs. \p arrival is the time of ingest.
    virtual Result<AddOutcome> add(const Document& document, const DocumentSource& source,
                                   MergePolicy policy, Timestamp arrival) = 0;
    /// The same for a document that a parser's thread has prepared.
    virtual Result<AddOutcome> add(const Document& document, const PreparedDocument& prepared,
                                   const DocumentSource& source, MergePolicy policy,
                                   Timestamp arrival) = 0;
    /// Whether these bytes were stored before under any path.
    virtual Result<bool> isKnown(const Hash128& contentHash) = 0;
    /// Keeps a refused document with its bytes; the same bytes twice are kept once.
    virtual Result<void> refuse(const Refusal& refusal, const DocumentSource& source,
                                std::string_view bytes, Timestamp arrival) = 0;
    virtual Result<void> dropReject(std::int64_t id) = 0;
    /// Makes all since the last commit durable. \returns the new generation.
    virtual Result<std::uint64_t> commit() = 0;
};

/// Receives records in order of kind, then id; views are valid during the call. Return false to
/// stop.
struct RecordSink {
    std::function<bool(const Checkout&)> checkout;
    std::function<bool(const Build&)> build;
    std::function<bool(const Test&)> test;
    std::function<bool(const Issue&)> issue;
    std::function<bool(const Incident&)> incident;
};

/// Size of the store, bytes. What takes room in it: store_parts.h.
struct SizeReport {
    std::int64_t database = 0;
    std::int64_t logs = 0; ///< Packs.
    RecordCounts records{};
};

class Store {
public:
    /// Opens or creates the store at \p file. An older schema is migrated under the lease with a
    /// copy kept; a newer one is refused. Errors: Storage, Busy, Unsupported.
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file,
                                               const OpenOptions& options);

    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    virtual const std::filesystem::path& file() const = 0;
    /// The query interface over this store; thread-safe, lives as long as the store.
    virtual query::Engine& engine() = 0;
    /// Takes the lease. Error Busy names the holder (program, host, pid, since when).
    virtual Result<std::unique_ptr<Writer>> writer(const std::string& program, Timestamp now) = 0;

    /// Generation of the last commit by any process; cheap, for polling.
    virtual Result<std::uint64_t> generation() = 0;
    /// What the commits after \p generation touched, oldest first.
    virtual Result<std::vector<Change>> changesSince(std::uint64_t generation) = 0;

    /// Streams every record that the filter selects, sorted by id (issues by id, version).
    virtual Result<void> exportRecords(const query::Filter& filter, Timestamp now,
                                       const RecordSink& sink, const TaskContext& task) = 0;
    /// 32 hex digits over all KCIDB fields of all records, independent of order.
    virtual Result<std::string> digest(const TaskContext& task) = 0;
    /// Integrity of database, packs and roll-ups. \returns one sentence per problem; empty is good.
    virtual Result<std::vector<std::string>> check(const TaskContext& task) = 0;
    /// Counts all roll-ups again from the results, under the lease (errors as for writer()).
    virtual Result<void> rebuild(const std::string& program, Timestamp now,
                                 const TaskContext& task) = 0;
    virtual Result<SizeReport> sizes() = 0;

    virtual Result<std::vector<Reject>> rejects() = 0;
    virtual Result<std::string> rejectBytes(std::int64_t id) = 0;
};

} // namespace cboard::store
