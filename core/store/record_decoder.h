// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/base/result.h"
#include "core/domain/records.h"
#include "core/store/store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::store {

class Database;
class Dictionary;

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
    std::int64_t document = 0;
    std::string_view extra;
};

class Statement;

/// The columns to select, in the order that readTestColumns() reads them.
constexpr std::string_view TestColumnList =
    "test.build, test.path, test.key, test.platform, test.job, test.status, test.start,"
    " test.duration, test.excerpt, test.document, test.extra";
TestColumns readTestColumns(const Statement& row, int firstColumn = 0);

/// One submitted version of a record.
template <typename Record>
struct StoredVersion {
    std::int64_t document = 0; ///< document.id
    Timestamp time; ///< By which policy `newest` compares.
    MergePolicy policy = MergePolicy::First;
    Record record;
};

/// Rows back to the exact records, spelled as they came.
///
/// Views of the records returned point into a scratch arena (or the dictionary) and stay valid
/// until clear(). Keeps decoded jobs in a bounded cache. Not thread-safe; one per connection. The
/// dictionary must be fresh (Dictionary::refresh in the same read transaction).
class RecordDecoder {
public:
    RecordDecoder(Database& database, const Dictionary& dictionary);
    RecordDecoder(const RecordDecoder&) = delete;
    RecordDecoder& operator=(const RecordDecoder&) = delete;
    ~RecordDecoder();

    /// Without log_excerpt when off: saves reading it.
    void setWithExcerpts(bool isOn);
    /// Drops what the views of earlier records point to.
    void clear();

    /// Drops all that is cached, after a transaction on this connection was undone.
    void forget();

    /// By row id. Errors: NotFound (also for placeholders), Storage when damaged.
    Result<Checkout> checkout(std::int64_t id);
    Result<Build> build(std::int64_t id);
    Result<Issue> issue(std::int64_t id);
    Result<Incident> incident(std::int64_t id);
    /// By test.key, or from columns already read.
    Result<Test> test(std::int64_t key);
    Result<Test> test(const TestColumns& columns);

    /// The key of the test with this external id; nothing when there is none.
    Result<std::optional<std::int64_t>> findTest(std::string_view externalId);

    /// Parts of a test, without decoding the rest.
    Result<std::string> testId(const TestColumns& columns);
    Result<std::string> testLogUrl(const TestColumns& columns); ///< Empty when there is none.
    Result<std::optional<Timestamp>> testStart(const TestColumns& columns);
    Result<std::int64_t> testLab(const TestColumns& columns); ///< lab.id

    /// The unpacked body of a job, a template (test_template.h); valid until clear() or forget().
    Result<std::string_view> jobBody(std::int64_t id);

    /// The text of an excerpt row.
    Result<std::string_view> excerpt(std::int64_t id);

    /// All versions of a record, oldest first; empty when it came once. Record: Checkout, Build,
    /// Test, Issue or Incident; \p record is its row id (test.key for a test).
    template <typename Record>
    Result<std::vector<StoredVersion<Record>>> versions(std::int64_t record);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

extern template Result<std::vector<StoredVersion<Checkout>>> RecordDecoder::versions(std::int64_t);
extern template Result<std::vector<StoredVersion<Build>>> RecordDecoder::versions(std::int64_t);
extern template Result<std::vector<StoredVersion<Test>>> RecordDecoder::versions(std::int64_t);
extern template Result<std::vector<StoredVersion<Issue>>> RecordDecoder::versions(std::int64_t);
extern template Result<std::vector<StoredVersion<Incident>>> RecordDecoder::versions(std::int64_t);

} // namespace cboard::store
