// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/run_reference.h"

#include "core/store/rows/record_decoder.h"
#include "core/store/rows/test_key.h"

#include <charconv>
#include <set>

namespace cboard::store {

namespace {

    constexpr int TestRecord = 2; // As in table record_log.

} // namespace

std::string runReference(std::int64_t key)
{
    return "#" + std::to_string(key);
}

Result<std::int64_t> findRun(const QueryContext& context, std::string_view idOrReference)
{
    if (idOrReference.starts_with('#')) {
        std::int64_t key = 0;
        const char* end = idOrReference.data() + idOrReference.size();
        const auto [rest, problem] = std::from_chars(idOrReference.data() + 1, end, key);
        if (problem == std::errc{} && rest == end) {
            return key;
        }
    }
    CBOARD_TRY(const auto key, context.decoder.findTest(idOrReference));
    if (!key) {
        return fail(ErrorKind::NotFound,
                    "no test \"" + std::string(idOrReference) + "\" is stored");
    }
    return *key;
}

Result<std::vector<std::string>> findRunIds(const QueryContext& context, std::string_view prefix,
                                            std::int64_t limit)
{
    constexpr std::int64_t MostRows = 2000; // So that an answer takes some milliseconds.
    std::set<std::string> found;
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT " + std::string(TestColumnList)
                                        + " FROM test WHERE key BETWEEN ?1 AND ?2"
                                          " ORDER BY key LIMIT ?3"));
    for (const KeyRange& range : testKeyRanges(localPart(prefix))) {
        CBOARD_TRY_VOID(context.task.check());
        rows.bindAll(range.first, range.last, MostRows);
        CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
            if (static_cast<std::int64_t>(found.size()) < limit) {
                CBOARD_TRY(std::string id, context.decoder.testId(readTestColumns(row)));
                if (id.starts_with(prefix)) {
                    found.insert(std::move(id));
                }
                context.decoder.clear();
            }
            return {};
        }));
    }
    return std::vector<std::string>(found.begin(), found.end());
}

Result<bool> hasRunLog(const QueryContext& context, std::int64_t key)
{
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT 1 FROM record_log"
                                        " WHERE kind = ?1 AND record = ?2"));
    rows.bindAll(TestRecord, key);
    return rows.step();
}

Result<bool> hasAnyRunLog(const QueryContext& context)
{
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT 1 FROM record_log WHERE kind = ?1 LIMIT 1"));
    rows.bind(1, TestRecord);
    return rows.step();
}

Result<std::int64_t> storedRuns(const QueryContext& context, const RevisionEntry& revision,
                                query::RunKind kind)
{
    constexpr int BootKind = 1;
    constexpr int TestKind = 2;
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT sum(count) FROM rollup_checkout"
                                        " WHERE checkout = ?1 AND kind BETWEEN ?2 AND ?3"));
    std::int64_t count = 0;
    for (const CheckoutEntry& checkout : revision.checkouts) {
        rows.bindAll(checkout.id, kind == query::RunKind::Tests ? TestKind : BootKind,
                     kind == query::RunKind::Boots ? BootKind : TestKind);
        CBOARD_TRY(const bool hasRow, rows.step());
        count += hasRow ? rows.integer(0) : 0;
        rows.reset();
    }
    return count;
}

} // namespace cboard::store
