// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/hash.h"
#include "core/store/rows/compression.h"
#include "core/store/writer/prepared_document.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace cboard::store {

class Database;

/// The job row that a test hangs on.
struct JobRef {
    std::int64_t id = 0;
    std::int64_t start = 0; ///< Base of test.start.
    std::int64_t document = 0; ///< That brought the job.
    bool fitsId = false; ///< The job's id pattern makes the test's id.
    bool fitsTime = false; ///< The job's time style spells the test's time.
};

/// What the job's row says besides what is prepared.
struct JobFacts {
    std::int64_t start = 0; ///< Of the test, 0 without.
    std::int64_t origin = 0; ///< origin.id
    std::int64_t lab = 0; ///< lab.id
    std::int64_t document = 0; ///< document.id
};

/// Interns the shared parts of tests as job rows. Writer only.
///
/// Jobs of equal content may differ in shape (pattern of ids, style of times): a second row is made
/// when a shape that fits no row comes twice in a row, so that a source with an id pattern per test
/// does not get a job per test.
class JobTable {
public:
    JobTable(Database& database, Compressor& compressor);

    Result<JobRef> intern(const PreparedJob& job, const JobFacts& facts);
    /// Drops what is cached, after a transaction was undone.
    void forget();

private:
    struct Variant {
        std::int64_t id = 0;
        std::int64_t start = 0;
        std::int64_t document = 0;
        std::string idPattern;
        std::string timeStyle;
    };
    struct Entry {
        std::vector<Variant> variants; ///< Most recently used first.
        std::string missedShape;
    };
    struct Base {
        std::int64_t id = 0;
        std::string body;
        int uses = 0;
    };

    Result<Entry*> entryFor(const PreparedJob& job);
    Result<void> load(const PreparedJob& job, Entry& entry);
    Result<JobRef> insert(const PreparedJob& job, const JobFacts& facts, Entry& entry);

    Database& m_database;
    Compressor& m_compressor;
    std::unordered_map<Hash128, Entry, Hash128Hasher> m_entries;
    std::unordered_map<std::int64_t, Base> m_bases; ///< By origin.
    std::string m_body;
};

} // namespace cboard::store
