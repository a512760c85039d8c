// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/hardware_snapshots.h"
#include "core/query/home_snapshots.h"
#include "core/query/issue_snapshots.h"
#include "core/query/ledger_snapshots.h"
#include "core/query/problem_snapshots.h"
#include "core/query/requests.h"
#include "core/query/run_error_snapshots.h"
#include "core/query/test_tree_snapshot.h"
#include "core/store/revisions/query_context.h"

/// The queries of the embedded engine: a file each, named after its function. All run inside the
/// read transaction of their context; errors as for query::Engine.
namespace cboard::store {

Result<query::TreesSnapshot> queryTrees(const QueryContext& context,
                                        const query::TreesRequest& request);
Result<query::RevisionsSnapshot> queryRevisions(const QueryContext& context,
                                                const query::RevisionsRequest& request);
Result<query::RevisionSnapshot> queryRevision(const QueryContext& context,
                                              const query::RevisionRequest& request);
Result<query::RevisionRef> queryFindRevision(const QueryContext& context,
                                             const query::FindRevisionRequest& request);
Result<query::BuildsSnapshot> queryBuilds(const QueryContext& context,
                                          const query::BuildsRequest& request);
Result<query::TestsSnapshot> queryTests(const QueryContext& context,
                                        const query::TestsRequest& request);
Result<query::TestTreeSnapshot> queryTestTree(const QueryContext& context,
                                              const query::TestTreeRequest& request);
Result<query::MatrixSnapshot> queryMatrix(const QueryContext& context,
                                          const query::MatrixRequest& request);
Result<query::HistorySnapshot> queryHistory(const QueryContext& context,
                                            const query::HistoryRequest& request);
Result<query::RecordSnapshot> queryRecord(const QueryContext& context,
                                          const query::RecordRequest& request);
Result<query::SearchSnapshot> querySearch(const QueryContext& context,
                                          const query::SearchRequest& request);
Result<query::IssuesSnapshot> queryIssues(const QueryContext& context,
                                          const query::IssuesRequest& request);
Result<query::RevisionIssuesSnapshot>
queryRevisionIssues(const QueryContext& context, const query::RevisionIssuesRequest& request);
Result<query::RunErrorsSnapshot> queryRunErrors(const QueryContext& context,
                                                const query::RunErrorsRequest& request);
Result<query::VerdictsSnapshot> queryVerdicts(const QueryContext& context,
                                              const query::VerdictsRequest& request);
Result<query::ProblemsSnapshot> queryProblems(const QueryContext& context,
                                              const query::ProblemsRequest& request);
Result<query::RegressionsSnapshot> queryRegressions(const QueryContext& context,
                                                    const query::RegressionsRequest& request);
Result<query::FlakySnapshot> queryFlaky(const QueryContext& context,
                                        const query::FlakyRequest& request);
Result<query::CompareSnapshot> queryCompare(const QueryContext& context,
                                            const query::CompareRequest& request);
Result<query::HomeSnapshot> queryHome(const QueryContext& context,
                                      const query::HomeRequest& request);
Result<query::HardwareSnapshot> queryHardware(const QueryContext& context,
                                              const query::HardwareRequest& request);
Result<query::BoardSnapshot> queryBoard(const QueryContext& context,
                                        const query::BoardRequest& request);
Result<query::GroupsSnapshot> queryGroups(const QueryContext& context,
                                          const query::GroupsRequest& request);
Result<query::RelaxationsSnapshot> queryRelaxations(const QueryContext& context,
                                                    const query::RelaxationsRequest& request);
Result<query::CompletionSnapshot> queryCompletion(const QueryContext& context,
                                                  const query::CompletionRequest& request);

} // namespace cboard::store
