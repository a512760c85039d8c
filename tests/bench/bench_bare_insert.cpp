// SPDX-License-Identifier: LGPL-2.1-or-later
// What the store costs above SQLite: a full ingest (read, parse, validate, merge, intern, roll up)
// on one thread against a bare insert of the very same rows, already in memory, into the same
// layout. Both in this run, in turn; the best of three each.
//
//   bench_bare_insert PATH     files or folder of KCIDB documents, for example from `cboard
//   generate`
#include "core/ingest/ingest.h"
#include "core/store/database.h"
#include "core/store/migrations.h"
#include "core/store/store.h"
#include "core/store/store_opening.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

using namespace cboard;

namespace {

using Seconds = std::chrono::duration<double>;
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

constexpr std::int64_t RowsPerCommit = 20'000;

/// The rows of a table, in an order near to that of arrival.
struct TableRows {
    std::string insert;
    std::vector<bool> isBlob;
    std::vector<bool> isText;
    std::vector<std::vector<Value>> rows;
};

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return Seconds(std::chrono::steady_clock::now() - start).count();
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
    result.insert = fmt::format("INSERT INTO {} VALUES (?1", table);
    for (std::int64_t column = 2; column <= columns; ++column) {
        result.insert += fmt::format(", ?{}", column);
    }
    result.insert += ")";
    result.isBlob.resize(static_cast<std::size_t>(columns));
    result.isText.resize(static_cast<std::size_t>(columns));
    CBOARD_TRY(auto types,
               database.prepare(
                   fmt::format("SELECT type FROM pragma_table_info('{}') ORDER BY cid", table)));
    for (std::size_t column = 0; types.step().value_or(false); ++column) {
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

Result<double> bareInsert(const std::vector<TableRows>& tables, const std::filesystem::path& file)
{
    removeStore(file);
    CBOARD_TRY_VOID(store::prepareStoreFile(file, true, store::migrationTexts()));
    CBOARD_TRY(auto database,
               store::Database::open(file, store::Database::Mode::ReadWrite, 64 << 20));
    CBOARD_TRY_VOID(database->execute("DELETE FROM name; DELETE FROM path;"
                                      "PRAGMA synchronous = FULL;"
                                      "PRAGMA wal_autocheckpoint = 4000"));
    const auto start = std::chrono::steady_clock::now();
    std::int64_t pending = 0;
    CBOARD_TRY_VOID(database->execute("BEGIN IMMEDIATE"));
    for (const TableRows& table : tables) {
        CBOARD_TRY(auto insert, database->prepare(table.insert));
        for (const auto& row : table.rows) {
            bindRow(insert, table, row);
            CBOARD_TRY_VOID(insert.run());
            if (++pending >= RowsPerCommit) {
                pending = 0;
                CBOARD_TRY_VOID(database->execute("COMMIT; BEGIN IMMEDIATE"));
            }
        }
    }
    CBOARD_TRY_VOID(database->execute("COMMIT"));
    return secondsSince(start);
}

Result<double> fullIngest(const std::filesystem::path& input, const std::filesystem::path& file,
                          ingest::Report& report)
{
    removeStore(file);
    CBOARD_TRY(const auto store, store::Store::open(file, {}));
    ingest::Options options;
    options.isInline = true;
    const auto start = std::chrono::steady_clock::now();
    CBOARD_TRY(report, ingest::ingest(*store, {input}, options, {}, {}));
    return secondsSince(start);
}

Result<std::vector<TableRows>> readAll(const std::filesystem::path& file)
{
    CBOARD_TRY(auto database, store::Database::open(file, store::Database::Mode::ReadOnly));
    std::vector<TableRows> tables;
    for (const auto& [table, order] :
         std::vector<std::pair<std::string, std::string>>{{"name", ""},
                                                          {"path", ""},
                                                          {"revision", ""},
                                                          {"checkout", ""},
                                                          {"build", ""},
                                                          {"document", ""},
                                                          {"job", ""},
                                                          {"excerpt", ""},
                                                          {"test", "ORDER BY document, job, key"},
                                                          {"rollup_checkout", ""},
                                                          {"rollup_platform", ""},
                                                          {"rollup_suite", ""},
                                                          {"unfinished", ""}}) {
        CBOARD_TRY(auto rows, readTable(*database, table, order));
        tables.push_back(std::move(rows));
    }
    return tables;
}

Result<void> run(const std::filesystem::path& input)
{
    const auto folder = std::filesystem::temp_directory_path() / "cboard_bench_bare_insert";
    std::filesystem::create_directories(folder);
    const auto fullFile = folder / "full.db";
    const auto bareFile = folder / "bare.db";
    ingest::Report report;
    double full = 1e9;
    double bare = 1e9;
    std::vector<TableRows> tables;
    for (int round = 0; round < 3; ++round) {
        CBOARD_TRY(const double fullSeconds, fullIngest(input, fullFile, report));
        full = std::min(full, fullSeconds);
        if (tables.empty()) {
            CBOARD_TRY(tables, readAll(fullFile));
        }
        CBOARD_TRY(const double bareSeconds, bareInsert(tables, bareFile));
        bare = std::min(bare, bareSeconds);
    }
    CBOARD_TRY(const auto store, store::Store::open(fullFile, {}));
    CBOARD_TRY(const store::SizeReport sizes, store->sizes());
    const double tests =
        static_cast<double>(sizes.records[static_cast<std::size_t>(RecordKind::Test)]);
    fmt::print("full ingest, one thread   {:>10.0f} tests/s\n", tests / full);
    fmt::print("bare insert               {:>10.0f} tests/s\n", tests / bare);
    fmt::print("full / bare               {:>10.2f} (target 0.50)\n", bare / full);
    fmt::print("store                     {:>10.3f} of the JSON (target 0.15)\n",
               static_cast<double>(sizes.database) / static_cast<double>(report.bytes));
    fmt::print("without excerpts          {:>10.1f} bytes a test (target 120)\n",
               static_cast<double>(sizes.database - sizes.excerpts) / tests);
    std::filesystem::remove_all(folder);
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    const std::filesystem::path input = argc > 1
        ? std::filesystem::path(argv[1])
        : std::filesystem::path(CBOARD_SHARED_DATA) / "kcidb" / "submissions";
    if (!std::filesystem::exists(input)) {
        fmt::print(stderr, "bench_bare_insert: there is no {}\n", input.string());
        return 2;
    }
    if (const auto result = run(input); !result) {
        fmt::print(stderr, "bench_bare_insert: {}\n", describe(result.error()));
        return 2;
    }
    return 0;
}
