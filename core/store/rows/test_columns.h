// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cboard::store {

class Statement;

/// The columns of a `test` row, as they are read from the table. Views as long as the statement's
/// row.
struct TestColumns {
    std::int64_t build = 0;
    std::int64_t path = 0;
    std::int64_t key = 0;
    std::int64_t platform = 0;
    std::int64_t job = 0;
    std::optional<std::int64_t> status;
    std::optional<std::int64_t> start; ///< Relative to the job.
    std::optional<std::int64_t> durationInteger;
    std::optional<double> durationReal;
    std::optional<std::int64_t> excerpt;
    std::optional<std::int64_t> document; ///< Nothing: that of the job.
    std::string_view extra;
};

/// The columns to select, in the order that readTestColumns() reads them.
constexpr std::string_view TestColumnList =
    "test.build, test.path, test.key, test.platform, test.job, test.status, test.start,"
    " test.duration, test.excerpt, test.document, test.extra";
/// To select one test by its key, parameter 1.
std::string testByKey();

TestColumns readTestColumns(const Statement& row, int firstColumn = 0);

} // namespace cboard::store
