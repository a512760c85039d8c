// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/finding_update.h"

#include "core/store/revisions/outcome_file.h"
#include "core/store/revisions/query_context.h"
#include "core/store/sqlite/migrations.h"
#include "core/store/store_opening.h"

#include <algorithm>
#include <cerrno>

namespace cboard::store {

namespace {

    /// Builds and tests with status FAIL, ERROR or MISS, and the text that each has.
    constexpr std::string_view FailedBuilds =
        "SELECT record_log.log, record_log.format, build.excerpt"
        " FROM checkout JOIN build ON build.checkout = checkout.id"
        " LEFT JOIN record_log ON record_log.kind = 1 AND record_log.record = build.id"
        " WHERE checkout.revision = ?1 AND build.status <= 2";
    constexpr std::string_view FailedTests =
        "SELECT record_log.log, record_log.format, test.excerpt"
        " FROM checkout JOIN build ON build.checkout = checkout.id"
        " JOIN test ON test.build = build.id"
        " LEFT JOIN record_log ON record_log.kind = 2 AND record_log.record = test.key"
        " WHERE checkout.revision = ?1 AND test.status <= 2";

    Result<void> setMeta(Database& file, std::string_view key, std::string_view value)
    {
        CBOARD_TRY(auto row, file.prepare("INSERT OR REPLACE INTO meta VALUES (?1, ?2)"));
        return row.bindAll(key, value).run();
    }

    Result<bool> hasMeta(Database& file, std::string_view key, std::string_view value)
    {
        CBOARD_TRY(auto row, file.prepare("SELECT 1 FROM meta WHERE key = ?1 AND value = ?2"));
        return row.bindAll(key, value).step();
    }

    std::optional<FindingWriter::Missing> textOf(const Statement& row)
    {
        if (!row.isNull(0)) {
            return FindingWriter::Missing{{FailureText::Kind::Log, row.integer(0)},
                                          static_cast<LogFormat>(row.integer(1))};
        }
        if (!row.isNull(2)) {
            return FindingWriter::Missing{{FailureText::Kind::Excerpt, row.integer(2)},
                                          LogFormat::Plain};
        }
        return std::nullopt;
    }

} // namespace

FindingWriter::FindingWriter(const std::filesystem::path& storeFile, std::unique_ptr<Database> file,
                             unsigned threads)
    : m_pool(storeFile, std::max(threads, 1U))
    , m_file(std::move(file))
{
}

FindingWriter::~FindingWriter() = default;

Result<std::unique_ptr<FindingWriter>> FindingWriter::open(const std::filesystem::path& storeFile,
                                                           std::string_view rules, unsigned threads)
{
    const auto path = FindingFile::fileFor(storeFile);
    CBOARD_TRY_VOID(prepareStoreFile(path, true, findingMigrationTexts(), OldFile::Goes));
    CBOARD_TRY(auto file, Database::open(path, Database::Mode::ReadWrite));
    std::unique_ptr<FindingWriter> writer(new FindingWriter(storeFile, std::move(file), threads));
    CBOARD_TRY_VOID(writer->claim(rules));
    return writer;
}

Result<void> FindingWriter::claim(std::string_view rules)
{
    std::string identity;
    {
        CBOARD_TRY(const auto connection, m_pool.take({}));
        CBOARD_TRY(identity, OutcomeFile::identityOf(*connection->database));
    }
    CBOARD_TRY(auto transaction, Transaction::begin(*m_file, Transaction::Kind::Write));
    CBOARD_TRY(const bool isOurs, hasMeta(*m_file, "store", identity));
    CBOARD_TRY(const bool isCurrent, hasMeta(*m_file, "rules", rules));
    if (!isOurs || !isCurrent) {
        CBOARD_TRY_VOID(m_file->execute("DELETE FROM found_error;DELETE FROM text_read;"
                                        "DELETE FROM fingerprint;DELETE FROM meta"));
        CBOARD_TRY_VOID(setMeta(*m_file, "store", identity));
        CBOARD_TRY_VOID(setMeta(*m_file, "rules", rules));
    }
    return transaction.commit();
}

Result<FindingWriter::Plan> FindingWriter::plan(const TaskContext& task)
{
    CBOARD_TRY(const std::int64_t known,
               m_file->scalar("SELECT value FROM meta WHERE key = 'generation'"));
    CBOARD_TRY(const auto connection, m_pool.take(task));
    Database& store = *connection->database;
    const CancelScope cancel(store, task);
    CBOARD_TRY(auto transaction, Transaction::begin(store, Transaction::Kind::Read));
    Plan plan;
    CBOARD_TRY(plan.generation, lastTouch(store));
    CBOARD_TRY(const std::int64_t oldest,
               store.scalar("SELECT generation FROM change ORDER BY generation LIMIT 1"));
    // A feed that does not reach back far enough does not tell what was touched.
    const bool isTold = known > 0 && oldest <= known + 1 && known <= plan.generation;
    CBOARD_TRY(auto rows,
               store.prepare(isTold ? "SELECT DISTINCT revision.id FROM change"
                                      " JOIN revision ON revision.id = change.revision"
                                      " WHERE change.generation > ?1"
                                      " ORDER BY revision.order_time DESC, revision.id DESC"
                                    : "SELECT id FROM revision WHERE ?1 >= 0"
                                      " ORDER BY order_time DESC, id DESC"));
    rows.bind(1, known);
    CBOARD_TRY_VOID(forEachRow(rows, [&plan](const Statement& row) -> Result<void> {
        plan.revisions.push_back(row.integer(0));
        return {};
    }));
    return plan;
}

Result<bool> FindingWriter::isKnown(const FailureText& text)
{
    CBOARD_TRY(auto row, m_file->prepare("SELECT 1 FROM text_read WHERE text = ?1"));
    return row.bind(1, text.key()).step();
}

Result<std::vector<FindingWriter::Missing>> FindingWriter::missing(std::int64_t revision,
                                                                   const TaskContext& task)
{
    std::vector<Missing> texts;
    {
        CBOARD_TRY(const auto connection, m_pool.take(task));
        Database& store = *connection->database;
        const CancelScope cancel(store, task);
        CBOARD_TRY(auto transaction, Transaction::begin(store, Transaction::Kind::Read));
        for (const std::string_view query : {FailedBuilds, FailedTests}) {
            CBOARD_TRY(auto rows, store.prepare(query));
            rows.bind(1, revision);
            CBOARD_TRY_VOID(forEachRow(rows, [&texts](const Statement& row) -> Result<void> {
                if (const auto text = textOf(row)) {
                    texts.push_back(*text);
                }
                return {};
            }));
        }
    }
    std::sort(texts.begin(), texts.end());
    const auto same = [](const Missing& a, const Missing& b) { return a.text == b.text; };
    texts.erase(std::unique(texts.begin(), texts.end(), same), texts.end());
    std::vector<Missing> unknown;
    for (const Missing& text : texts) {
        CBOARD_TRY(const bool isRead, isKnown(text.text));
        if (!isRead) {
            unknown.push_back(text);
        }
    }
    return unknown;
}

Result<LogPlace> FindingWriter::placeOf(std::int64_t log, const TaskContext& task)
{
    CBOARD_TRY(const auto connection, m_pool.take(task));
    CBOARD_TRY(auto rows,
               connection->database->prepare("SELECT hash, pack, position, stored, bytes"
                                             " FROM log WHERE id = ?1"));
    CBOARD_TRY(const bool hasRow, rows.bind(1, log).step());
    if (!hasRow) {
        return fail(ErrorKind::NotFound, "the log " + std::to_string(log) + " is gone");
    }
    return LogPlace{hashOf(rows.blob(0)), rows.integer(1), rows.integer(2), rows.integer(3),
                    rows.integer(4)};
}

Result<std::string> FindingWriter::read(const FailureText& text, const TaskContext& task)
{
    if (text.kind == FailureText::Kind::Excerpt) {
        CBOARD_TRY(const auto connection, m_pool.take(task));
        CBOARD_TRY(const std::string_view excerpt, connection->decoder->excerpt(text.id));
        std::string copy(excerpt);
        connection->decoder->clear();
        return copy;
    }
    CBOARD_TRY(auto place, placeOf(text.id, task));
    auto log = readLog(m_pool.file(), place, task);
    if (!log && log.error().code == ENOENT) { // Compacting has just moved it.
        CBOARD_TRY(place, placeOf(text.id, task));
        log = readLog(m_pool.file(), place, task);
    }
    return log;
}

Result<std::int64_t> FindingWriter::fingerprintId(const TextFindings::Error& error)
{
    CBOARD_TRY(auto found, m_file->prepare("SELECT id FROM fingerprint WHERE name = ?1"));
    CBOARD_TRY(const bool hasRow, found.bind(1, std::string_view(error.fingerprint)).step());
    if (hasRow) {
        return found.integer(0);
    }
    CBOARD_TRY(auto added,
               m_file->prepare("INSERT INTO fingerprint (name, kind, text) VALUES (?1, ?2, ?3)"));
    added.bindAll(std::string_view(error.fingerprint), std::string_view(error.kind),
                  std::string_view(error.fingerprintText));
    CBOARD_TRY_VOID(added.run());
    return m_file->lastInsertId();
}

Result<void> FindingWriter::write(const TextFindings& findings)
{
    const std::int64_t text = findings.text.key();
    CBOARD_TRY(auto read, m_file->prepare("INSERT OR IGNORE INTO text_read VALUES (?1, ?2)"));
    CBOARD_TRY_VOID(read.bindAll(text, std::string_view(findings.stage)).run());
    std::int64_t place = 0;
    for (const TextFindings::Error& error : findings.errors) {
        CBOARD_TRY(const std::int64_t fingerprint, fingerprintId(error));
        CBOARD_TRY(auto row,
                   m_file->prepare("INSERT OR IGNORE INTO found_error"
                                   " (text, place, fingerprint, severity, line, count, title)"
                                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
        row.bindAll(text, place++, fingerprint, error.severity, error.line, error.count,
                    std::string_view(error.title));
        CBOARD_TRY_VOID(row.run());
    }
    return {};
}

Result<void> FindingWriter::write(std::span<const TextFindings> findings)
{
    CBOARD_TRY(auto transaction, Transaction::begin(*m_file, Transaction::Kind::Write));
    for (const TextFindings& text : findings) {
        CBOARD_TRY_VOID(write(text));
    }
    return transaction.commit();
}

Result<void> FindingWriter::finish(const Plan& plan)
{
    CBOARD_TRY(auto row, m_file->prepare("INSERT OR REPLACE INTO meta VALUES ('generation', ?1)"));
    return row.bind(1, plan.generation).run();
}

Result<FindingState> findingState(const std::filesystem::path& storeFile)
{
    FindingState state;
    const auto path = FindingFile::fileFor(storeFile);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        return state;
    }
    CBOARD_TRY(const auto file, Database::open(path, Database::Mode::ReadOnly));
    CBOARD_TRY(state.texts, file->scalar("SELECT count(*) FROM text_read"));
    CBOARD_TRY(state.fingerprints, file->scalar("SELECT count(*) FROM fingerprint"));
    state.isWhole = areFindingsWhole(storeFile);
    return state;
}

} // namespace cboard::store
