// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"
#include "core/store/read_pool.h"
#include "core/store/revisions/outcome_cache.h"

#include <filesystem>

namespace cboard::store {

/// The query interface over a store's database. Each call runs in one read transaction on a
/// connection of its own, so that writers never wait for it nor it for them, and ends with
/// Cancelled soon after its task was stopped.
class EmbeddedEngine final : public query::Engine {
public:
    /// The file must hold the current schema.
    explicit EmbeddedEngine(std::filesystem::path file);

    query::Answer<query::TreesSnapshot> trees(const query::TreesRequest& request,
                                              const TaskContext& task) override;
    query::Answer<query::RevisionsSnapshot> revisions(const query::RevisionsRequest& request,
                                                      const TaskContext& task) override;
    query::Answer<query::RevisionSnapshot> revision(const query::RevisionRequest& request,
                                                    const TaskContext& task) override;
    Result<query::RevisionRef> findRevision(const query::FindRevisionRequest& request,
                                            const TaskContext& task) override;
    query::Answer<query::BuildsSnapshot> builds(const query::BuildsRequest& request,
                                                const TaskContext& task) override;
    query::Answer<query::TestsSnapshot> tests(const query::TestsRequest& request,
                                              const TaskContext& task) override;
    query::Answer<query::TestTreeSnapshot> testTree(const query::TestTreeRequest& request,
                                                    const TaskContext& task) override;
    query::Answer<query::MatrixSnapshot> matrix(const query::MatrixRequest& request,
                                                const TaskContext& task) override;
    query::Answer<query::HistorySnapshot> history(const query::HistoryRequest& request,
                                                  const TaskContext& task) override;
    query::Answer<query::RecordSnapshot> record(const query::RecordRequest& request,
                                                const TaskContext& task) override;
    query::Answer<query::LogSnapshot> log(const query::LogRequest& request,
                                          const TaskContext& task) override;
    query::Answer<query::SearchSnapshot> search(const query::SearchRequest& request,
                                                const TaskContext& task) override;
    query::Answer<query::IssuesSnapshot> issues(const query::IssuesRequest& request,
                                                const TaskContext& task) override;
    query::Answer<query::RevisionIssuesSnapshot>
    revisionIssues(const query::RevisionIssuesRequest& request, const TaskContext& task) override;
    query::Answer<query::RunErrorsSnapshot> runErrors(const query::RunErrorsRequest& request,
                                                      const TaskContext& task) override;
    query::Answer<query::VerdictsSnapshot> verdicts(const query::VerdictsRequest& request,
                                                    const TaskContext& task) override;
    query::Answer<query::ProblemsSnapshot> problems(const query::ProblemsRequest& request,
                                                    const TaskContext& task) override;
    query::Answer<query::RegressionsSnapshot> regressions(const query::RegressionsRequest& request,
                                                          const TaskContext& task) override;
    query::Answer<query::FlakySnapshot> flaky(const query::FlakyRequest& request,
                                              const TaskContext& task) override;
    query::Answer<query::CompareSnapshot> compare(const query::CompareRequest& request,
                                                  const TaskContext& task) override;
    query::Answer<query::HomeSnapshot> home(const query::HomeRequest& request,
                                            const TaskContext& task) override;
    query::Answer<query::HardwareSnapshot> hardware(const query::HardwareRequest& request,
                                                    const TaskContext& task) override;
    query::Answer<query::BoardSnapshot> board(const query::BoardRequest& request,
                                              const TaskContext& task) override;
    query::Answer<query::GroupsSnapshot> groups(const query::GroupsRequest& request,
                                                const TaskContext& task) override;
    query::Answer<query::RelaxationsSnapshot> relaxations(const query::RelaxationsRequest& request,
                                                          const TaskContext& task) override;
    query::Answer<query::CompletionSnapshot> complete(const query::CompletionRequest& request,
                                                      const TaskContext& task) override;

private:
    ReadPool m_pool;
    OutcomeCache m_outcomes;
};

} // namespace cboard::store
