// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/record_filter.h"

#include "core/store/rows/record_decoder.h"

#include <algorithm>
#include <span>
#include <tuple>

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
    CBOARD_TRY(auto plan, FilterPlan::create(context, common));
    auto filter = std::unique_ptr<RecordFilter>(new RecordFilter(context, std::move(plan)));
    filter->m_isAll = common.filter.isEmpty();
    if (!filter->m_isAll) {
        CBOARD_TRY_VOID(filter->loadRevisions());
        CBOARD_TRY_VOID(filter->judgeBranches(common));
        CBOARD_TRY_VOID(filter->selectKnown());
        CBOARD_TRY_VOID(filter->selectOrphans());
    }
    return filter;
}

Result<void> RecordFilter::loadRevisions()
{
    CBOARD_TRY(
        const auto ids,
        idsOf(m_context,
              "SELECT id FROM revision ORDER BY tree, branch, url, order_time DESC, id DESC"));
    for (const std::int64_t id : ids) {
        CBOARD_TRY(auto revision, loadRevision(m_context, id));
        if (m_plan.matchesRevision(revision)) {
            m_revisions.push_back(std::move(revision));
        }
    }
    return {};
}

Result<void> RecordFilter::judgeBranches(const query::Common& common)
{
    const std::span<const RevisionEntry> all = m_revisions;
    for (std::size_t begin = 0; m_plan.hasMarkTerms() && begin < all.size();) {
        const auto isSameBranch = [&first = all[begin]](const RevisionEntry& other) {
            return std::tie(first.tree, first.branch, first.url)
                == std::tie(other.tree, other.branch, other.url);
        };
        const auto end = std::find_if_not(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                          all.end(), isSameBranch);
        const auto count = static_cast<std::size_t>(end - all.begin()) - begin;
        CBOARD_TRY_VOID(m_reader.readMarksIfAsked(common, all.subspan(begin, count)));
        begin += count;
    }
    return {};
}

Result<void> RecordFilter::selectKnown()
{
    for (const RevisionEntry& revision : m_revisions) {
        CBOARD_TRY_VOID(m_context.task.check());
        CBOARD_TRY_VOID(m_reader.enter(&revision));
        CBOARD_TRY_VOID(selectRevision(revision));
    }
    return m_reader.enter(nullptr);
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
            CBOARD_TRY(const bool isBuildSelected, selectBuild(build, {words, &revision}));
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
        CBOARD_TRY_VOID(selectBuild(*build, {m_plan.revisionWords(unknown)}));
    }
    return {};
}

Result<bool> RecordFilter::selectBuild(const BuildFacts& build, Belonging belonging)
{
    if (m_plan.matchesBuildOfRuns(build)) {
        m_belongings.emplace(build.id, belonging);
    }
    CBOARD_TRY(bool isSelected, m_reader.matchesBuild(m_reader.factsOf(build), belonging.words));
    if (!isSelected) {
        CBOARD_TRY(isSelected, hasMatchingRun(build, belonging.words));
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
    const auto belonging = m_belongings.find(columns.build);
    if (belonging == m_belongings.end()) {
        return false;
    }
    CBOARD_TRY_VOID(m_reader.enter(belonging->second.revision));
    CBOARD_TRY(const BuildFacts* build, m_reader.build(columns.build));
    CBOARD_TRY(const auto facts, m_reader.factsOf(*build, columns));
    return m_reader.matchesRun(columns, facts, belonging->second.words);
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
