// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/embedded_store.h"

#include "core/base/log.h"
#include "core/store/embedded_engine.h"
#include "core/store/lease.h"
#include "core/store/queries/outcome_check.h"
#include "core/store/rows/compression.h"
#include "core/store/sqlite/migrations.h"
#include "core/store/store_check.h"
#include "core/store/store_export.h"
#include "core/store/store_opening.h"
#include "core/store/writer/rollup_definitions.h"
#include "core/store/writer/store_writer.h"

#include <fmt/format.h>
#include <unistd.h>

namespace cboard::store {

namespace {

    constexpr std::int64_t WriterCacheBytes = 64 << 20;

    /// Whether there is a store that this user cannot write, or not beside: a writer needs its log
    /// and its lock there.
    bool isOnReadOnlyMedium(const std::filesystem::path& file)
    {
        std::error_code ignored;
        const auto folder = std::filesystem::absolute(file, ignored).parent_path();
        return std::filesystem::exists(file, ignored)
            && (::access(file.c_str(), W_OK) != 0 || ::access(folder.c_str(), W_OK) != 0);
    }

    Timestamp timestamp(std::int64_t microseconds)
    {
        return Timestamp{std::chrono::microseconds{microseconds}};
    }

    Reject rejectOf(const Statement& row)
    {
        Reject reject;
        reject.id = row.integer(0);
        reject.path = row.text(1);
        reject.arrival = timestamp(row.integer(2));
        reject.bytes = row.integer(3);
        reject.refusal.format = row.text(4);
        reject.refusal.version = row.text(5);
        reject.refusal.pointer = row.text(6);
        reject.refusal.line = row.optionalInteger(7);
        reject.refusal.rule = row.text(8);
        reject.refusal.message = row.text(9);
        return reject;
    }

} // namespace

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file,
                                           const OpenOptions& options)
{
    return EmbeddedStore::open(file, options);
}

EmbeddedStore::EmbeddedStore(std::filesystem::path file, bool isReadOnly,
                             std::unique_ptr<Database> reader)
    : m_file(std::move(file))
    , m_isReadOnly(isReadOnly)
    , m_reader(std::move(reader))
{
    m_engine = std::make_unique<EmbeddedEngine>(m_file);
}

EmbeddedStore::~EmbeddedStore() = default;

Result<std::unique_ptr<EmbeddedStore>> EmbeddedStore::open(const std::filesystem::path& file,
                                                           const OpenOptions& options)
{
    const bool cannotBeWritten = isOnReadOnlyMedium(file);
    if (cannotBeWritten && !options.isReadOnly) {
        log::write(log::Level::Warning, "store",
                   fmt::format("opened for reading only, since its folder cannot be written: {}",
                               file.string()));
    }
    const bool isReadOnly = options.isReadOnly || cannotBeWritten;
    CBOARD_TRY_VOID(isReadOnly ? checkStoreFile(file, migrationTexts())
                               : prepareStoreFile(file, options.mayCreate, migrationTexts()));
    CBOARD_TRY(auto reader, Database::open(file, Database::Mode::ReadOnly));
    return std::unique_ptr<EmbeddedStore>(new EmbeddedStore(file, isReadOnly, std::move(reader)));
}

Result<std::unique_ptr<Database>> EmbeddedStore::openReader() const
{
    return Database::open(m_file, Database::Mode::ReadOnly);
}

Result<std::unique_ptr<Database>> EmbeddedStore::openForWriting() const
{
    if (m_isReadOnly) {
        return fail(ErrorKind::Storage,
                    fmt::format("the store {} was opened for reading only", m_file.string()));
    }
    return Database::open(m_file, Database::Mode::ReadWrite, WriterCacheBytes);
}

Result<std::unique_ptr<Writer>> EmbeddedStore::writer(const std::string& program, Timestamp now)
{
    CBOARD_TRY(auto database, openForWriting());
    return StoreWriter::open(std::move(database), program, now);
}

Result<std::uint64_t> EmbeddedStore::generation()
{
    const std::lock_guard lock(m_mutex);
    CBOARD_TRY(const std::int64_t generation,
               m_reader->scalar("SELECT value FROM meta WHERE key = 'generation'"));
    return static_cast<std::uint64_t>(generation);
}

Result<std::vector<Change>> EmbeddedStore::changesSince(std::uint64_t generation)
{
    const std::lock_guard lock(m_mutex);
    CBOARD_TRY(auto rows,
               m_reader->prepare("SELECT change.generation, change.revision, tree.text, change.kind"
                                 " FROM change LEFT JOIN tree ON tree.id = change.tree"
                                 " WHERE change.generation > ?1"
                                 " ORDER BY change.generation, change.revision, change.kind"));
    rows.bind(1, static_cast<std::int64_t>(generation));
    std::vector<Change> changes;
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return changes;
        }
        changes.push_back({static_cast<std::uint64_t>(rows.integer(0)), rows.integer(1),
                           std::string(rows.text(2)), static_cast<RecordKind>(rows.integer(3))});
    }
}

Result<void> EmbeddedStore::exportRecords(const query::Filter& filter, Timestamp now,
                                          const RecordSink& sink, const TaskContext& task)
{
    CBOARD_TRY(const auto database, openReader());
    // Sorting millions of ids belongs on disk.
    CBOARD_TRY_VOID(database->execute("PRAGMA temp_store = FILE"));
    query::Common common;
    common.now = now;
    common.filter = filter;
    return exportAll(*database, common, sink, task);
}

Result<std::string> EmbeddedStore::digest(const TaskContext& task)
{
    CBOARD_TRY(const auto database, openReader());
    return digestAll(*database, task);
}

Result<std::vector<std::string>> EmbeddedStore::check(const TaskContext& task)
{
    CBOARD_TRY(const auto database, openReader());
    CBOARD_TRY(auto problems, checkStore(*database, task));
    CBOARD_TRY(const auto outcomes, checkOutcomes(m_file, task));
    problems.insert(problems.end(), outcomes.begin(), outcomes.end());
    return problems;
}

Result<void> EmbeddedStore::rebuild(const std::string& program, Timestamp now,
                                    const TaskContext& task)
{
    CBOARD_TRY(auto database, openForWriting());
    const CancelScope cancel(*database, task);
    CBOARD_TRY(const auto lease, Lease::take(*database, program, now));
    CBOARD_TRY(auto transaction, Transaction::begin(*database, Transaction::Kind::Write));
    CBOARD_TRY_VOID(rebuildRollups(*database, task));
    // All may have changed: a new generation makes every view read again.
    CBOARD_TRY_VOID(
        database->execute("UPDATE meta SET value = value + 1 WHERE key = 'generation';"
                          "INSERT OR IGNORE INTO change (generation, revision, kind, tree)"
                          " SELECT meta.value, revision.id, 2, revision.tree FROM revision, meta"
                          " WHERE meta.key = 'generation';"
                          "DELETE FROM lease"));
    return transaction.commit();
}

Result<SizeReport> EmbeddedStore::sizes()
{
    CBOARD_TRY(const auto database, openReader());
    CBOARD_TRY(auto transaction, Transaction::begin(*database, Transaction::Kind::Read));
    SizeReport report;
    CBOARD_TRY(const std::int64_t pages, database->scalar("PRAGMA page_count"));
    CBOARD_TRY(const std::int64_t pageBytes, database->scalar("PRAGMA page_size"));
    report.database = pages * pageBytes;
    CBOARD_TRY(report.logs, database->scalar("SELECT coalesce(sum(stored), 0) FROM log"));
    constexpr std::array<std::string_view, RecordKindCount> Counts = {
        "SELECT count(*) FROM checkout WHERE is_placeholder = 0",
        "SELECT count(*) FROM build WHERE is_placeholder = 0",
        "SELECT coalesce(sum(count), 0) FROM rollup_checkout WHERE kind <> 0",
        "SELECT count(*) FROM issue",
        "SELECT count(*) FROM incident",
    };
    for (std::size_t kind = 0; kind < Counts.size(); ++kind) {
        CBOARD_TRY(report.records[kind], database->scalar(Counts[kind]));
    }
    return report;
}

Result<std::vector<Reject>> EmbeddedStore::rejects()
{
    const std::lock_guard lock(m_mutex);
    CBOARD_TRY(auto rows,
               m_reader->prepare("SELECT id, path, arrival, bytes, format, version,"
                                 " pointer, line, rule, message FROM reject"
                                 " ORDER BY id"));
    std::vector<Reject> rejects;
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return rejects;
        }
        rejects.push_back(rejectOf(rows));
    }
}

Result<std::string> EmbeddedStore::rejectBytes(std::int64_t id)
{
    const std::lock_guard lock(m_mutex);
    CBOARD_TRY(auto row, m_reader->prepare("SELECT content FROM reject WHERE id = ?1"));
    CBOARD_TRY(const bool hasRow, row.bind(1, id).step());
    if (!hasRow) {
        return fail(ErrorKind::NotFound, fmt::format("there is no refused document {}", id));
    }
    Compressor compressor;
    Arena arena;
    CBOARD_TRY(const std::string_view bytes, compressor.decompress(row.blob(0), arena));
    return std::string(bytes);
}

} // namespace cboard::store
