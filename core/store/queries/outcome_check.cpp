// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/outcome_check.h"

#include "core/store/revisions/outcome_file.h"
#include "core/store/revisions/outcome_reader.h"
#include "core/store/revisions/sums_codec.h"
#include "core/store/revisions/whole_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace cboard::store {

namespace {

    /// What the results add up to for a clock for which the kept sums are true.
    Result<FilterPlan> planAt(const QueryContext& context, const ClockSpan& clocks,
                              RunningWindow window)
    {
        query::Common common;
        common.window = window;
        common.now = std::max(common.now, clocks.from);
        return FilterPlan::create(context, common);
    }

    /// Whether the sums that are kept are those of the results, where any are kept.
    Result<bool> hasSameSums(const QueryContext& context, OutcomeFile& file,
                             const RevisionEntry& revision, RunningWindow window)
    {
        const auto kept = file.sums(context, revision, window, std::nullopt);
        const auto keptRuns = file.runSums(context, revision, window, std::nullopt);
        bool isSame = true;
        if (kept) {
            CBOARD_TRY(const auto plan, planAt(context, kept->origin.clocks, window));
            CBOARD_TRY(const auto read, ResultReader(context, plan).sums(revision));
            isSame = *kept == *read;
        }
        if (keptRuns) {
            CBOARD_TRY(const auto plan, planAt(context, keptRuns->origin.clocks, window));
            CBOARD_TRY(const auto read, ResultReader(context, plan).runSums(revision));
            isSame = isSame && *keptRuns == *read;
        }
        return isSame;
    }

    /// By which the file was made last: what was made by another is not read. A file that is not
    /// ours, or damaged, is not read either way.
    RunningWindow keptWindow(const std::filesystem::path& file)
    {
        const auto read = [&file]() -> Result<std::int64_t> {
            CBOARD_TRY(const auto database, Database::open(file, Database::Mode::ReadOnly));
            CBOARD_TRY(auto row, database->prepare("SELECT value FROM meta WHERE key = ?1"));
            CBOARD_TRY(const bool hasRow, row.bind(1, KeptWindowKey).step());
            return hasRow ? row.integer(0) : std::int64_t{RunningWindow().length.count()};
        };
        std::error_code ignored;
        const auto hours =
            std::filesystem::exists(file, ignored) ? read() : Result<std::int64_t>(0);
        return hours && *hours > 0 ? RunningWindow{std::chrono::hours(*hours)} : RunningWindow();
    }

} // namespace

Result<std::vector<std::string>> checkOutcomes(const std::filesystem::path& storeFile,
                                               const TaskContext& task)
{
    using Problems = std::vector<std::string>;
    query::Common common;
    common.window = keptWindow(OutcomeFile::fileFor(storeFile));
    return inView(storeFile, task, [&common](const QueryContext& context) -> Result<Problems> {
        OutcomeFile file;
        CBOARD_TRY(const auto revisions, allRevisions(context));
        std::int64_t differing = 0;
        for (const RevisionEntry& revision : revisions) {
            CBOARD_TRY(const auto reader, OutcomeReader::create(context, common));
            for (const ResultKind kind : ResultKinds) {
                CBOARD_TRY_VOID(context.task.check());
                const auto kept = file.outcomes(context, kind, revision, common.window,
                                                context.outcomes.cells(kind));
                if (!kept) {
                    continue;
                }
                CBOARD_TRY(const auto read, reader->outcomes(kind, revision, OutcomeDetail::Runs));
                const bool isSame = kept->checkouts == read->checkouts && kept->cells == read->cells
                    && kept->troubled == read->troubled;
                differing += isSame ? 0 : 1;
            }
            CBOARD_TRY(const bool areSame, hasSameSums(context, file, revision, common.window));
            differing += areSame ? 0 : 1;
        }
        Problems problems;
        if (differing > 0) {
            problems.push_back(
                fmt::format("{} kept outcomes of revisions differ from the results", differing));
        }
        return problems;
    });
}

} // namespace cboard::store
