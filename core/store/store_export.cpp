// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/store_export.h"

#include "core/store/record_filter.h"
#include "core/store/revisions/outcome_cache.h"
#include "core/store/rows/dictionary.h"
#include "core/store/rows/record_codec.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/rows/varint.h"
#include "core/store/sqlite/database.h"

#include <fmt/format.h>

#include <sqlite3.h>

namespace cboard::store {

namespace {

    constexpr std::int64_t RecordsPerCheck = 1000;

    /// The SQL function test_id(...) over TestColumnList: lets SQLite's sorter, which spills to
    /// disk, order tests by ids that no column holds.
    void testIdFunction(sqlite3_context* context, int /*count*/, sqlite3_value** values)
    {
        auto& decoder = *static_cast<RecordDecoder*>(sqlite3_user_data(context));
        TestColumns columns;
        columns.path = sqlite3_value_int64(values[0]);
        columns.key = sqlite3_value_int64(values[1]);
        columns.job = sqlite3_value_int64(values[2]);
        const void* extra = sqlite3_value_blob(values[3]);
        columns.extra = {static_cast<const char*>(extra),
                         static_cast<std::size_t>(sqlite3_value_bytes(values[3]))};
        const auto id = decoder.testId(columns);
        decoder.clear();
        if (!id) {
            sqlite3_result_error(context, describe(id.error()).c_str(), -1);
            return;
        }
        sqlite3_result_text64(context, id->data(), id->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }

    /// The SQL function selects_build(id): keeps tests of other builds out of the sorter.
    void selectsBuildFunction(sqlite3_context* context, int /*count*/, sqlite3_value** values)
    {
        const auto& filter = *static_cast<const RecordFilter*>(sqlite3_user_data(context));
        sqlite3_result_int(context, filter.selectsBuild(sqlite3_value_int64(values[0])) ? 1 : 0);
    }

    /// One pass over the records of a database.
    class RecordReader {
    public:
        RecordReader(Database& database, const TaskContext& task)
            : m_database(database)
            , m_task(task)
            , m_decoder(database, m_names)
            , m_idDecoder(database, m_names)
            , m_context{database, m_names, m_idDecoder, m_outcomes, task, 0}
        {
        }

        Result<void> prepare()
        {
            CBOARD_TRY_VOID(m_names.refresh(m_database));
            const int code = sqlite3_create_function_v2(
                m_database.handle(), "test_id", 4, SQLITE_UTF8 | SQLITE_DETERMINISTIC, &m_idDecoder,
                testIdFunction, nullptr, nullptr, nullptr);
            return code == SQLITE_OK ? Result<void>() : tl::unexpected(m_database.error(code));
        }

        /// Reads only what the filter selects; after prepare().
        Result<void> select(const query::Common& common)
        {
            CBOARD_TRY(m_filter, RecordFilter::create(m_context, common));
            const int code = sqlite3_create_function_v2(
                m_database.handle(), "selects_build", 1, SQLITE_UTF8, m_filter.get(),
                selectsBuildFunction, nullptr, nullptr, nullptr);
            return code == SQLITE_OK ? Result<void>() : tl::unexpected(m_database.error(code));
        }

        ~RecordReader()
        {
            sqlite3_create_function_v2(m_database.handle(), "selects_build", 1, SQLITE_UTF8,
                                       nullptr, nullptr, nullptr, nullptr, nullptr);
            sqlite3_create_function_v2(m_database.handle(), "test_id", 4, SQLITE_UTF8, nullptr,
                                       nullptr, nullptr, nullptr, nullptr);
        }
        RecordReader(const RecordReader&) = delete;
        RecordReader& operator=(const RecordReader&) = delete;

        /// Calls `visit(record)` for each row id that the statement gives. \returns false when the
        /// visitor wanted no more.
        template <typename Read, typename Visit>
        Result<bool> each(std::string_view sql, Read&& read, Visit&& visit)
        {
            return eachWanted(
                sql, [](Statement&) -> Result<bool> { return true; }, read, visit);
        }

        /// The same for rows that `wants(row)` takes.
        template <typename Wants, typename Read, typename Visit>
        Result<bool> eachWanted(std::string_view sql, Wants&& wants, Read&& read, Visit&& visit)
        {
            CBOARD_TRY(auto rows, m_database.prepare(sql));
            for (std::int64_t count = 0;; ++count) {
                CBOARD_TRY(const bool hasRow, rows.step());
                if (!hasRow) {
                    return true;
                }
                if (count % RecordsPerCheck == 0) {
                    CBOARD_TRY_VOID(m_task.check());
                }
                CBOARD_TRY(const bool isSelected, wants(rows));
                if (!isSelected) {
                    continue;
                }
                CBOARD_TRY(const auto record, read(rows));
                const bool isWanted = visit(record);
                m_decoder.clear();
                if (!isWanted) {
                    return false;
                }
            }
        }

        RecordDecoder& decoder() { return m_decoder; }
        RecordFilter& filter() { return *m_filter; }

    private:
        Database& m_database;
        const TaskContext& m_task;
        Dictionary m_names;
        RecordDecoder m_decoder;
        RecordDecoder m_idDecoder; ///< For the SQL function, whose views nobody keeps.
        OutcomeCache m_outcomes;
        QueryContext m_context;
        std::unique_ptr<RecordFilter> m_filter;
    };

    /// Adds up hashes modulo 2^128.
    class DigestSum {
    public:
        template <typename Record>
        void add(const Record& record)
        {
            m_text.clear();
            appendVarint(m_text, static_cast<std::uint64_t>(RecordFields<Record>::Kind));
            forEachField<Record>([&](const auto& field) {
                if (const auto bytes = fieldBytes(record.*field.member)) {
                    appendVarint(m_text, static_cast<std::uint64_t>(field.parent));
                    appendBytes(m_text, field.key);
                    appendBytes(m_text, *bytes);
                }
            });
            const Hash128 hash = hash128(m_text);
            m_sum.low += hash.low;
            m_sum.high += hash.high + (m_sum.low < hash.low ? 1 : 0);
        }
        std::string text() const { return toHex(m_sum); }

    private:
        Hash128 m_sum;
        std::string m_text;
    };

    const std::string TestsByRow = fmt::format("SELECT {} FROM test", TestColumnList);
    const std::string TestsById =
        fmt::format("SELECT {} FROM test ORDER BY test_id(path, key, job, extra)", TestColumnList);
    const std::string SelectedTestsById =
        fmt::format("SELECT {} FROM build CROSS JOIN test ON test.build = build.id"
                    " WHERE selects_build(build.id)"
                    " ORDER BY test_id(test.path, test.key, test.job, test.extra)",
                    TestColumnList);

    /// Each kind returns false when the sink wanted no more.
    Result<bool> exportParents(RecordReader& reader, const RecordSink& sink)
    {
        RecordDecoder& decoder = reader.decoder();
        RecordFilter& filter = reader.filter();
        CBOARD_TRY(const bool goesOn,
                   reader.eachWanted(
                       "SELECT id FROM checkout WHERE is_placeholder = 0 ORDER BY ext_id",
                       [&](Statement& row) -> Result<bool> {
                           return filter.selectsCheckout(row.integer(0));
                       },
                       [&](Statement& row) { return decoder.checkout(row.integer(0)); },
                       [&](const Checkout& r) { return !sink.checkout || sink.checkout(r); }));
        return !goesOn
            ? Result<bool>(false)
            : reader.eachWanted(
                "SELECT id FROM build WHERE is_placeholder = 0 ORDER BY ext_id",
                [&](Statement& row) -> Result<bool> { return filter.selectsBuild(row.integer(0)); },
                [&](Statement& row) { return decoder.build(row.integer(0)); },
                [&](const Build& r) { return !sink.build || sink.build(r); });
    }

    Result<bool> exportTests(RecordReader& reader, const RecordSink& sink)
    {
        if (!sink.test) {
            return true;
        }
        RecordFilter& filter = reader.filter();
        return reader.eachWanted(
            filter.selectsAll() ? TestsById : SelectedTestsById,
            [&](Statement& row) { return filter.selectsTest(readTestColumns(row)); },
            [&](Statement& row) { return reader.decoder().test(readTestColumns(row)); },
            [&](const Test& r) { return sink.test(r); });
    }

    Result<bool> exportIssues(RecordReader& reader, const RecordSink& sink)
    {
        RecordDecoder& decoder = reader.decoder();
        RecordFilter& filter = reader.filter();
        CBOARD_TRY(
            const bool goesOn,
            reader.eachWanted(
                "SELECT id, ext_id, version FROM issue ORDER BY ext_id, version",
                [&](Statement& row) { return filter.selectsIssue(row.text(1), row.integer(2)); },
                [&](Statement& row) { return decoder.issue(row.integer(0)); },
                [&](const Issue& r) { return !sink.issue || sink.issue(r); }));
        return !goesOn
            ? Result<bool>(false)
            : reader.eachWanted(
                "SELECT id, build_id, test_id FROM incident ORDER BY ext_id",
                [&](Statement& row) { return filter.selectsIncident(row.text(1), row.text(2)); },
                [&](Statement& row) { return decoder.incident(row.integer(0)); },
                [&](const Incident& r) { return !sink.incident || sink.incident(r); });
    }

} // namespace

Result<void> exportAll(Database& database, const query::Common& common, const RecordSink& sink,
                       const TaskContext& task)
{
    const CancelScope scope(database, task);
    CBOARD_TRY(auto transaction, Transaction::begin(database, Transaction::Kind::Read));
    RecordReader reader(database, task);
    CBOARD_TRY_VOID(reader.prepare());
    CBOARD_TRY_VOID(reader.select(common));
    for (const auto exportKind : {exportParents, exportTests, exportIssues}) {
        CBOARD_TRY(const bool goesOn, exportKind(reader, sink));
        if (!goesOn) {
            break;
        }
    }
    return {};
}

Result<std::string> digestAll(Database& database, const TaskContext& task)
{
    const CancelScope scope(database, task);
    CBOARD_TRY(auto transaction, Transaction::begin(database, Transaction::Kind::Read));
    RecordReader reader(database, task);
    CBOARD_TRY_VOID(reader.prepare());
    RecordDecoder& decoder = reader.decoder();
    DigestSum sum;
    const auto take = [&sum](const auto& record) {
        sum.add(record);
        return true;
    };
    CBOARD_TRY_VOID(reader.each(
        "SELECT id FROM checkout WHERE is_placeholder = 0",
        [&](Statement& row) { return decoder.checkout(row.integer(0)); }, take));
    CBOARD_TRY_VOID(reader.each(
        "SELECT id FROM build WHERE is_placeholder = 0",
        [&](Statement& row) { return decoder.build(row.integer(0)); }, take));
    CBOARD_TRY_VOID(reader.each(
        TestsByRow, [&](Statement& row) { return decoder.test(readTestColumns(row)); }, take));
    CBOARD_TRY_VOID(reader.each(
        "SELECT id FROM issue", [&](Statement& row) { return decoder.issue(row.integer(0)); },
        take));
    CBOARD_TRY_VOID(reader.each(
        "SELECT id FROM incident", [&](Statement& row) { return decoder.incident(row.integer(0)); },
        take));
    return sum.text();
}

} // namespace cboard::store
