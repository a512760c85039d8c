// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/job_table.h"
#include "core/store/parent_table.h"
#include "core/store/writer_context.h"

#include <cstdint>
#include <limits>
#include <string>

namespace cboard::store {

/// Writes tests.
class TestTable {
public:
    TestTable(WriterContext& context, ParentTable& parents);

    /// Reads what the connection's tables hold. Once, before the first add.
    Result<void> prepare();
    /// \returns whether a row is new or changed.
    Result<bool> add(const Test& test);
    /// Drops what is cached, after a transaction was undone.
    void forget();

private:
    /// Where a test is or will be.
    struct Place {
        std::int64_t key = 0;
        bool isWantedKey = false;
        bool isTaken = false; ///< By this test itself.
    };
    Result<Place> find(std::string_view externalId);
    Result<bool> merge(const Place& place, const Test& test);
    Result<void> insert(const Test& test, const Place& place, const ParentTable::BuildRef& build,
                        std::int64_t document);
    void encodeExtra(const Test& test, const IdPattern& id, const JobRef& job, bool isStartExact);

    WriterContext& m_context;
    ParentTable& m_parents;
    JobTable m_jobs;
    Statement m_byKey;
    Statement m_insert;
    std::int64_t m_highestKey = std::numeric_limits<std::int64_t>::min();
    std::string m_extra;
    std::string m_lastTimeText; ///< Many tests of a job have one time.
    std::string m_lastTimeStyle;
};

} // namespace cboard::store
