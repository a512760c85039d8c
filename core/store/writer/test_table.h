// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/writer/job_table.h"
#include "core/store/writer/parent_table.h"
#include "core/store/writer/prepared_document.h"
#include "core/store/writer/writer_context.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace cboard::store {

/// Writes tests.
class TestTable {
public:
    TestTable(WriterContext& context, ParentTable& parents);

    /// Reads what the connection's tables hold. Once, before the first add.
    Result<void> prepare();
    /// Adds the tests of a document. \returns how many rows are new or changed.
    Result<std::int64_t> add(const std::vector<Test>& tests, const PreparedDocument& prepared);
    /// Drops what is cached, after a transaction was undone.
    void forget();

private:
    /// Where a test is or will be.
    struct Place {
        std::int64_t key = 0;
        bool isWantedKey = false;
        bool isTaken = false; ///< By this test itself.
    };
    /// Of the document in hand.
    struct Source {
        const PreparedDocument& prepared;
        std::int64_t document = 0; ///< That brought the test first.
    };
    /// What a job of the document is in the store.
    struct StoredJob {
        const PreparedJob* prepared = nullptr; ///< Nothing when there is none.
        JobRef ref;
        std::int64_t origin = 0;
        std::int64_t lab = 0;
        std::int64_t platform = 0;
    };
    Result<bool> add(const Test& test, const PreparedTest& own, const Source& source);
    Result<Place> find(std::string_view externalId, std::int64_t wantedKey);
    Result<bool> merge(const Place& place, const Test& test);
    Result<void> insert(const Test& test, const PreparedTest& own, const Source& source,
                        const Place& place, const ParentTable::BuildRef& build);
    /// Brings m_job to the job of the test; \p start is that of the test.
    Result<void> resolveJob(const PreparedJob& job, std::int64_t start, std::int64_t document);
    void encodeExtra(const Test& test, std::string_view idTail, bool isStartExact);
    Result<void> writeRow(const Test& test, const TestColumns& columns,
                          std::optional<std::int64_t> start);
    void bindDuration(const Number& duration);

    WriterContext& m_context;
    ParentTable& m_parents;
    JobTable m_jobs;
    Statement m_byKey;
    Statement m_insert;
    std::int64_t m_highestKey = std::numeric_limits<std::int64_t>::min();
    std::string m_extra;
    StoredJob m_job; ///< Of the test before, within a document.
    DocumentPreparer m_preparer; ///< For merged tests.
};

} // namespace cboard::store
