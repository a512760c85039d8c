// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "core/query/test_tree_snapshot.h"

namespace cboard::test {

/// An engine over a store that holds nothing.
class EmptyEngine : public query::Engine {
public:
    query::Answer<query::TreesSnapshot> trees(const query::TreesRequest& /*request*/,
                                              const TaskContext& /*task*/) override
    {
        return std::make_shared<query::TreesSnapshot>();
    }
    query::Answer<query::RevisionsSnapshot> revisions(const query::RevisionsRequest& /*request*/,
                                                      const TaskContext& /*task*/) override
    {
        return std::make_shared<query::RevisionsSnapshot>();
    }
    query::Answer<query::RevisionSnapshot> revision(const query::RevisionRequest& /*request*/,
                                                    const TaskContext& /*task*/) override
    {
        return none();
    }
    Result<query::RevisionRef> findRevision(const query::FindRevisionRequest& /*request*/,
                                            const TaskContext& /*task*/) override
    {
        return none();
    }
    query::Answer<query::BuildsSnapshot> builds(const query::BuildsRequest& /*request*/,
                                                const TaskContext& /*task*/) override
    {
        return std::make_shared<query::BuildsSnapshot>();
    }
    query::Answer<query::TestsSnapshot> tests(const query::TestsRequest& /*request*/,
                                              const TaskContext& /*task*/) override
    {
        return std::make_shared<query::TestsSnapshot>();
    }
    query::Answer<query::TestTreeSnapshot> testTree(const query::TestTreeRequest& /*request*/,
                                                    const TaskContext& /*task*/) override
    {
        return std::make_shared<query::TestTreeSnapshot>();
    }
    query::Answer<query::MatrixSnapshot> matrix(const query::MatrixRequest& /*request*/,
                                                const TaskContext& /*task*/) override
    {
        return std::make_shared<query::MatrixSnapshot>();
    }
    query::Answer<query::HistorySnapshot> history(const query::HistoryRequest& /*request*/,
                                                  const TaskContext& /*task*/) override
    {
        return std::make_shared<query::HistorySnapshot>();
    }
    query::Answer<query::RecordSnapshot> record(const query::RecordRequest& /*request*/,
                                                const TaskContext& /*task*/) override
    {
        return none();
    }
    query::Answer<query::LogSnapshot> log(const query::LogRequest& /*request*/,
                                          const TaskContext& /*task*/) override
    {
        return none();
    }
    query::Answer<query::SearchSnapshot> search(const query::SearchRequest& /*request*/,
                                                const TaskContext& /*task*/) override
    {
        return std::make_shared<query::SearchSnapshot>();
    }
    query::Answer<query::IssuesSnapshot> issues(const query::IssuesRequest& /*request*/,
                                                const TaskContext& /*task*/) override
    {
        return std::make_shared<query::IssuesSnapshot>();
    }

protected:
    virtual tl::unexpected<Error> none() const
    {
        return fail(ErrorKind::NotFound, "the store holds no results yet");
    }
};

/// An engine whose disk is broken.
class BrokenEngine : public EmptyEngine {
public:
    query::Answer<query::TreesSnapshot> trees(const query::TreesRequest& /*request*/,
                                              const TaskContext& /*task*/) override
    {
        return none();
    }
    query::Answer<query::RevisionsSnapshot> revisions(const query::RevisionsRequest& /*request*/,
                                                      const TaskContext& /*task*/) override
    {
        return none();
    }
    query::Answer<query::MatrixSnapshot> matrix(const query::MatrixRequest& /*request*/,
                                                const TaskContext& /*task*/) override
    {
        return none();
    }
    query::Answer<query::HistorySnapshot> history(const query::HistoryRequest& /*request*/,
                                                  const TaskContext& /*task*/) override
    {
        return none();
    }

protected:
    tl::unexpected<Error> none() const override
    {
        return fail(ErrorKind::Storage,
                    "results.db: disk I/O error (code 10) while reading page 4711");
    }
};

} // namespace cboard::test
