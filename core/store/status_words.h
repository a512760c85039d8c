// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/base/time.h"
#include "core/domain/records.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

/// What users say of words that are no status: a result with such a word counts as if it had the
/// status that is meant, in every list and sum. Its record keeps the word, and so do exports.
///
/// The meanings lie in `meta` of the store and not with the user's marks and notes, since the
/// roll-ups are counted by them: a copy of a store must count alike.
namespace cboard::store {

class Database;

/// A word as one source uses it; another source may mean another thing by it.
struct StatusWord {
    std::string origin; ///< Of the results.
    std::string word; ///< As it came.
    std::optional<Status> meaning; ///< Nothing: no status.
};

/// All meanings of a store.
class StatusWords {
public:
    static Result<StatusWords> read(Database& database);

    std::optional<Status> meaning(std::string_view origin, std::string_view word) const;
    /// What a result counts as: its status, else what its word means.
    std::optional<Status> statusOf(std::string_view origin,
                                   const std::optional<StatusValue>& value) const;
    /// The same as the tables number it.
    std::optional<std::int64_t> numberOf(std::string_view origin,
                                         const std::optional<StatusValue>& value) const;

    /// By origin and word.
    const std::map<std::pair<std::string, std::string>, Status>& all() const { return m_meanings; }

private:
    std::map<std::pair<std::string, std::string>, Status> m_meanings;
};

/// Keeps what \p word means, for what is stored and for what comes, and counts the revisions with
/// it again; one commit, which names them as changed. The first meaning of a word costs as much as
/// there are results without a status; another one reads the results that have that status.
/// \returns how many results count differently. Errors: Invalid for a word that is a status, Busy,
/// Storage, Cancelled.
Result<std::int64_t> setStatusWord(const std::filesystem::path& storeFile, const StatusWord& word,
                                   const std::string& program, Timestamp now,
                                   const TaskContext& task);

} // namespace cboard::store
