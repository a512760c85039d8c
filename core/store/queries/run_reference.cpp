// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/run_reference.h"

#include "core/store/record_decoder.h"

#include <charconv>

namespace cboard::store {

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

Result<bool> hasRunLog(const QueryContext& context, std::int64_t key)
{
    constexpr int TestRecord = 2;
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT 1 FROM record_log"
                                        " WHERE kind = ?1 AND record = ?2"));
    rows.bindAll(TestRecord, key);
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
