// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/embedded_engine.h"

#include "core/store/log_packs.h"
#include "core/store/queries/log_query.h"
#include "core/store/queries/queries.h"

#include <cerrno>

namespace cboard::store {

namespace {

    constexpr std::size_t MostConnections = 4;

    /// Runs `query(context)` over the store as it is at one instant.
    template <typename Query>
    auto runQuery(ReadPool& pool, OutcomeCache& outcomes, const TaskContext& task,
                  std::uint64_t& generation, Query&& query)
        -> decltype(query(std::declval<const QueryContext&>()))
    {
        using Answer = decltype(query(std::declval<const QueryContext&>()));
        CBOARD_TRY_VOID(task.check());
        return readAtOnce(pool, task, [&](ReadConnection& connection) -> Answer {
            generation = connection.generation;
            const QueryContext context{*connection.database,
                                       connection.names,
                                       *connection.decoder,
                                       outcomes,
                                       task,
                                       generation};
            CBOARD_TRY_VOID(outcomes.sync(context));
            return query(context);
        });
    }

    /// The same for a snapshot, which is handed out immutable.
    template <typename Snapshot, typename Request>
    query::Answer<Snapshot> answer(ReadPool& pool, OutcomeCache& outcomes, const TaskContext& task,
                                   const Request& request,
                                   Result<Snapshot> (*query)(const QueryContext&, const Request&))
    {
        std::uint64_t generation = 0;
        CBOARD_TRY(auto snapshot,
                   runQuery(pool, outcomes, task, generation,
                            [&](const QueryContext& context) { return query(context, request); }));
        snapshot.info.generation = generation;
        return std::make_shared<const Snapshot>(std::move(snapshot));
    }

} // namespace

EmbeddedEngine::EmbeddedEngine(std::filesystem::path file)
    : m_pool(std::move(file), MostConnections)
{
}

query::Answer<query::TreesSnapshot> EmbeddedEngine::trees(const query::TreesRequest& request,
                                                          const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryTrees);
}

query::Answer<query::RevisionsSnapshot>
EmbeddedEngine::revisions(const query::RevisionsRequest& request, const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryRevisions);
}

query::Answer<query::RevisionSnapshot>
EmbeddedEngine::revision(const query::RevisionRequest& request, const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryRevision);
}

Result<query::RevisionRef> EmbeddedEngine::findRevision(const query::FindRevisionRequest& request,
                                                        const TaskContext& task)
{
    std::uint64_t generation = 0;
    return runQuery(m_pool, m_outcomes, task, generation, [&request](const QueryContext& context) {
        return queryFindRevision(context, request);
    });
}

query::Answer<query::BuildsSnapshot> EmbeddedEngine::builds(const query::BuildsRequest& request,
                                                            const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryBuilds);
}

query::Answer<query::TestsSnapshot> EmbeddedEngine::tests(const query::TestsRequest& request,
                                                          const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryTests);
}

query::Answer<query::TestTreeSnapshot>
EmbeddedEngine::testTree(const query::TestTreeRequest& request, const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryTestTree);
}

query::Answer<query::MatrixSnapshot> EmbeddedEngine::matrix(const query::MatrixRequest& request,
                                                            const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryMatrix);
}

query::Answer<query::HistorySnapshot> EmbeddedEngine::history(const query::HistoryRequest& request,
                                                              const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryHistory);
}

query::Answer<query::RecordSnapshot> EmbeddedEngine::record(const query::RecordRequest& request,
                                                            const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryRecord);
}

query::Answer<query::LogSnapshot> EmbeddedEngine::log(const query::LogRequest& request,
                                                      const TaskContext& task)
{
    std::uint64_t generation = 0;
    const auto ask = [&] {
        return runQuery(m_pool, m_outcomes, task, generation,
                        [&](const QueryContext& context) { return queryLog(context, request); });
    };
    CBOARD_TRY(auto found, ask());
    if (found.place) {
        auto text = readLog(m_pool.file(), *found.place, task);
        if (!text && text.error().code == ENOENT) { // Compacting has just moved it.
            CBOARD_TRY(found, ask());
            text = found.place ? readLog(m_pool.file(), *found.place, task) : Result<std::string>();
        }
        CBOARD_TRY(found.excerpt, std::move(text));
    }
    found.snapshot.info.generation = generation;
    found.snapshot.text = std::make_shared<const std::string>(std::move(found.excerpt));
    return std::make_shared<const query::LogSnapshot>(std::move(found.snapshot));
}

query::Answer<query::SearchSnapshot> EmbeddedEngine::search(const query::SearchRequest& request,
                                                            const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, querySearch);
}

query::Answer<query::IssuesSnapshot> EmbeddedEngine::issues(const query::IssuesRequest& request,
                                                            const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryIssues);
}

query::Answer<query::RevisionIssuesSnapshot>
EmbeddedEngine::revisionIssues(const query::RevisionIssuesRequest& request, const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryRevisionIssues);
}

query::Answer<query::RunErrorsSnapshot>
EmbeddedEngine::runErrors(const query::RunErrorsRequest& request, const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryRunErrors);
}

query::Answer<query::VerdictsSnapshot>
EmbeddedEngine::verdicts(const query::VerdictsRequest& request, const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryVerdicts);
}

query::Answer<query::ProblemsSnapshot>
EmbeddedEngine::problems(const query::ProblemsRequest& request, const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryProblems);
}

query::Answer<query::RegressionsSnapshot>
EmbeddedEngine::regressions(const query::RegressionsRequest& request, const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryRegressions);
}

query::Answer<query::FlakySnapshot> EmbeddedEngine::flaky(const query::FlakyRequest& request,
                                                          const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryFlaky);
}

query::Answer<query::CompareSnapshot> EmbeddedEngine::compare(const query::CompareRequest& request,
                                                              const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryCompare);
}

query::Answer<query::HomeSnapshot> EmbeddedEngine::home(const query::HomeRequest& request,
                                                        const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryHome);
}

query::Answer<query::HardwareSnapshot>
EmbeddedEngine::hardware(const query::HardwareRequest& request, const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryHardware);
}

query::Answer<query::BoardSnapshot> EmbeddedEngine::board(const query::BoardRequest& request,
                                                          const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryBoard);
}

query::Answer<query::GroupsSnapshot> EmbeddedEngine::groups(const query::GroupsRequest& request,
                                                            const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryGroups);
}

query::Answer<query::RelaxationsSnapshot>
EmbeddedEngine::relaxations(const query::RelaxationsRequest& request, const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryRelaxations);
}

query::Answer<query::CompletionSnapshot>
EmbeddedEngine::complete(const query::CompletionRequest& request, const TaskContext& task)
{
    return answer(m_pool, m_outcomes, task, request, queryCompletion);
}

} // namespace cboard::store
