// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/result_groups.h"

#include "core/query/counted_marks.h"
#include "core/store/revisions/revision_marks.h"
#include "core/store/revisions/run_texts.h"
#include "core/store/rows/record_decoder.h"

namespace cboard::store {

namespace {

    constexpr int BootKind = 1;
    constexpr int TestKind = 2;

    std::optional<double> durationOf(const TestColumns& columns)
    {
        if (columns.durationReal) {
            return columns.durationReal;
        }
        return columns.durationInteger
            ? std::optional(static_cast<double>(*columns.durationInteger))
            : std::nullopt;
    }

} // namespace

Result<JobFacts> loadJob(const QueryContext& context, std::int64_t id)
{
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT origin, lab, has_log, start FROM job"
                                        " WHERE id = ?1"));
    rows.bind(1, id);
    CBOARD_TRY(const bool hasRow, rows.step());
    if (!hasRow) {
        return JobFacts{};
    }
    return JobFacts{rows.integer(0), rows.integer(1), rows.integer(2) != 0, rows.integer(3)};
}

ResultReader::ResultReader(const QueryContext& context, const FilterPlan& plan)
    : m_context(context)
    , m_plan(plan)
    , m_texts(std::make_unique<RunTexts>(context, plan))
{
}

ResultReader::~ResultReader() = default;

Result<void> ResultReader::readMarks(const query::Common& common)
{
    CBOARD_TRY(m_marks, MarkReader::create(m_context, common));
    return {};
}

Result<void> ResultReader::readMarksIfAsked(const query::Common& common,
                                            std::span<const RevisionEntry> revisions)
{
    if (!m_plan.hasMarkTerms()) {
        return {};
    }
    if (!m_marks) {
        CBOARD_TRY_VOID(readMarks(common));
    }
    for (const ResultKind kind : {ResultKind::Builds, ResultKind::Boots, ResultKind::Tests}) {
        CBOARD_TRY_VOID(m_marks->prepare(kind, revisions));
    }
    return {};
}

Result<void> ResultReader::loadMarks(const RevisionEntry& revision, bool withBuilds,
                                     const RunSelection& selection)
{
    m_marksOfKind = {};
    if (!m_marks) {
        return {};
    }
    const std::array isNeeded = {withBuilds, selection.withBoots, selection.withTests};
    for (std::size_t kind = 0; kind < isNeeded.size(); ++kind) {
        if (isNeeded[kind]) {
            CBOARD_TRY(m_marksOfKind[kind],
                       m_marks->marksAt(static_cast<ResultKind>(kind), revision));
        }
    }
    return {};
}

Result<void> ResultReader::enter(const RevisionEntry* revision)
{
    if (revision == nullptr) {
        m_marksOfKind = {};
        return {};
    }
    return loadMarks(*revision, true, {});
}

RevisionWords ResultReader::wordsOf(const RevisionEntry& revision, bool withWords) const
{
    return withWords ? std::optional(m_plan.revisionWords(revision)) : std::nullopt;
}

Result<const std::vector<BuildFacts>*> ResultReader::buildsOf(std::int64_t checkout)
{
    auto place = m_buildsByCheckout.find(checkout);
    if (place == m_buildsByCheckout.end()) {
        CBOARD_TRY(auto builds, loadBuilds(m_context, checkout));
        place = m_buildsByCheckout.emplace(checkout, std::move(builds)).first;
        for (const BuildFacts& build : place->second) {
            m_buildIndex.emplace(build.id, &build);
        }
    }
    return &place->second;
}

Result<const BuildFacts*> ResultReader::build(std::int64_t id)
{
    const auto known = m_buildIndex.find(id);
    if (known != m_buildIndex.end()) {
        return known->second;
    }
    CBOARD_TRY(auto facts, loadBuild(m_context, id));
    const BuildFacts* place = &m_builds.emplace(id, std::move(facts)).first->second;
    m_buildIndex.emplace(id, place);
    return place;
}

Result<const JobFacts*> ResultReader::job(std::int64_t id)
{
    const auto known = m_jobs.find(id);
    if (known != m_jobs.end()) {
        return &known->second;
    }
    CBOARD_TRY(const JobFacts facts, loadJob(m_context, id));
    return &m_jobs.emplace(id, facts).first->second;
}

Result<void> ResultReader::builds(const RevisionEntry& revision, const GroupVisitor& visit,
                                  bool withWords)
{
    const RevisionWords words = wordsOf(revision, withWords);
    CBOARD_TRY_VOID(loadMarks(revision, true, {.withBoots = false, .withTests = false}));
    for (const CheckoutEntry& checkout : revision.checkouts) {
        CBOARD_TRY(const auto* builds, buildsOf(checkout.id));
        for (const BuildFacts& build : *builds) {
            if (!build.isShown) {
                continue;
            }
            const ResultGroup group{factsOf(build), 1};
            CBOARD_TRY(const bool isMatch, matchesBuild(group.facts, words));
            if (isMatch) {
                visit(group);
            }
        }
    }
    return {};
}

Result<void> ResultReader::runs(const RevisionEntry& revision, const RunSelection& selection,
                                const GroupVisitor& visit)
{
    if (selection.isSingle || m_plan.needsRuns(selection.withWords)) {
        return singleRuns(
            revision, selection,
            [&visit](const TestColumns& columns, const ResultFacts& facts) -> Result<void> {
                visit(ResultGroup{facts, 1, columns.key});
                return {};
            });
    }
    const RevisionWords words = wordsOf(revision, selection.withWords);
    for (const CheckoutEntry& checkout : revision.checkouts) {
        if (!selection.platform) {
            CBOARD_TRY_VOID(buildsOf(checkout.id)); // One scan instead of many look-ups.
        }
        for (const int kind : {BootKind, TestKind}) {
            if (kind == BootKind ? selection.withBoots : selection.withTests) {
                CBOARD_TRY_VOID(rollupGroups(checkout.id, kind, selection, words, visit));
            }
        }
    }
    return {};
}

Result<void> ResultReader::rollupGroups(std::int64_t checkout, int kind,
                                        const RunSelection& selection, RevisionWords words,
                                        const GroupVisitor& visit)
{
    CBOARD_TRY(auto rows,
               m_context.database.prepare(
                   selection.platform
                       ? "SELECT platform, lab, build, status, count, sample FROM rollup_platform"
                         " WHERE checkout = ?1 AND kind = ?2 AND platform = ?3"
                       : "SELECT platform, lab, build, status, count, sample FROM rollup_platform"
                         " WHERE checkout = ?1 AND kind = ?2"));
    rows.bindAll(checkout, kind);
    if (selection.platform) {
        rows.bind(3, *selection.platform);
    }
    bool hasUnfinished = false;
    CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
        ResultGroup group;
        group.facts.status = toStatus(row.integer(3));
        if (!group.facts.status) {
            hasUnfinished = true;
            return {};
        }
        CBOARD_TRY(group.facts.build, build(row.integer(2)));
        group.facts.statusClass = m_plan.classOf(group.facts.status, {});
        group.facts.platform = row.integer(0);
        group.facts.lab = row.integer(1);
        group.count = row.integer(4);
        group.sample = row.integer(5);
        if (m_plan.matchesGroup(group.facts, words)) {
            visit(group);
        }
        return {};
    }));
    return hasUnfinished ? unfinishedGroups(checkout, kind, selection, words, visit)
                         : Result<void>();
}

Result<void> ResultReader::unfinishedGroups(std::int64_t checkout, int kind,
                                            const RunSelection& selection, RevisionWords words,
                                            const GroupVisitor& visit)
{
    CBOARD_TRY(auto rows,
               m_context.database.prepare("SELECT platform, lab, build, key, path, start"
                                          " FROM unfinished WHERE checkout = ?1 AND kind = ?2"));
    rows.bindAll(checkout, kind);
    return forEachRow(rows, [&](const Statement& row) -> Result<void> {
        ResultGroup group;
        group.facts.platform = row.integer(0);
        if (selection.platform && *selection.platform != group.facts.platform) {
            return {};
        }
        CBOARD_TRY(group.facts.build, build(row.integer(2)));
        group.facts.lab = row.integer(1);
        group.facts.path = row.integer(4);
        group.facts.statusClass = m_plan.classOf({}, toTimestamp(row.optionalInteger(5)));
        group.count = 1;
        group.sample = row.integer(3);
        if (m_plan.matchesGroup(group.facts, words)) {
            visit(group);
        }
        return {};
    });
}

Result<bool> ResultReader::matchesBuild(const ResultFacts& facts, RevisionWords words)
{
    return m_plan.matchesBuild(facts, words) ? m_texts->matchesBuild(facts.build->id)
                                             : Result<bool>(false);
}

Result<bool> ResultReader::matchesRun(const TestColumns& columns, const ResultFacts& facts,
                                      RevisionWords words)
{
    if (!m_plan.matchesRun(facts, words)) {
        return false;
    }
    return m_plan.textTerms().empty() ? Result<bool>(true) : m_texts->matchesRun(columns);
}

Result<ResultFacts> ResultReader::factsOf(const BuildFacts& build, const TestColumns& columns)
{
    CBOARD_TRY(const JobFacts* facts, job(columns.job));
    ResultFacts run;
    run.build = &build;
    run.platform = columns.platform;
    run.lab = facts->lab;
    run.origin = facts->origin;
    run.path = columns.path;
    run.status = toStatus(columns.status);
    run.durationSeconds = durationOf(columns);
    run.key = columns.key;
    const auto start = columns.start ? std::optional(*columns.start + facts->start) : std::nullopt;
    run.statusClass = m_plan.classOf(run.status, toTimestamp(start));
    const bool isBoot = m_context.names.path(columns.path).isBoot;
    run.marks = marksOf(isBoot ? ResultKind::Boots : ResultKind::Tests, run);
    return run;
}

ResultFacts ResultReader::factsOf(const BuildFacts& build) const
{
    ResultFacts facts;
    facts.build = &build;
    facts.lab = build.lab;
    facts.origin = build.origin;
    facts.status = build.status;
    facts.statusClass = m_plan.classOf(build.status, build.start);
    facts.durationSeconds = build.durationSeconds;
    facts.marks = marksOf(ResultKind::Builds, facts);
    return facts;
}

query::CellMarks ResultReader::marksOf(ResultKind kind, const ResultFacts& facts) const
{
    const RevisionMarks* marks = m_marksOfKind[static_cast<std::size_t>(kind)];
    return marks ? query::marksOfRun(m_marks->of(*marks, kind, facts), facts.statusClass)
                 : query::CellMarks{};
}

} // namespace cboard::store
