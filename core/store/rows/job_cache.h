// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/rows/compression.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cboard::store {

class Database;

/// A job's row, unpacked once. The views point into `body`.
struct JobContent {
    std::string body;
    std::int64_t start = 0; ///< From which test.start counts.
    std::int64_t lab = 0; ///< lab.id
    std::int64_t document = 0; ///< document.id that brought the job.
    std::string_view idPattern;
    std::string_view timeStyle;
    std::string_view origin;
    struct Field {
        std::uint8_t number = 0;
        bool isPlain = false; ///< The pattern is the value.
        std::string_view pattern;
    };
    std::vector<Field> fields;
};

/// Reads jobs and keeps those read last.
class JobCache {
public:
    JobCache(Database& database, Compressor& compressor)
        : m_database(database)
        , m_compressor(compressor)
    {
    }

    /// Valid until trim() or forget(). Error Storage when there is no such job, or a damaged one.
    Result<const JobContent*> find(std::int64_t id);
    /// Drops what is kept when it has become much.
    void trim();
    void forget()
    {
        m_jobs.clear();
        m_bases.clear();
    }

private:
    Result<std::string_view> base(std::int64_t id);
    Result<std::string> unpack(std::int64_t id, std::string_view coded,
                               std::optional<std::int64_t> baseId);

    Database& m_database;
    Compressor& m_compressor;
    std::unordered_map<std::int64_t, std::unique_ptr<JobContent>> m_jobs;
    /// Bodies that others are coded against: few, each needed again and again.
    std::unordered_map<std::int64_t, std::string> m_bases;
};

} // namespace cboard::store
