// SPDX-License-Identifier: LGPL-2.1-or-later
// How a ResultReader reads runs one by one: from the table, or out of those kept in memory.
#include "core/store/revisions/result_groups.h"
#include "core/store/revisions/revision_marks.h"
#include "core/store/revisions/revision_runs.h"
#include "core/store/revisions/run_texts.h"
#include "core/store/rows/test_columns.h"

#include <algorithm>

namespace cboard::store {

namespace {

    /// Up to so many paths are looked up one by one in a build instead of reading all its runs.
    constexpr std::size_t MostSeeks = 64;

} // namespace

Result<void> ResultReader::singleRuns(const RevisionEntry& revision, const RunSelection& selection,
                                      const RunVisitor& visit)
{
    if (const auto kept =
            selection.isWhole ? nullptr : m_context.outcomes.runs(m_context, revision)) {
        m_kept.push_back(kept);
        return eachKept(*kept, revision, selection,
                        [&](const RevisionRuns::PathRange& path, std::size_t run,
                            const ResultFacts& facts) -> Result<void> {
                            return visit(kept->columnsOf(path, run), facts);
                        });
    }
    const RevisionWords words = wordsOf(revision, selection.withWords);
    CBOARD_TRY_VOID(loadMarks(revision, false, selection));
    for (const CheckoutEntry& checkout : revision.checkouts) {
        CBOARD_TRY(const auto* builds, buildsOf(checkout.id));
        for (const BuildFacts& build : *builds) {
            CBOARD_TRY_VOID(singleRunsOfBuild(build, selection, words, visit));
        }
    }
    return {};
}

Result<void> ResultReader::keptRuns(const RevisionRuns& runs, const RevisionEntry& revision,
                                    const RunSelection& selection, const KeptVisitor& visit)
{
    return eachKept(runs, revision, selection,
                    [&visit](const RevisionRuns::PathRange&, std::size_t run,
                             const ResultFacts& facts) -> Result<void> {
                        visit(run, facts);
                        return {};
                    });
}

template <typename Visitor>
Result<void> ResultReader::eachKept(const RevisionRuns& runs, const RevisionEntry& revision,
                                    const RunSelection& selection, Visitor&& visit)
{
    const RevisionWords words = wordsOf(revision, selection.withWords);
    const bool isLimited = m_plan.limitsRunsOfPath(selection.withWords);
    const bool hasTexts = !m_plan.textTerms().empty();
    CBOARD_TRY_VOID(loadMarks(revision, false, selection));
    for (const RevisionRuns::PathRange& path : runs.paths()) {
        CBOARD_TRY_VOID(m_context.task.check());
        if (!m_plan.paths().contains(path.path)
            || !(path.isBoot ? selection.withBoots : selection.withTests)) {
            continue;
        }
        const ResultKind kind = path.isBoot ? ResultKind::Boots : ResultKind::Tests;
        for (std::size_t run = path.begin; run < path.end; ++run) {
            ResultFacts facts = runs.factsOf(path, run, m_plan);
            if (selection.platform && *selection.platform != facts.platform) {
                continue;
            }
            facts.marks = marksOf(kind, facts);
            if (isLimited && !m_plan.matchesRun(facts, words)) {
                continue;
            }
            if (hasTexts) {
                CBOARD_TRY(const bool isMatch, m_texts->matchesRun(runs.columnsOf(path, run)));
                if (!isMatch) {
                    continue;
                }
            }
            CBOARD_TRY_VOID(visit(path, run, facts));
        }
    }
    return {};
}

const std::vector<std::int64_t>& ResultReader::seekPaths(const RunSelection& selection)
{
    auto& paths = m_seekPaths[(selection.withBoots ? 1U : 0U) + (selection.withTests ? 2U : 0U)];
    if (paths) {
        return *paths;
    }
    paths.emplace();
    const auto take = [&](std::int64_t id) {
        const bool isBoot = m_context.names.path(id).isBoot;
        if (isBoot ? selection.withBoots : selection.withTests) {
            paths->push_back(id);
        }
    };
    if (!m_plan.paths().isAll()) { // Few of the many thousand paths of a large store.
        std::ranges::for_each(m_plan.paths().ids(), take);
        return *paths;
    }
    for (std::int64_t id = 0; id < m_context.names.pathCount(); ++id) {
        take(id);
    }
    return *paths;
}

Result<void> ResultReader::singleRunsOfBuild(const BuildFacts& build, const RunSelection& selection,
                                             RevisionWords words, const RunVisitor& visit)
{
    if (!m_plan.matchesBuildOfRuns(build)) {
        return {};
    }
    CBOARD_TRY_VOID(m_context.task.check());
    const bool isLimited = !m_plan.paths().isAll() || !selection.withTests;
    if (!isLimited || seekPaths(selection).size() > MostSeeks) {
        return readRuns(build, std::nullopt, selection, words, visit);
    }
    for (const std::int64_t path : seekPaths(selection)) {
        CBOARD_TRY_VOID(readRuns(build, path, selection, words, visit));
    }
    return {};
}

Result<void> ResultReader::readRuns(const BuildFacts& build, std::optional<std::int64_t> path,
                                    const RunSelection& selection, RevisionWords words,
                                    const RunVisitor& visit)
{
    std::string select = "SELECT " + std::string(TestColumnList) + " FROM test WHERE build = ?1";
    select += path ? " AND path = ?2" : "";
    select += selection.platform ? " AND platform = ?3" : ""; // Of dozens of boards one.
    CBOARD_TRY(auto rows, m_context.database.prepare(select));
    rows.bind(1, build.id);
    if (path) {
        rows.bind(2, *path);
    }
    if (selection.platform) {
        rows.bind(3, *selection.platform);
    }
    return forEachRow(rows, [&](const Statement& row) -> Result<void> {
        const TestColumns columns = readTestColumns(row);
        const bool isBoot = m_context.names.path(columns.path).isBoot;
        if (!(isBoot ? selection.withBoots : selection.withTests)) {
            return {};
        }
        CBOARD_TRY(const ResultFacts run, factsOf(build, columns));
        CBOARD_TRY(const bool isMatch, matchesRun(columns, run, words));
        return isMatch ? visit(columns, run) : Result<void>();
    });
}

} // namespace cboard::store
