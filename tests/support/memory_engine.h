// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"

#include <cstdint>
#include <string>

namespace cboard::test {

/// How much a MemoryEngine pretends to hold.
struct MemorySize {
    int trees = 14;
    int revisions = 30;
    int boards = 260;
    int configs = 14;
    int testPaths = 1200; ///< Leaves of the test tree.
    int labs = 4;
};

/// A query engine without a store: every snapshot is computed from a hash of names, so it is the
/// same in each run, of any size, with planted regressions, fixes, lab conflicts and noise.
/// Filters are not applied, except `status:` on matrices and a bare word on trees.
class MemoryEngine : public query::Engine {
public:
    explicit MemoryEngine(MemorySize size = {});

    /// Newest revision's time plus three hours.
    static Timestamp now();

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
    /// Boards only, each counted 100 less its place.
    query::Answer<query::CompletionSnapshot> complete(const query::CompletionRequest& request,
                                                      const TaskContext& task) override;

private:
    query::RevisionRef revisionRef(int tree, int age) const;
    std::string revisionText(int tree, int age) const;
    query::ResultCounts counts(int tree, int age) const;
    int treeIndex(const std::string& name) const;

    MemorySize m_size;
};

/// A matrix of any size for scrolling: \p rows boards by \p columns revisions, about nine in ten
/// cells filled. Deterministic.
std::shared_ptr<const query::MatrixSnapshot> bigMatrix(int rows, int columns);

} // namespace cboard::test
