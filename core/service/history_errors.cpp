// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/history_errors.h"

#include "core/service/own_rules.h"
#include "core/service/worst_error.h"
#include "core/store/revisions/finding_file.h"

namespace cboard::service {

namespace {

    constexpr int MostLogs = 200;

    bool mayShowErrors(const query::HistoryRun& run)
    {
        return run.status == StatusClass::Fail || run.status == StatusClass::Error
            || run.status == StatusClass::Miss;
    }

    /// Places of the runs that are looked at.
    std::vector<std::size_t> troubledRuns(const query::HistorySnapshot& history)
    {
        std::vector<std::size_t> troubled;
        for (std::size_t i = 0; i < history.runs.size(); ++i) {
            if (mayShowErrors(history.runs[i])) {
                troubled.push_back(i);
            }
        }
        return troubled;
    }

    /// Engines that keep no errors leave all of them unknown.
    Result<void> takeKept(query::Engine& engine, const query::HistorySnapshot& history,
                          RecordKind kind, const std::vector<std::size_t>& troubled,
                          std::vector<query::RunError>& errors, const TaskContext& task)
    {
        query::RunErrorsRequest request{kind, {}};
        for (const std::size_t run : troubled) {
            request.ids.push_back(history.runs[run].id);
        }
        const auto kept = engine.runErrors(request, task);
        if (!kept) {
            return kept.error().kind == ErrorKind::Unsupported
                ? Result<void>()
                : tl::unexpected<Error>(kept.error());
        }
        for (std::size_t i = 0; i < troubled.size(); ++i) {
            errors[troubled[i]] = (*kept)->errors[i];
        }
        return {};
    }

} // namespace

Result<std::vector<query::RunError>> historyErrors(query::Engine& engine,
                                                   const std::filesystem::path& storeFile,
                                                   const query::HistorySnapshot& history,
                                                   RecordKind kind, const TaskContext& task)
{
    std::vector<query::RunError> errors(history.runs.size());
    const auto troubled = troubledRuns(history);
    CBOARD_TRY_VOID(takeKept(engine, history, kind, troubled, errors, task));
    if (store::areFindingsWhole(storeFile)) {
        return errors;
    }
    CBOARD_TRY(const auto rules, logRules(storeFile, task));
    int read = 0;
    for (const std::size_t run : troubled) {
        if (errors[run].isKnown() || !history.runs[run].hasLog || read == MostLogs) {
            continue;
        }
        ++read;
        CBOARD_TRY(auto error, worstErrorOf(engine, {kind, history.runs[run].id}, rules, task));
        if (error) {
            errors[run] = {std::move(error->fingerprint.id), std::move(error->title)};
        }
    }
    return errors;
}

} // namespace cboard::service
