// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/query/ledger_snapshots.h"
#include "core/query/problem_snapshots.h"
#include "core/query/requests.h"
#include "core/query/snapshots.h"

#include <memory>
#include <string>

namespace cboard::query {

struct BoardRequest; // hardware_snapshots.h
struct BoardSnapshot;
struct HardwareRequest;
struct HardwareSnapshot;
struct HomeRequest; // home_snapshots.h
struct HomeSnapshot;
struct RevisionIssuesRequest; // issue_snapshots.h
struct RevisionIssuesSnapshot;
struct RunErrorsRequest; // run_error_snapshots.h
struct RunErrorsSnapshot;
struct TestTreeSnapshot; // test_tree_snapshot.h

template <typename Snapshot>
using Answer = Result<std::shared_ptr<const Snapshot>>;

/// Where results live. The embedded engine (core/store) is one; clusters and servers are others.
///
/// Each call blocks, may be made from any thread, and several may run at the same time. Errors:
/// Cancelled when the task was stopped, NotFound when the thing asked for does not exist, else
/// what the engine said. What an engine cannot answer returns Unsupported.
class Engine {
public:
    Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    virtual ~Engine() = default;

    virtual Answer<TreesSnapshot> trees(const TreesRequest& request, const TaskContext& task) = 0;
    virtual Answer<RevisionsSnapshot> revisions(const RevisionsRequest& request,
                                                const TaskContext& task) = 0;
    virtual Answer<RevisionSnapshot> revision(const RevisionRequest& request,
                                              const TaskContext& task) = 0;
    virtual Result<RevisionRef> findRevision(const FindRevisionRequest& request,
                                             const TaskContext& task) = 0;
    virtual Answer<BuildsSnapshot> builds(const BuildsRequest& request,
                                          const TaskContext& task) = 0;
    virtual Answer<TestsSnapshot> tests(const TestsRequest& request, const TaskContext& task) = 0;
    virtual Answer<TestTreeSnapshot> testTree(const TestTreeRequest& request,
                                              const TaskContext& task) = 0;
    virtual Answer<MatrixSnapshot> matrix(const MatrixRequest& request,
                                          const TaskContext& task) = 0;
    virtual Answer<HistorySnapshot> history(const HistoryRequest& request,
                                            const TaskContext& task) = 0;
    virtual Answer<RecordSnapshot> record(const RecordRequest& request,
                                          const TaskContext& task) = 0;
    virtual Answer<LogSnapshot> log(const LogRequest& request, const TaskContext& task) = 0;
    virtual Answer<SearchSnapshot> search(const SearchRequest& request,
                                          const TaskContext& task) = 0;
    virtual Answer<IssuesSnapshot> issues(const IssuesRequest& request,
                                          const TaskContext& task) = 0;
    virtual Answer<RevisionIssuesSnapshot> revisionIssues(const RevisionIssuesRequest& request,
                                                          const TaskContext& task)
    {
        return unsupported<RevisionIssuesSnapshot>(request, task, "lists no issues of revisions");
    }
    /// Errors: NotFound for an id that is not stored.
    virtual Answer<RunErrorsSnapshot> runErrors(const RunErrorsRequest& request,
                                                const TaskContext& task)
    {
        return unsupported<RunErrorsSnapshot>(request, task, "keeps no errors of logs");
    }
    virtual Answer<VerdictsSnapshot> verdicts(const VerdictsRequest& request,
                                              const TaskContext& task)
    {
        return unsupported<VerdictsSnapshot>(request, task, "judges no histories");
    }
    virtual Answer<ProblemsSnapshot> problems(const ProblemsRequest& request,
                                              const TaskContext& task)
    {
        return unsupported<ProblemsSnapshot>(request, task, "lists no problems");
    }
    virtual Answer<RegressionsSnapshot> regressions(const RegressionsRequest& request,
                                                    const TaskContext& task)
    {
        return unsupported<RegressionsSnapshot>(request, task, "keeps no ledger of regressions");
    }
    virtual Answer<FlakySnapshot> flaky(const FlakyRequest& request, const TaskContext& task)
    {
        return unsupported<FlakySnapshot>(request, task, "lists no flaky cells");
    }
    virtual Answer<CompareSnapshot> compare(const CompareRequest& request, const TaskContext& task)
    {
        return unsupported<CompareSnapshot>(request, task, "compares no revisions");
    }
    virtual Answer<HomeSnapshot> home(const HomeRequest& request, const TaskContext& task)
    {
        return unsupported<HomeSnapshot>(request, task, "sums no branches");
    }
    virtual Answer<HardwareSnapshot> hardware(const HardwareRequest& request,
                                              const TaskContext& task)
    {
        return unsupported<HardwareSnapshot>(request, task, "lists no boards");
    }
    virtual Answer<BoardSnapshot> board(const BoardRequest& request, const TaskContext& task)
    {
        return unsupported<BoardSnapshot>(request, task, "knows no boards");
    }
    virtual Answer<GroupsSnapshot> groups(const GroupsRequest& request, const TaskContext& task)
    {
        return unsupported<GroupsSnapshot>(request, task, "sums no groups");
    }
    virtual Answer<RelaxationsSnapshot> relaxations(const RelaxationsRequest& request,
                                                    const TaskContext& task)
    {
        return unsupported<RelaxationsSnapshot>(request, task, "counts no relaxed filters");
    }
    virtual Answer<CompletionSnapshot> complete(const CompletionRequest& request,
                                                const TaskContext& task)
    {
        return unsupported<CompletionSnapshot>(request, task, "completes no values");
    }

private:
    template <typename Snapshot, typename Request>
    static Answer<Snapshot> unsupported(const Request& /*request*/, const TaskContext& /*task*/,
                                        const char* what)
    {
        return unsupportedBy(what);
    }
    static tl::unexpected<Error> unsupportedBy(const char* what); ///< "this engine \p what".
};

} // namespace cboard::query
