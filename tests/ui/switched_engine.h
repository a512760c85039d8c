// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "core/query/hardware_snapshots.h"
#include "core/query/home_snapshots.h"
#include "core/query/issue_snapshots.h"
#include "core/query/ledger_snapshots.h"
#include "core/query/problem_snapshots.h"
#include "core/query/run_error_snapshots.h"
#include "core/query/snapshots.h"
#include "core/query/test_tree_snapshot.h"

#include <atomic>
#include <thread>
#include <type_traits>

namespace cboard::test {

/// Another engine, but as it is in bad hours.
class SwitchedEngine : public query::Engine {
public:
    enum class Mode {
        Usual,
        Fails, ///< As a broken disk does.
        Waits, ///< Until the question is given up.
        Cuts, ///< Says that a thousand rows more were beyond a limit.
    };

    explicit SwitchedEngine(query::Engine& engine)
        : m_engine(engine)
    {
    }

    std::atomic<Mode> mode = Mode::Usual;

    static constexpr const char* Failure = "disk I/O error 4711";
    static constexpr std::int64_t CutRows = 1000;

    query::Answer<query::TreesSnapshot> trees(const query::TreesRequest& request,
                                              const TaskContext& task) override
    {
        return ask(&Engine::trees, request, task);
    }
    query::Answer<query::RevisionsSnapshot> revisions(const query::RevisionsRequest& request,
                                                      const TaskContext& task) override
    {
        return ask(&Engine::revisions, request, task);
    }
    query::Answer<query::RevisionSnapshot> revision(const query::RevisionRequest& request,
                                                    const TaskContext& task) override
    {
        return ask(&Engine::revision, request, task);
    }
    Result<query::RevisionRef> findRevision(const query::FindRevisionRequest& request,
                                            const TaskContext& task) override
    {
        CBOARD_TRY_VOID(obstacle(task));
        return m_engine.findRevision(request, task);
    }
    query::Answer<query::BuildsSnapshot> builds(const query::BuildsRequest& request,
                                                const TaskContext& task) override
    {
        return ask(&Engine::builds, request, task);
    }
    query::Answer<query::TestsSnapshot> tests(const query::TestsRequest& request,
                                              const TaskContext& task) override
    {
        return ask(&Engine::tests, request, task);
    }
    query::Answer<query::TestTreeSnapshot> testTree(const query::TestTreeRequest& request,
                                                    const TaskContext& task) override
    {
        return ask(&Engine::testTree, request, task);
    }
    query::Answer<query::MatrixSnapshot> matrix(const query::MatrixRequest& request,
                                                const TaskContext& task) override
    {
        return ask(&Engine::matrix, request, task);
    }
    query::Answer<query::HistorySnapshot> history(const query::HistoryRequest& request,
                                                  const TaskContext& task) override
    {
        return ask(&Engine::history, request, task);
    }
    query::Answer<query::RecordSnapshot> record(const query::RecordRequest& request,
                                                const TaskContext& task) override
    {
        return ask(&Engine::record, request, task);
    }
    query::Answer<query::LogSnapshot> log(const query::LogRequest& request,
                                          const TaskContext& task) override
    {
        return ask(&Engine::log, request, task);
    }
    query::Answer<query::SearchSnapshot> search(const query::SearchRequest& request,
                                                const TaskContext& task) override
    {
        return ask(&Engine::search, request, task);
    }
    query::Answer<query::IssuesSnapshot> issues(const query::IssuesRequest& request,
                                                const TaskContext& task) override
    {
        return ask(&Engine::issues, request, task);
    }
    query::Answer<query::RevisionIssuesSnapshot>
    revisionIssues(const query::RevisionIssuesRequest& request, const TaskContext& task) override
    {
        return ask(&Engine::revisionIssues, request, task);
    }
    query::Answer<query::RunErrorsSnapshot> runErrors(const query::RunErrorsRequest& request,
                                                      const TaskContext& task) override
    {
        return ask(&Engine::runErrors, request, task);
    }
    query::Answer<query::VerdictsSnapshot> verdicts(const query::VerdictsRequest& request,
                                                    const TaskContext& task) override
    {
        return ask(&Engine::verdicts, request, task);
    }
    query::Answer<query::ProblemsSnapshot> problems(const query::ProblemsRequest& request,
                                                    const TaskContext& task) override
    {
        return ask(&Engine::problems, request, task);
    }
    query::Answer<query::RegressionsSnapshot> regressions(const query::RegressionsRequest& request,
                                                          const TaskContext& task) override
    {
        return ask(&Engine::regressions, request, task);
    }
    query::Answer<query::FlakySnapshot> flaky(const query::FlakyRequest& request,
                                              const TaskContext& task) override
    {
        return ask(&Engine::flaky, request, task);
    }
    query::Answer<query::CompareSnapshot> compare(const query::CompareRequest& request,
                                                  const TaskContext& task) override
    {
        return ask(&Engine::compare, request, task);
    }
    query::Answer<query::HomeSnapshot> home(const query::HomeRequest& request,
                                            const TaskContext& task) override
    {
        return ask(&Engine::home, request, task);
    }
    query::Answer<query::HardwareSnapshot> hardware(const query::HardwareRequest& request,
                                                    const TaskContext& task) override
    {
        return ask(&Engine::hardware, request, task);
    }
    query::Answer<query::BoardSnapshot> board(const query::BoardRequest& request,
                                              const TaskContext& task) override
    {
        return ask(&Engine::board, request, task);
    }
    query::Answer<query::GroupsSnapshot> groups(const query::GroupsRequest& request,
                                                const TaskContext& task) override
    {
        return ask(&Engine::groups, request, task);
    }
    query::Answer<query::RelaxationsSnapshot> relaxations(const query::RelaxationsRequest& request,
                                                          const TaskContext& task) override
    {
        return ask(&Engine::relaxations, request, task);
    }
    query::Answer<query::CompletionSnapshot> complete(const query::CompletionRequest& request,
                                                      const TaskContext& task) override
    {
        return ask(&Engine::complete, request, task);
    }

private:
    Result<void> obstacle(const TaskContext& task) const
    {
        while (mode == Mode::Waits && !task.stopRequested()) {
            std::this_thread::yield();
        }
        CBOARD_TRY_VOID(task.check());
        return mode == Mode::Fails ? Result<void>(fail(ErrorKind::Storage, Failure))
                                   : Result<void>();
    }

    template <typename Snapshot, typename Request>
    query::Answer<Snapshot> ask(query::Answer<Snapshot> (Engine::*question)(const Request&,
                                                                            const TaskContext&),
                                const Request& request, const TaskContext& task)
    {
        CBOARD_TRY_VOID(obstacle(task));
        auto answer = (m_engine.*question)(request, task);
        if constexpr (std::is_copy_constructible_v<Snapshot> && requires(Snapshot s) {
                          s.info.incompleteKey;
                          s.rows;
                      }) {
            if (answer && mode == Mode::Cuts) {
                auto cut = std::make_shared<Snapshot>(**answer);
                cut->info.isComplete = false;
                cut->info.incompleteKey = "limit_reached";
                cut->info.shownRows = std::ssize(cut->rows) + CutRows;
                cut->info.totalRows = cut->info.shownRows;
                return std::shared_ptr<const Snapshot>(std::move(cut));
            }
        }
        return answer;
    }

    query::Engine& m_engine;
};

} // namespace cboard::test
