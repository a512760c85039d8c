// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/base/result.h"
#include "core/domain/records.h"
#include "core/store/rows/test_columns.h"
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
    Result<std::int64_t> testDocument(const TestColumns& columns); ///< That brought it first.

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
