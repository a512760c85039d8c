// SPDX-License-Identifier: LGPL-2.1-or-later
// What the store costs above SQLite: a full ingest (read, parse, validate, merge, intern, roll up)
// on one thread against a bare insert of the very same rows, already parsed and in memory, into
// the same layout: all tables and indices, commits of the same size, and each excerpt of a test
// looked up by its hash and packed when it is new. Not in the bare insert: reading, parsing,
// validation, splitting tests into jobs, savepoints, merging and counting up the roll-ups.
// Both in this run, in turn; the least processor time of three each, since others may be busy.
//
//   bench_bare_insert [FOLDER] PATH   PATH: files or folder of KCIDB documents, for example from
//                                     `cboard generate`; FOLDER: for the stores
#include "core/base/hash.h"
#include "core/ingest/ingest.h"
#include "core/store/rows/compression.h"
#include "core/store/sqlite/database.h"
#include "core/store/sqlite/migrations.h"
#include "core/store/store.h"
#include "core/store/store_opening.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

using namespace cboard;

namespace {

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

constexpr std::int64_t RowsPerCommit = 50'000;

/// The rows of a table, in an order near to that of arrival.
struct TableRows {
    std::string name;
    std::string insert;
    std::vector<bool> isBlob;
    std::vector<bool> isText;
    std::size_t excerptColumn = 0;
    std::vector<std::vector<Value>> rows;
};

/// Processor time of the process, seconds.
double processorSeconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

void removeStore(const std::filesystem::path& file)
{
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
        std::filesystem::remove(file.string() + suffix);
    }
}

Result<std::int64_t> columnCount(store::Database& database, const std::string& table)
{
    return database.scalar(fmt::format("SELECT count(*) FROM pragma_table_info('{}')", table));
}

Result<TableRows> readTable(store::Database& database, const std::string& table,
                            const std::string& order)
{
    CBOARD_TRY(const std::int64_t columns, columnCount(database, table));
    TableRows result;
    result.name = table;
    result.insert = fmt::format("INSERT INTO {} VALUES (?1", table);
    for (std::int64_t column = 2; column <= columns; ++column) {
        result.insert += fmt::format(", ?{}", column);
    }
    result.insert += ")";
    result.isBlob.resize(static_cast<std::size_t>(columns));
    result.isText.resize(static_cast<std::size_t>(columns));
    CBOARD_TRY(auto types,
               database.prepare(fmt::format(
                   "SELECT type, name FROM pragma_table_info('{}') ORDER BY cid", table)));
    for (std::size_t column = 0; types.step().value_or(false); ++column) {
        if (types.text(1) == "excerpt") {
            result.excerptColumn = column;
        }
        result.isBlob[column] = types.text(0) == "BLOB";
        result.isText[column] = types.text(0) == "TEXT";
    }
    CBOARD_TRY(auto rows, database.prepare(fmt::format("SELECT * FROM {} {}", table, order)));
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return result;
        }
        std::vector<Value> row(static_cast<std::size_t>(columns));
        for (std::size_t column = 0; column < row.size(); ++column) {
            const int index = static_cast<int>(column);
            if (rows.isNull(index)) {
                continue;
            }
            if (rows.isReal(index)) {
                row[column] = rows.real(index);
            } else if (result.isBlob[column]) {
                row[column] = std::string(rows.blob(index));
            } else if (result.isText[column]) {
                row[column] = std::string(rows.text(index));
            } else {
                row[column] = rows.integer(index);
            }
        }
        result.rows.push_back(std::move(row));
    }
}

void bindRow(store::Statement& insert, const TableRows& table, const std::vector<Value>& row)
{
    for (std::size_t column = 0; column < row.size(); ++column) {
        const int parameter = static_cast<int>(column) + 1;
        if (const auto* integer = std::get_if<std::int64_t>(&row[column])) {
            insert.bind(parameter, *integer);
        } else if (const auto* real = std::get_if<double>(&row[column])) {
            insert.bind(parameter, *real);
        } else if (const auto* text = std::get_if<std::string>(&row[column])) {
            table.isBlob[column] ? insert.bindBlob(parameter, *text)
                                 : insert.bind(parameter, std::string_view(*text));
        } else {
            insert.bind(parameter, std::nullopt);
        }
    }
}

/// The rows of a store with the excerpts as a parser gives them.
struct Parsed {
    std::vector<TableRows> tables;
    std::unordered_map<std::int64_t, std::string> excerpts; ///< By the id in the rows.
};

class BareInsert {
public:
    BareInsert(store::Database& database, const Parsed& parsed)
        : m_database(database)
        , m_parsed(parsed)
    {
    }

    Result<void> run()
    {
        CBOARD_TRY_VOID(m_database.execute("BEGIN IMMEDIATE"));
        for (const TableRows& table : m_parsed.tables) {
            CBOARD_TRY_VOID(insertTable(table));
        }
        return m_database.execute("COMMIT");
    }

private:
    Result<void> insertTable(const TableRows& table)
    {
        CBOARD_TRY(auto insert, m_database.prepare(table.insert));
        for (const auto& row : table.rows) {
            bindRow(insert, table, row);
            if (table.name == "test" || table.name == "build" || table.name == "checkout") {
                CBOARD_TRY_VOID(bindExcerpt(insert, table, row));
            }
            CBOARD_TRY_VOID(insert.run());
            if (++m_pending >= RowsPerCommit) {
                m_pending = 0;
                CBOARD_TRY_VOID(m_database.execute("COMMIT; BEGIN IMMEDIATE"));
            }
        }
        return {};
    }

    Result<void> bindExcerpt(store::Statement& insert, const TableRows& table,
                             const std::vector<Value>& row)
    {
        const auto* id = std::get_if<std::int64_t>(&row[table.excerptColumn]);
        if (id == nullptr) {
            return {};
        }
        const std::string& text = m_parsed.excerpts.at(*id);
        const Hash128 hash = hash128(text);
        auto known = m_known.find(hash);
        if (known == m_known.end()) {
            CBOARD_TRY(auto excerpt,
                       m_database.prepare("INSERT INTO excerpt (hash, body) VALUES (?1, ?2)"));
            excerpt.bind(1, std::int64_t{static_cast<std::int32_t>(hash.low)});
            excerpt.bindBlob(2, m_compressor.compress(text, store::Compressor::Effort::Fast));
            CBOARD_TRY_VOID(excerpt.run());
            known = m_known.emplace(hash, m_database.lastInsertId()).first;
        }
        insert.bind(static_cast<int>(table.excerptColumn) + 1, known->second);
        return {};
    }

    store::Database& m_database;
    const Parsed& m_parsed;
    store::Compressor m_compressor;
    std::unordered_map<Hash128, std::int64_t, Hash128Hasher> m_known;
    std::int64_t m_pending = 0;
};

Result<double> bareInsert(const Parsed& parsed, const std::filesystem::path& file)
{
    removeStore(file);
    CBOARD_TRY_VOID(store::prepareStoreFile(file, true, store::migrationTexts()));
    CBOARD_TRY(auto database,
               store::Database::open(file, store::Database::Mode::ReadWrite, 64 << 20));
    CBOARD_TRY_VOID(database->execute("DELETE FROM name;"
                                      "PRAGMA synchronous = FULL;"
                                      "PRAGMA wal_autocheckpoint = 16000"));
    const double start = processorSeconds();
    CBOARD_TRY_VOID(BareInsert(*database, parsed).run());
    return processorSeconds() - start;
}

Result<double> fullIngest(const std::filesystem::path& input, const std::filesystem::path& file,
                          ingest::Report& report)
{
    removeStore(file);
    CBOARD_TRY(const auto store, store::Store::open(file, {}));
    ingest::Options options;
    options.isInline = true;
    const double start = processorSeconds();
    CBOARD_TRY(report, ingest::ingest(*store, {input}, options, {}, {}));
    return processorSeconds() - start;
}

Result<Parsed> readAll(const std::filesystem::path& file)
{
    CBOARD_TRY(auto database, store::Database::open(file, store::Database::Mode::ReadOnly));
    Parsed parsed;
    CBOARD_TRY(auto names,
               database->prepare("SELECT name FROM sqlite_schema WHERE type = 'table'"
                                 " AND name NOT IN ('meta', 'lease', 'excerpt')"));
    while (names.step().value_or(false)) {
        const std::string table(names.text(0));
        CBOARD_TRY(auto rows,
                   readTable(*database, table, table == "test" ? "ORDER BY job, key" : ""));
        parsed.tables.push_back(std::move(rows));
    }
    store::Compressor compressor;
    CBOARD_TRY(auto excerpts, database->prepare("SELECT id, body FROM excerpt"));
    while (excerpts.step().value_or(false)) {
        Arena arena;
        CBOARD_TRY(const std::string_view text, compressor.decompress(excerpts.blob(1), arena));
        parsed.excerpts.emplace(excerpts.integer(0), text);
    }
    return parsed;
}

void printRow(const char* what, const std::string& figure, const std::string& peer, double ratio,
              double target, bool isReached)
{
    fmt::print("BENCH\t{}\t{}\t{}\t{:.2f}\t>= {}\t{}\n", what, figure, peer, ratio, target,
               isReached ? "yes" : "NO");
}

Result<void> run(const std::filesystem::path& folder, const std::filesystem::path& input)
{
    constexpr int Rounds = 3;
    constexpr double Target = 0.5;
    std::filesystem::create_directories(folder);
    const auto fullFile = folder / "bare-insert-full.db";
    const auto bareFile = folder / "bare-insert-bare.db";
    ingest::Report report;
    double full = 1e9;
    double bare = 1e9;
    std::optional<Parsed> parsed;
    for (int round = 0; round < Rounds; ++round) {
        CBOARD_TRY(const double fullSeconds, fullIngest(input, fullFile, report));
        full = std::min(full, fullSeconds);
        if (!parsed) {
            CBOARD_TRY(parsed, readAll(fullFile));
        }
        CBOARD_TRY(const double bareSeconds, bareInsert(*parsed, bareFile));
        bare = std::min(bare, bareSeconds);
    }
    removeStore(fullFile);
    removeStore(bareFile);
    const auto tests =
        static_cast<double>(report.records[static_cast<std::size_t>(RecordKind::Test)]);
    printRow("ingest on one thread against a bare insert",
             fmt::format("{:.0f} tests/s of processor time", tests / full),
             fmt::format("{:.0f} tests/s", tests / bare), bare / full, Target,
             bare / full >= Target);
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    const std::filesystem::path folder = argc > 2
        ? std::filesystem::path(argv[1])
        : std::filesystem::temp_directory_path() / "cboard_bench_bare_insert";
    const std::filesystem::path input = argc > 1
        ? std::filesystem::path(argv[argc - 1])
        : std::filesystem::path(CBOARD_SHARED_DATA) / "kcidb" / "submissions";
    if (!std::filesystem::exists(input)) {
        fmt::print(stderr, "bench_bare_insert: there is no {}\n", input.string());
        return 2;
    }
    if (const auto result = run(folder, input); !result) {
        fmt::print(stderr, "bench_bare_insert: {}\n", describe(result.error()));
        return 2;
    }
    return 0;
}
