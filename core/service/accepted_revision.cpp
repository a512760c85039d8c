// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/accepted_revision.h"

#include "core/store/revisions/user_words.h"

namespace cboard::service {

namespace {

    constexpr std::int64_t LookedBack = 500;
    constexpr std::string_view Word = "accepted"; ///< On "revision:COMMIT".
    constexpr std::string_view Prefix = "revision:";

} // namespace

Result<std::set<std::string>> acceptedCommits(const std::filesystem::path& storeFile)
{
    CBOARD_TRY(const auto marks, store::loadUserWords(storeFile, store::UserWordKind::Mark));
    std::set<std::string> commits;
    for (const store::UserWord& mark : marks) {
        if (mark.text == Word && mark.target.starts_with(Prefix)) {
            commits.insert(mark.target.substr(Prefix.size()));
        }
    }
    return commits;
}

Result<std::optional<query::RevisionRef>>
acceptedBefore(query::Engine& engine, const std::set<std::string>& accepted, std::int64_t shown,
               const query::BranchKey& branch, const query::Common& common, const TaskContext& task)
{
    CBOARD_TRY(const auto revisions,
               engine.revisions({common.unfiltered(), branch, LookedBack, shown}, task));
    for (const query::RevisionRow& row : revisions->rows) {
        if (row.revision.id != shown && accepted.count(row.revision.commit) != 0) {
            return {row.revision};
        }
    }
    return std::nullopt;
}

} // namespace cboard::service
