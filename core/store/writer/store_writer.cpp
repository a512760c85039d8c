// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/store_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <sqlite3.h>

namespace cboard::store {

namespace {

    constexpr std::int64_t KeptGenerations = 10'000;
    constexpr std::int64_t SmallStorePages = 2048; ///< 8 MB.

    std::int64_t microseconds(Timestamp time)
    {
        return time.time_since_epoch().count();
    }

    std::string_view view(const std::array<char, 16>& bytes)
    {
        return {bytes.data(), bytes.size()};
    }

    /// The folder with its separator, and the name.
    std::pair<std::string_view, std::string_view> splitPath(std::string_view path)
    {
        const auto slash = path.rfind('/');
        const std::size_t length = slash == std::string_view::npos ? 0 : slash + 1;
        return {path.substr(0, length), path.substr(length)};
    }

} // namespace

StoreWriter::StoreWriter(std::unique_ptr<Database> database, std::unique_ptr<Lease> lease)
    : m_database(std::move(database))
    , m_lease(std::move(lease))
    , m_context(*m_database)
    , m_parents(m_context)
    , m_tests(m_context, m_parents)
    , m_issues(m_context)
    , m_logs(m_context, m_parents)
{
}

StoreWriter::~StoreWriter()
{
    m_transaction.reset();
    if (m_hasCommitted && !m_failure) {
        compactSmallStore();
    }
    auto release = m_database->prepare("DELETE FROM lease WHERE id = 1");
    if (release) {
        // If it fails the lock file still tells that nobody writes.
        [[maybe_unused]] const auto result = release->run();
    }
    release = Statement();
    // The file alone then holds everything: it can be copied, or lie on a read-only medium. Not
    // while others read: they find the rest in the log beside it.
    [[maybe_unused]] const auto checkpointed =
        m_database->execute("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)");
}

void StoreWriter::compactSmallStore()
{
    // Pages split while little was stored stay half empty, which in a small store is a good part
    // of it. Packing it costs some 20 ms then; if it fails nothing is lost.
    const auto pages = m_database->scalar("PRAGMA page_count");
    if (pages && *pages <= SmallStorePages) {
        [[maybe_unused]] const auto result = m_database->execute("VACUUM");
    }
}

Result<std::unique_ptr<StoreWriter>> StoreWriter::open(std::unique_ptr<Database> database,
                                                       const std::string& program, Timestamp now)
{
    // FULL: a commit that was reported survives a power loss; there is one per batch.
    CBOARD_TRY_VOID(database->execute("PRAGMA synchronous = FULL;"
                                      "PRAGMA wal_autocheckpoint = 32000;"
                                      "PRAGMA journal_size_limit = 67108864;"));
    CBOARD_TRY(auto lease, Lease::take(*database, program, now));
    std::unique_ptr<StoreWriter> writer(new StoreWriter(std::move(database), std::move(lease)));
    CBOARD_TRY_VOID(writer->prepare());
    return writer;
}

Result<void> StoreWriter::prepare()
{
    CBOARD_TRY_VOID(m_context.names.refresh(*m_database));
    CBOARD_TRY_VOID(m_context.retired.prepare());
    CBOARD_TRY(m_context.words, StatusWords::read(*m_database));
    CBOARD_TRY_VOID(m_tests.prepare());
    CBOARD_TRY_VOID(m_logs.prepare());
    CBOARD_TRY(const std::int64_t generation,
               m_database->scalar("SELECT value FROM meta WHERE key = 'generation'"));
    m_generation = static_cast<std::uint64_t>(generation);
    return {};
}

Result<void> StoreWriter::usable() const
{
    if (m_failure) {
        return tl::unexpected(*m_failure);
    }
    return {};
}

Result<void> StoreWriter::begin()
{
    CBOARD_TRY_VOID(usable());
    if (!m_transaction) {
        CBOARD_TRY(auto transaction, Transaction::begin(*m_database, Transaction::Kind::Write));
        m_transaction.emplace(std::move(transaction));
    }
    return {};
}

Result<void> StoreWriter::runPrepared(std::string_view sql)
{
    CBOARD_TRY(auto statement, m_database->prepare(sql));
    return statement.run();
}

Result<bool> StoreWriter::isKnown(const Hash128& contentHash)
{
    CBOARD_TRY(auto row, m_database->prepare("SELECT 1 FROM document WHERE hash = ?1"));
    const auto hash = toBytes(contentHash);
    return row.bindBlob(1, view(hash)).step();
}

Result<AddOutcome> StoreWriter::add(const Document& document, const DocumentSource& source,
                                    MergePolicy policy, Timestamp arrival)
{
    return add(document, m_preparer.prepare(document), source, policy, arrival);
}

Result<AddOutcome> StoreWriter::add(const Document& document, const PreparedDocument& prepared,
                                    const DocumentSource& source, MergePolicy policy,
                                    Timestamp arrival)
{
    CBOARD_TRY_VOID(usable());
    CBOARD_TRY(const bool wasStored, isKnown(source.contentHash));
    if (wasStored) {
        return AddOutcome{true, {}};
    }
    CBOARD_TRY_VOID(begin());
    m_context.arrival = Arrival{0, arrival, document.timestamp, policy};
    m_lastArrival = microseconds(arrival);
    const Dictionary::Mark mark = m_context.names.mark();
    CBOARD_TRY_VOID(runPrepared("SAVEPOINT document"));
    const auto counts =
        insertDocument(document, source).and_then([&] { return addRecords(document, prepared); });
    m_context.decoder.clear();
    m_context.retired.forget();
    if (!counts) {
        undoDocument(mark);
        if (sqlite3_get_autocommit(m_database->handle()) != 0) {
            m_failure = counts.error();
            m_transaction.reset();
        }
        return tl::unexpected(withContext(counts.error(), "while storing " + source.path));
    }
    CBOARD_TRY_VOID(runPrepared("RELEASE document"));
    m_context.rollups.acceptDocument();
    m_arrivals.add(*counts);
    return AddOutcome{false, *counts};
}

void StoreWriter::undoDocument(const Dictionary::Mark& mark)
{
    // Fails when SQLite has undone the whole transaction already; then nothing is left to undo.
    [[maybe_unused]] const auto result =
        m_database->execute("ROLLBACK TO document; RELEASE document");
    m_context.names.rollback(mark);
    // What is noted as touched stays: a view that refreshes for nothing does no harm.
    m_context.decoder.forget();
    m_context.excerpts.forget();
    m_context.rollups.dropDocument();
    m_parents.forget();
    m_tests.forget();
}

Result<void> StoreWriter::insertDocument(const Document& document, const DocumentSource& source)
{
    const auto [folder, name] = splitPath(source.path);
    CBOARD_TRY(const std::int64_t folderId,
               m_context.names.internName(*m_database, NameKind::Folder, folder));
    CBOARD_TRY(auto row,
               m_database->prepare("INSERT INTO document (hash, folder, name, format, bytes,"
                                   " arrival, time, generation)"
                                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
    const auto hash = toBytes(source.contentHash);
    const std::string format =
        document.version.empty() ? document.format : document.format + " " + document.version;
    row.bindBlob(1, view(hash));
    row.bind(2, folderId).bind(3, name).bind(4, format).bind(5, source.bytes);
    row.bind(6, m_lastArrival);
    row.bind(7,
             document.timestamp ? std::optional(microseconds(*document.timestamp)) : std::nullopt);
    row.bind(8, static_cast<std::int64_t>(m_generation) + 1);
    CBOARD_TRY_VOID(row.run());
    m_context.arrival.document = m_database->lastInsertId();
    return {};
}

Result<RecordCounts> StoreWriter::addRecords(const Document& document,
                                             const PreparedDocument& prepared)
{
    RecordCounts counts{};
    const auto addAll = [&counts](const auto& records, RecordKind kind,
                                  auto& table) -> Result<void> {
        for (const auto& record : records) {
            CBOARD_TRY(const bool isChanged, table.add(record));
            counts[static_cast<std::size_t>(kind)] += isChanged ? 1 : 0;
        }
        return {};
    };
    for (const PreparedExcerpt& excerpt : prepared.parentExcerpts) {
        // Stored ahead, packed as it is; the parents below find it by its hash.
        CBOARD_TRY([[maybe_unused]] const std::int64_t id, m_context.excerpts.intern(excerpt));
    }
    CBOARD_TRY_VOID(addAll(document.checkouts, RecordKind::Checkout, m_parents));
    CBOARD_TRY_VOID(addAll(document.builds, RecordKind::Build, m_parents));
    CBOARD_TRY(counts[static_cast<std::size_t>(RecordKind::Test)],
               m_tests.add(document.tests, prepared));
    CBOARD_TRY_VOID(m_logs.attachWaiting(document.tests));
    CBOARD_TRY_VOID(addAll(document.issues, RecordKind::Issue, m_issues));
    CBOARD_TRY_VOID(addAll(document.incidents, RecordKind::Incident, m_issues));
    CBOARD_TRY_VOID(m_logs.add(document.logs, prepared));
    return counts;
}

Result<void> StoreWriter::refuse(const Refusal& refusal, const DocumentSource& source,
                                 std::string_view bytes, Timestamp arrival)
{
    CBOARD_TRY_VOID(begin());
    m_lastArrival = microseconds(arrival);
    CBOARD_TRY(
        auto row,
        m_database->prepare("INSERT INTO reject (hash, path, arrival, bytes, format, version,"
                            " pointer, line, rule, message, content)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
                            " ON CONFLICT (hash) DO UPDATE SET path = excluded.path,"
                            " arrival = excluded.arrival, format = excluded.format,"
                            " version = excluded.version, pointer = excluded.pointer,"
                            " line = excluded.line, rule = excluded.rule,"
                            " message = excluded.message"));
    const auto hash = toBytes(source.contentHash);
    row.bindBlob(1, view(hash));
    row.bind(2, source.path).bind(3, m_lastArrival);
    row.bind(4, static_cast<std::int64_t>(bytes.size()));
    row.bind(5, refusal.format).bind(6, refusal.version).bind(7, refusal.pointer);
    row.bind(8, refusal.line).bind(9, refusal.rule).bind(10, refusal.message);
    row.bindBlob(11, m_context.compressor.compress(bytes, Compressor::Effort::Fast));
    return row.run();
}

Result<void> StoreWriter::dropReject(std::int64_t id)
{
    CBOARD_TRY_VOID(begin());
    CBOARD_TRY(auto row, m_database->prepare("DELETE FROM reject WHERE id = ?1"));
    CBOARD_TRY_VOID(row.bind(1, id).run());
    if (m_database->changedRows() == 0) {
        return fail(ErrorKind::NotFound, fmt::format("there is no refused document {}", id));
    }
    return {};
}

Result<std::uint64_t> StoreWriter::commit()
{
    CBOARD_TRY_VOID(usable());
    if (!m_transaction) {
        return m_generation;
    }
    const auto finish = [this]() -> Result<void> {
        CBOARD_TRY_VOID(m_context.names.storePaths(*m_database));
        CBOARD_TRY_VOID(m_context.rollups.flush(*m_database, m_context.names));
        CBOARD_TRY_VOID(writeChanges());
        const Timestamp arrival{std::chrono::microseconds(m_lastArrival)};
        CBOARD_TRY_VOID(m_arrivals.flush(*m_database, arrival));
        CBOARD_TRY_VOID(m_logs.sync());
        return m_transaction->commit();
    };
    const auto finished = finish();
    if (!finished) {
        // Roll-ups and caches no longer match the tables: only a new writer can go on.
        m_failure = finished.error();
        m_transaction.reset();
        return tl::unexpected(*m_failure);
    }
    m_transaction.reset();
    m_context.touched.clear();
    m_hasCommitted = true;
    return ++m_generation;
}

Result<void> StoreWriter::writeChanges()
{
    const auto next = static_cast<std::int64_t>(m_generation) + 1;
    CBOARD_TRY(auto change,
               m_database->prepare("INSERT OR IGNORE INTO change (generation, revision, kind, tree)"
                                   " SELECT ?1, coalesce(revision.id, 0), ?3,"
                                   " coalesce(revision.tree, 0) FROM (SELECT ?2 AS id) AS wanted"
                                   " LEFT JOIN checkout ON checkout.id = wanted.id"
                                   " LEFT JOIN revision ON revision.id = checkout.revision"));
    CBOARD_TRY(auto arrival,
               m_database->prepare("UPDATE checkout SET last_arrival = max(last_arrival, ?2)"
                                   " WHERE id = ?1"));
    for (const auto& [checkout, kind] : m_context.touched) {
        CBOARD_TRY_VOID(change.bindAll(next, checkout, static_cast<std::int64_t>(kind)).run());
        CBOARD_TRY_VOID(arrival.bindAll(checkout, m_lastArrival).run());
    }
    CBOARD_TRY(auto old, m_database->prepare("DELETE FROM change WHERE generation < ?1"));
    CBOARD_TRY_VOID(old.bind(1, next - KeptGenerations).run());
    CBOARD_TRY(auto meta,
               m_database->prepare("INSERT OR REPLACE INTO meta (key, value)"
                                   " VALUES ('generation', ?1)"));
    CBOARD_TRY_VOID(meta.bind(1, next).run());
    CBOARD_TRY(auto beat, m_database->prepare("UPDATE lease SET heartbeat = ?1 WHERE id = 1"));
    return beat.bind(1, std::max<std::int64_t>(m_lastArrival, 0)).run();
}

} // namespace cboard::store
