// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/outcome_reader.h"

#include "core/analysis/lab_incidents.h"
#include "core/store/revisions/outcome_file.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/rows/test_key.h"

#include <algorithm>
#include <limits>

namespace cboard::store {

namespace {

    void increase(std::uint8_t& count, std::int64_t by)
    {
        constexpr std::int64_t Most = std::numeric_limits<std::uint8_t>::max();
        count = static_cast<std::uint8_t>(std::min(count + by, Most));
    }

} // namespace

CellKey cellOf(ResultKind kind, CellKey names)
{
    if (kind == ResultKind::Builds) {
        names.platform = names.path = names.lab = 0;
    } else if (kind == ResultKind::Boots) {
        names.path = 0;
    }
    return names;
}

CellKey cellOf(ResultKind kind, const ResultFacts& facts)
{
    return cellOf(kind,
                  CellKey{facts.build->config, facts.build->architecture, facts.build->compiler,
                          facts.platform, facts.path, facts.lab});
}

OutcomeReader::OutcomeReader(const QueryContext& context, FilterPlan plan,
                             const query::Common& common)
    : m_context(context)
    , m_plan(std::move(plan))
    , m_window(common.window)
    , m_limits(common.limits.labs)
    , m_reader(m_context, m_plan)
{
}

Result<std::unique_ptr<OutcomeReader>> OutcomeReader::create(const QueryContext& context,
                                                             const query::Common& common)
{
    CBOARD_TRY_VOID(context.outcomes.sync(context));
    query::Common unfiltered = common;
    unfiltered.filter = {};
    CBOARD_TRY(auto plan, FilterPlan::create(context, unfiltered));
    return std::unique_ptr<OutcomeReader>(new OutcomeReader(context, std::move(plan), common));
}

Result<OutcomeCache::OutcomesPtr>
OutcomeReader::outcomes(ResultKind kind, const RevisionEntry& revision, OutcomeDetail detail)
{
    if (auto known = m_context.outcomes.outcomes(m_context, kind, revision, detail, m_window)) {
        return known;
    }
    CBOARD_TRY_VOID(m_context.task.check());
    if (OutcomeFile* file = m_context.outcomes.file()) {
        CellIndex& cells = m_context.outcomes.cells(kind);
        if (auto kept = file->outcomes(m_context, kind, revision, m_window, cells)) {
            m_context.outcomes.keep(m_context, kind, revision, kept);
            return kept;
        }
    }
    auto read = std::make_shared<RevisionOutcomes>();
    read->window = m_window;
    for (const CheckoutEntry& checkout : revision.checkouts) {
        read->checkouts.push_back(checkout.id);
    }
    m_places.clear();
    if (kind == ResultKind::Builds) {
        CBOARD_TRY_VOID(readBuilds(revision, *read));
    } else if (kind == ResultKind::Boots && detail == OutcomeDetail::Counts) {
        read->detail = OutcomeDetail::Counts;
        CBOARD_TRY_VOID(readBootCounts(revision, *read));
    } else {
        CBOARD_TRY_VOID(readRuns(kind, revision, *read));
    }
    read->cells.shrink_to_fit();
    read->troubled.shrink_to_fit();
    m_context.outcomes.keep(m_context, kind, revision, read);
    return OutcomeCache::OutcomesPtr(std::move(read));
}

CellOutcome* OutcomeReader::count(ResultKind kind, const ResultFacts& facts, std::int64_t count,
                                  RevisionOutcomes& outcomes)
{
    if (facts.status == Status::Skip || facts.status == Status::Done) {
        return nullptr;
    }
    const CellIndex::Cell cell = m_context.outcomes.cells(kind).intern(cellOf(kind, facts));
    const auto [place, isNew] = m_places.try_emplace(cell, outcomes.cells.size());
    if (isNew) {
        outcomes.cells.push_back({.cell = cell});
    }
    CellOutcome& outcome = outcomes.cells[place->second];
    increase(facts.status == Status::Pass       ? outcome.passes
                 : facts.status == Status::Fail ? outcome.fails
                                                : outcome.infrastructure,
             count);
    return &outcome;
}

void OutcomeReader::add(ResultKind kind, const ResultFacts& facts, bool isStale, std::int64_t row,
                        RevisionOutcomes& outcomes)
{
    CellOutcome* outcome = count(kind, facts, 1, outcomes);
    if (outcome == nullptr) {
        return;
    }
    outcome->isStale = outcome->isStale || isStale;
    if (facts.status != Status::Pass) {
        outcomes.troubled.push_back({outcome->cell, facts.status == Status::Fail, row});
    }
}

Result<void> OutcomeReader::readBuilds(const RevisionEntry& revision, RevisionOutcomes& outcomes)
{
    return m_reader.builds(revision, [&](const ResultGroup& group) {
        const ResultFacts& facts = group.facts;
        const auto start = facts.build->start;
        const bool isStale =
            start && revision.ref.time && *start + m_window.length < *revision.ref.time;
        add(ResultKind::Builds, facts, isStale, facts.build->id, outcomes);
    });
}

Result<void> OutcomeReader::readBootCounts(const RevisionEntry& revision,
                                           RevisionOutcomes& outcomes)
{
    const RunSelection boots{.withBoots = true, .withTests = false};
    return m_reader.runs(revision, boots, [&](const ResultGroup& group) {
        count(ResultKind::Boots, group.facts, group.count, outcomes);
    });
}

Result<void> OutcomeReader::readRuns(ResultKind kind, const RevisionEntry& revision,
                                     RevisionOutcomes& outcomes)
{
    const RunSelection selection{.withBoots = kind == ResultKind::Boots,
                                 .withTests = kind == ResultKind::Tests,
                                 .isWhole = true}; // In the order that is kept on disk.
    return m_reader.singleRuns(
        revision, selection,
        [&](const TestColumns& columns, const ResultFacts& facts) -> Result<void> {
            bool isStale = false;
            if (columns.start && revision.ref.time) {
                CBOARD_TRY(const JobFacts* job, m_reader.job(columns.job));
                const auto start = toTimestamp(*columns.start + job->start);
                isStale = *start + m_window.length < *revision.ref.time;
            }
            add(kind, facts, isStale, columns.key, outcomes);
            return {};
        });
}

Result<OutcomeCache::HealthPtr> OutcomeReader::health(const RevisionEntry& revision)
{
    if (auto known =
            m_context.outcomes.health(m_context, revision, m_plan.now(), m_window, m_limits)) {
        return known;
    }
    if (OutcomeFile* file = m_context.outcomes.file()) {
        if (auto kept = file->health(m_context, revision, m_window, m_limits, m_plan.now())) {
            m_context.outcomes.keep(m_context, revision, kept);
            return kept;
        }
    }
    std::vector<analysis::LabRow> rows;
    CBOARD_TRY_VOID(m_reader.runs(revision, {}, [&rows](const ResultGroup& group) {
        rows.push_back({group.facts.lab, group.facts.platform, group.facts.build->config,
                        group.facts.statusClass, group.count});
    }));
    auto health = std::make_shared<RevisionHealth>();
    health->illLabs = analysis::illLabs(rows, m_limits);
    health->window = m_window;
    health->limits = m_limits;
    CBOARD_TRY(health->clocks, clockSpanOf(m_context, revision, m_plan.now(), m_window));
    m_context.outcomes.keep(m_context, revision, health);
    return OutcomeCache::HealthPtr(std::move(health));
}

Result<OutcomeCache::IncidentsPtr> OutcomeReader::incidents()
{
    if (auto known = m_context.outcomes.incidents(m_context)) {
        return known;
    }
    auto found = std::make_shared<IncidentTargets>();
    CBOARD_TRY(auto rows,
               m_context.database.prepare("SELECT incident.test_id, build.id, incident.build_id"
                                          " FROM incident"
                                          " LEFT JOIN build ON build.ext_id = incident.build_id"
                                          " WHERE incident.present IS NOT 0"));
    CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
        if (!row.isNull(0)) {
            found->tests.push_back({wantedTestKey(row.text(0)), std::string(row.text(0))});
        }
        if (!row.isNull(1)) {
            found->builds.insert(row.integer(1));
        } else if (!row.isNull(2)) {
            found->isWhole = false;
        }
        return {};
    }));
    std::ranges::sort(found->tests, {}, &IncidentTargets::NamedTest::wantedKey);
    m_context.outcomes.keep(m_context, found);
    return OutcomeCache::IncidentsPtr(std::move(found));
}

Result<bool> OutcomeReader::hasIncident(ResultKind kind, std::string_view id, std::int64_t key)
{
    if (const auto known = m_context.outcomes.incidents(m_context)) {
        return isNamed(*known, kind, key);
    }
    CBOARD_TRY(auto row,
               m_context.database.prepare(kind == ResultKind::Builds
                                              ? "SELECT 1 FROM incident WHERE build_id = ?1"
                                                " AND present IS NOT 0 LIMIT 1"
                                              : "SELECT 1 FROM incident WHERE test_id = ?1"
                                                " AND present IS NOT 0 LIMIT 1"));
    return row.bind(1, id).step();
}

Result<bool> OutcomeReader::isNamed(const IncidentTargets& incidents, ResultKind kind,
                                    std::int64_t key)
{
    if (kind == ResultKind::Builds) {
        return incidents.builds.contains(key);
    }
    // Looking up each test that any incident names would read a good part of a large store; what
    // has its key near by is looked up, once.
    constexpr std::int64_t MostTakenKeys = 64;
    constexpr std::int64_t Lowest = std::numeric_limits<std::int64_t>::min() + MostTakenKeys;
    auto test = std::ranges::lower_bound(incidents.tests, std::max(key, Lowest) - MostTakenKeys, {},
                                         &IncidentTargets::NamedTest::wantedKey);
    for (; test != incidents.tests.end() && test->wantedKey <= key; ++test) {
        const auto [place, isNew] = m_namedTests.try_emplace(test->id);
        if (isNew) {
            CBOARD_TRY(place->second, m_context.decoder.findTest(test->id));
        }
        if (place->second == key) {
            return true;
        }
    }
    return false;
}

} // namespace cboard::store
