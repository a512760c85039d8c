// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/record_filter.h"

#include "core/store/record_decoder.h"

namespace cboard::store {

namespace {

    void setBit(std::vector<bool>& bits, std::int64_t id)
    {
        if (static_cast<std::size_t>(id) >= bits.size()) {
            bits.resize(static_cast<std::size_t>(id) + 1);
        }
        bits[static_cast<std::size_t>(id)] = true;
    }

    Result<std::vector<std::int64_t>> idsOf(const QueryContext& context, std::string_view sql)
    {
        CBOARD_TRY(auto rows, context.database.prepare(sql));
        std::vector<std::int64_t> ids;
        CBOARD_TRY_VOID(forEachRow(rows, [&ids](const Statement& row) -> Result<void> {
            ids.push_back(row.integer(0));
            return {};
        }));
        return ids;
    }

} // namespace

RecordFilter::RecordFilter(const QueryContext& context, FilterPlan plan)
    : m_context(context)
    , m_plan(std::move(plan))
    , m_reader(m_context, m_plan)
{
}

Result<std::unique_ptr<RecordFilter>> RecordFilter::create(const QueryContext& context,
                                                           const query::Common& common)
{
    CBOARD_TRY(auto plan, FilterPlan::create(context, common, {.hasMarks = false}));
    auto filter = std::unique_ptr<RecordFilter>(new RecordFilter(context, std::move(plan)));
    filter->m_isAll = common.filter.isEmpty();
    if (!filter->m_isAll) {
        CBOARD_TRY_VOID(filter->selectKnown());
        CBOARD_TRY_VOID(filter->selectOrphans());
    }
    return filter;
}

Result<void> RecordFilter::selectKnown()
{
    CBOARD_TRY(const auto revisions, idsOf(m_context, "SELECT id FROM revision ORDER BY id"));
    for (const std::int64_t id : revisions) {
        CBOARD_TRY(const auto revision, loadRevision(m_context, id));
        if (m_plan.matchesRevision(revision)) {
            CBOARD_TRY_VOID(m_context.task.check());
            CBOARD_TRY_VOID(selectRevision(revision));
        }
    }
    return {};
}

Result<void> RecordFilter::selectRevision(const RevisionEntry& revision)
{
    const RevisionWords words = m_plan.revisionWords(revision);
    const bool matchesItself =
        !m_plan.limitsResults(false) && m_plan.matchesRevisionWords(revision);
    for (const CheckoutEntry& checkout : revision.checkouts) {
        bool isSelected = matchesItself;
        CBOARD_TRY(const auto* builds, m_reader.buildsOf(checkout.id));
        for (const BuildFacts& build : *builds) {
            CBOARD_TRY(const bool isBuildSelected, selectBuild(build, words));
            isSelected = isSelected || isBuildSelected;
        }
        if (isSelected) {
            setBit(m_checkouts, checkout.id);
        }
    }
    return {};
}

/// Builds whose checkout has not arrived, and runs whose build has not: of no known revision.
Result<void> RecordFilter::selectOrphans()
{
    const RevisionEntry unknown;
    if (!m_plan.matchesRevision(unknown)) {
        return {};
    }
    CBOARD_TRY(const auto builds,
               idsOf(m_context,
                     "SELECT build.id FROM build LEFT JOIN checkout"
                     " ON checkout.id = build.checkout"
                     " WHERE checkout.id IS NULL OR checkout.is_placeholder = 1"));
    for (const std::int64_t id : builds) {
        CBOARD_TRY(const BuildFacts* build, m_reader.build(id));
        CBOARD_TRY_VOID(selectBuild(*build, m_plan.revisionWords(unknown)));
    }
    return {};
}

Result<bool> RecordFilter::selectBuild(const BuildFacts& build, RevisionWords words)
{
    ResultFacts facts;
    facts.build = &build;
    facts.lab = build.lab;
    facts.origin = build.origin;
    facts.status = build.status;
    facts.statusClass = m_plan.classOf(build.status, build.start);
    facts.durationSeconds = build.durationSeconds;
    if (m_plan.matchesBuildOfRuns(build)) {
        m_wordsOfBuild.emplace(build.id, words);
    }
    CBOARD_TRY(bool isSelected, m_reader.matchesBuild(facts, words));
    if (!isSelected) {
        CBOARD_TRY(isSelected, hasMatchingRun(build, words));
    }
    if (isSelected) {
        setBit(m_builds, build.id);
    }
    return isSelected;
}

Result<bool> RecordFilter::hasMatchingRun(const BuildFacts& build, RevisionWords words)
{
    bool hasMatch = false;
    CBOARD_TRY_VOID(m_reader.singleRunsOfBuild(
        build, {}, words, [&hasMatch](const TestColumns&, const ResultFacts&) -> Result<void> {
            hasMatch = true;
            return {};
        }));
    return hasMatch;
}

Result<bool> RecordFilter::selectsTest(const TestColumns& columns)
{
    if (m_isAll) {
        return true;
    }
    const auto words = m_wordsOfBuild.find(columns.build);
    if (words == m_wordsOfBuild.end()) {
        return false;
    }
    CBOARD_TRY(const BuildFacts* build, m_reader.build(columns.build));
    CBOARD_TRY(const auto facts, m_reader.factsOf(*build, columns));
    return m_reader.matchesRun(columns, facts, words->second);
}

Result<bool> RecordFilter::selectsIncident(std::string_view buildId, std::string_view testId)
{
    if (m_isAll) {
        return true;
    }
    if (!buildId.empty()) {
        CBOARD_TRY(auto rows, m_context.database.prepare("SELECT id FROM build WHERE ext_id = ?1"));
        rows.bind(1, buildId);
        CBOARD_TRY(const bool hasRow, rows.step());
        if (hasRow && selectsBuild(rows.integer(0))) {
            return true;
        }
    }
    if (testId.empty()) {
        return false;
    }
    CBOARD_TRY(const auto key, m_context.decoder.findTest(testId));
    if (!key) {
        return false;
    }
    CBOARD_TRY(auto rows,
               m_context.database.prepare("SELECT " + std::string(TestColumnList)
                                          + " FROM test WHERE key = ?1"));
    rows.bind(1, *key);
    CBOARD_TRY(const bool hasRow, rows.step());
    return hasRow ? selectsTest(readTestColumns(rows)) : Result<bool>(false);
}

Result<bool> RecordFilter::selectsIssue(std::string_view id, std::int64_t version)
{
    if (m_isAll) {
        return true;
    }
    CBOARD_TRY(auto rows,
               m_context.database.prepare("SELECT build_id, test_id FROM incident"
                                          " WHERE issue_id = ?1 AND issue_version = ?2"));
    rows.bindAll(id, version);
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return false;
        }
        CBOARD_TRY(const bool isSelected, selectsIncident(rows.text(0), rows.text(1)));
        if (isSelected) {
            return true;
        }
    }
}

} // namespace cboard::store
