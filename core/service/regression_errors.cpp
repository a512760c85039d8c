// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/regression_errors.h"

#include "core/service/own_rules.h"
#include "core/service/worst_error.h"
#include "core/store/revisions/finding_file.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <tuple>

namespace cboard::service {

namespace {

    using query::RegressionRow;

    constexpr std::size_t MostLogs = 1000;

    /// Nothing when none of its cells names a run.
    Result<std::optional<logs::FoundError>>
    firstError(query::Engine& engine, const RegressionRow& row,
               const std::shared_ptr<const logs::RuleSet>& rules, const TaskContext& task)
    {
        const auto named =
            std::find_if(row.cells.begin(), row.cells.end(),
                         [](const query::RegressionCell& cell) { return !cell.recordId.empty(); });
        if (named == row.cells.end()) {
            return std::nullopt;
        }
        const auto kind = row.kind == "build" ? RecordKind::Build : RecordKind::Test;
        return worstErrorOf(engine, {kind, named->recordId}, rules, task);
    }

    void joinIssues(std::vector<query::AttachedIssue>& issues,
                    const std::vector<query::AttachedIssue>& more)
    {
        issues.insert(issues.end(), more.begin(), more.end());
        std::ranges::sort(issues);
        issues.erase(std::unique(issues.begin(), issues.end()), issues.end());
    }

    /// Rows of the same key become one, at the place of the first.
    void joinRows(query::RegressionsSnapshot& snapshot)
    {
        using Key = std::tuple<query::RegressionState, std::string, std::string, std::int64_t,
                               std::int64_t, std::int64_t>;
        std::map<Key, std::size_t> places;
        std::vector<RegressionRow> joined;
        for (RegressionRow& row : snapshot.rows) {
            const Key key{row.state,       row.kind,        row.fingerprint,
                          row.lastGood.id, row.firstBad.id, row.fixedIn ? row.fixedIn->id : 0};
            const auto [place, isNew] = places.try_emplace(key, joined.size());
            if (isNew || row.fingerprint.empty()) {
                joined.push_back(std::move(row));
                continue;
            }
            RegressionRow& first = joined[place->second];
            std::move(row.cells.begin(), row.cells.end(), std::back_inserter(first.cells));
            first.failingFor = std::max(first.failingFor, row.failingFor);
            first.confidence = std::max(first.confidence, row.confidence);
            if (std::pair(first.lastBad.time, first.lastBad.id)
                < std::pair(row.lastBad.time, row.lastBad.id)) {
                first.lastBad = row.lastBad;
            }
            joinIssues(first.issues, row.issues);
        }
        snapshot.rows = std::move(joined);
        snapshot.info.totalRows = static_cast<std::int64_t>(snapshot.rows.size());
        snapshot.info.shownRows = snapshot.info.totalRows;
    }

} // namespace

query::Answer<query::RegressionsSnapshot>
regressionsByError(query::Engine& engine, const std::filesystem::path& storeFile,
                   const query::RegressionsRequest& request, const TaskContext& task)
{
    CBOARD_TRY(auto found, engine.regressions(request, task));
    if (store::areFindingsWhole(storeFile)) {
        return found;
    }
    CBOARD_TRY(const auto rules, logRules(storeFile, task));
    auto named = std::make_shared<query::RegressionsSnapshot>(*found);
    for (std::size_t i = 0; i < std::min(named->rows.size(), MostLogs); ++i) {
        RegressionRow& row = named->rows[i];
        if (!row.fingerprint.empty()) {
            continue;
        }
        auto error = firstError(engine, row, rules, task);
        if (!error) { // The ledger does not hang on a log.
            CBOARD_TRY_VOID(task.check());
            named->info.isComplete = false;
            named->info.incompleteKey = "log_unreadable";
        } else if (*error) {
            row.title = std::move((*error)->title);
            row.fingerprint = std::move((*error)->fingerprint.id);
        }
    }
    joinRows(*named);
    return {std::move(named)};
}

} // namespace cboard::service
