// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/revision_marks.h"

#include "core/query/counted_marks.h"
#include "core/store/revisions/outcome_codec.h"
#include "core/store/revisions/user_words.h"

#include <algorithm>
#include <iterator>

namespace cboard::store {

using query::CellMark;
using query::CellMarks;
using query::markBit;

namespace {

    /// Those that were not over before the place.
    std::vector<analysis::Regression> regressionsFrom(const analysis::Ledger& ledger,
                                                      std::int32_t place)
    {
        std::vector<analysis::Regression> found;
        std::ranges::copy_if(ledger.regressions(), std::back_inserter(found),
                             [place](const analysis::Regression& regression) {
                                 return !regression.isFixed() || regression.fixedIn >= place;
                             });
        return found;
    }

} // namespace

void RevisionMarks::set(CellIndex::Cell cell, CellMarks marks)
{
    if (cell >= m_marks.size()) {
        m_marks.resize(cell + std::size_t{1});
    }
    m_marks[cell] = marks;
}

HistoryJudge::HistoryJudge(const QueryContext& context, std::unique_ptr<OutcomeReader> outcomes,
                           const query::Limits& limits, Known known,
                           std::optional<RevisionEntry> baseline)
    : m_context(context)
    , m_outcomes(std::move(outcomes))
    , m_limits(limits)
    , m_flakyLimits(context.names, m_limits)
    , m_knownMarks(known)
    , m_baseline(std::move(baseline))
{
}

Result<std::unique_ptr<HistoryJudge>> HistoryJudge::create(const QueryContext& context,
                                                           const query::Common& common, Known known)
{
    CBOARD_TRY(auto outcomes, OutcomeReader::create(context, common));
    std::optional<RevisionEntry> baseline;
    if (common.baseline) {
        CBOARD_TRY(baseline, loadRevision(context, *common.baseline));
    }
    return std::unique_ptr<HistoryJudge>(
        new HistoryJudge(context, std::move(outcomes), common.limits, known, std::move(baseline)));
}

Result<void> HistoryJudge::loadHistory(std::span<const RevisionEntry> wanted, std::int64_t depth)
{
    const RevisionEntry& newest = wanted.front();
    const RevisionEntry& oldest = wanted.back();
    const BranchIds branch{newest.tree, newest.branch, newest.url};
    RevisionWalk walk{.limit = static_cast<std::int64_t>(wanted.size()) + depth,
                      .olderThan = std::pair(newest.orderTime, newest.ref.id + 1)};
    CBOARD_TRY(m_history, loadRevisions(m_context, branch, m_outcomes->openPlan(), walk));
    const auto isBefore = [](const RevisionEntry& a, const RevisionEntry& b) {
        return std::pair(a.orderTime, a.ref.id) < std::pair(b.orderTime, b.ref.id);
    };
    m_isWhole = static_cast<std::int64_t>(m_history.size()) < walk.limit;
    if (!m_isWhole && isBefore(oldest, m_history.back())) {
        walk.limit = 0; // Revisions asked for lie far apart.
        CBOARD_TRY(m_history, loadRevisions(m_context, branch, m_outcomes->openPlan(), walk));
        m_isWhole = true;
    }
    std::reverse(m_history.begin(), m_history.end());
    return {};
}

Result<void> HistoryJudge::judge(ResultKind kind, std::span<const RevisionEntry> wanted,
                                 const Visitor& visit)
{
    if (wanted.empty()) {
        return {};
    }
    CBOARD_TRY_VOID(load(kind, wanted));
    return judgeLoaded(kind, wanted, visit);
}

Result<void> HistoryJudge::load(ResultKind kind, std::span<const RevisionEntry> wanted)
{
    CBOARD_TRY_VOID(loadHistory(wanted, kind == ResultKind::Tests ? TestDepth : Depth));
    return loadWaivers();
}

Result<JudgedMarks> HistoryJudge::inputsOf(ResultKind kind, std::span<const RevisionEntry> wanted)
{
    JudgedMarks inputs;
    inputs.kind = kind;
    inputs.isWholeHistory = m_isWhole;
    inputs.waivers = *m_waivers;
    inputs.limits = m_limits;
    if (m_baseline) {
        CBOARD_TRY(inputs.baseline, inputOf(*m_baseline, inputs));
    }
    if (m_knownMarks == Known::Marked) {
        CBOARD_TRY(inputs.incidents, m_outcomes->incidents());
    }
    std::size_t next = wanted.size();
    for (std::size_t place = 0; place < m_history.size(); ++place) {
        CBOARD_TRY_VOID(m_context.task.check());
        const RevisionEntry& revision = m_history[place];
        const bool isWanted = next > 0 && wanted[next - 1].ref.id == revision.ref.id;
        next -= isWanted ? 1 : 0;
        CBOARD_TRY(auto input, inputOf(revision, inputs));
        input.isWanted = isWanted;
        inputs.inputs.push_back(std::move(input));
    }
    return inputs;
}

Result<JudgedMarks::Input> HistoryJudge::inputOf(const RevisionEntry& revision, JudgedMarks& inputs)
{
    CBOARD_TRY(const auto health, m_outcomes->health(revision));
    const auto touch = m_context.outcomes.touchOf(m_context, revision.ref.id);
    inputs.isOfNow = inputs.isOfNow && touch;
    return JudgedMarks::Input{.revision = revision.ref.id,
                              .stamp = stampOf(revision, m_outcomes->openPlan().window()),
                              .touch = touch.value_or(0),
                              .illLabs = health->illLabs};
}

Result<OutcomeCache::JudgedPtr> HistoryJudge::marks(ResultKind kind,
                                                    std::span<const RevisionEntry> wanted)
{
    if (wanted.empty()) {
        return std::make_shared<const JudgedMarks>();
    }
    CBOARD_TRY_VOID(load(kind, wanted));
    CBOARD_TRY(auto inputs, inputsOf(kind, wanted));
    if (auto known = m_context.outcomes.judged(inputs)) {
        return known;
    }
    auto judged = std::make_shared<JudgedMarks>(std::move(inputs));
    judged->marks.resize(wanted.size());
    m_ledger.emplace();
    const auto done = judgeLoaded(kind, wanted, [&](const JudgedCell& cell) {
        if (cell.marks != 0) {
            judged->marks[cell.wanted].emplace_back(cell.cell, cell.marks);
        }
    });
    judged->regressions = regressionsFrom(*m_ledger, windowBegin(wanted));
    m_ledger.reset();
    CBOARD_TRY_VOID(done);
    m_context.outcomes.keep(judged);
    return OutcomeCache::JudgedPtr(std::move(judged));
}

std::int32_t HistoryJudge::windowBegin(std::span<const RevisionEntry> wanted) const
{
    const auto oldest = std::ranges::find_if(m_history, [&wanted](const RevisionEntry& revision) {
        return revision.ref.id == wanted.back().ref.id;
    });
    return static_cast<std::int32_t>(oldest - m_history.begin());
}

Result<void> HistoryJudge::judgeLoaded(ResultKind kind, std::span<const RevisionEntry> wanted,
                                       const Visitor& visit)
{
    if (m_baseline) {
        CBOARD_TRY(m_before, BaselineOutcomes::read(m_context, *m_outcomes, kind, *m_baseline));
    }
    m_tracks.clear();
    m_families.clear();
    std::size_t next = wanted.size();
    for (std::size_t i = 0; i < m_history.size(); ++i) {
        CBOARD_TRY_VOID(m_context.task.check());
        const bool isWanted = next > 0 && wanted[next - 1].ref.id == m_history[i].ref.id;
        next -= isWanted ? 1 : 0;
        CBOARD_TRY_VOID(step(kind, static_cast<std::int32_t>(i),
                             isWanted ? std::optional(next) : std::nullopt, visit));
    }
    return {};
}

std::int32_t HistoryJudge::oldestRunPlace() const
{
    const auto limit = m_history.back().orderTime
        - std::chrono::duration_cast<Timestamp::duration>(m_limits.silentAfter).count();
    const auto first =
        std::find_if(m_history.begin(), m_history.end(),
                     [limit](const RevisionEntry& entry) { return entry.orderTime >= limit; });
    return static_cast<std::int32_t>(first - m_history.begin());
}

void HistoryJudge::noteFamilies(const CellIndex& cells, const RevisionOutcomes& outcomes,
                                const std::vector<std::int64_t>& illLabs)
{
    for (const CellOutcome& outcome : outcomes.cells) {
        Family& family = m_families[cells.familyOf(outcome.cell)];
        const bool isIll = !illLabs.empty()
            && std::binary_search(illLabs.begin(), illLabs.end(), cells.keyOf(outcome.cell).lab);
        if (outcome.fails > 0 && !isIll) {
            family.failedAt = m_place;
        } else if (outcome.passes > 0) {
            family.passedAt = m_place;
        }
    }
}

Result<void> HistoryJudge::noteIncidents(ResultKind kind, const RevisionOutcomes& outcomes)
{
    m_known.clear();
    CBOARD_TRY(const auto incidents, m_outcomes->incidents());
    for (const TroubledRun& run : outcomes.troubled) {
        CBOARD_TRY(const bool isNamed, m_outcomes->isNamed(*incidents, kind, run.key));
        if (isNamed) {
            m_known.insert(run.cell);
        }
    }
    return {};
}

Result<void> HistoryJudge::step(ResultKind kind, std::int32_t place,
                                std::optional<std::size_t> wanted, const Visitor& visit)
{
    const RevisionEntry& revision = m_history[static_cast<std::size_t>(place)];
    // What is not asked for only leads up to it: how often each cell passed and failed is enough.
    CBOARD_TRY(
        const auto outcomes,
        m_outcomes->outcomes(kind, revision, wanted ? OutcomeDetail::Runs : OutcomeDetail::Counts));
    CBOARD_TRY(const auto health, m_outcomes->health(revision));
    const CellIndex& cells = m_context.outcomes.cells(kind);
    m_tracks.resize(cells.size());
    m_families.resize(m_tracks.size());
    m_place = place;
    noteFamilies(cells, *outcomes, health->illLabs);
    if (wanted && m_knownMarks == Known::Marked) {
        CBOARD_TRY_VOID(noteIncidents(kind, *outcomes));
    }
    const bool isAnyIll = !health->illLabs.empty();
    for (const CellOutcome& outcome : outcomes->cells) {
        const CellKey& key = cells.keyOf(outcome.cell); // Read only where it is needed.
        const Family& family = m_families[cells.familyOf(outcome.cell)];
        const analysis::CellRuns runs{
            .passes = outcome.passes,
            .fails = outcome.fails,
            .infrastructure = outcome.infrastructure,
            .isLabIll = isAnyIll
                && std::binary_search(health->illLabs.begin(), health->illLabs.end(), key.lab),
            .passedElsewhere = family.passedAt == place,
            .failedElsewhere = family.failedAt == place};
        analysis::CellTrack& track = m_tracks[outcome.cell];
        CellMarks marks = track.add(runs, place, m_isWhole, m_flakyLimits.of(key));
        if (!wanted && !m_ledger) {
            continue;
        }
        if (m_before) {
            marks = analysis::againstBaseline(marks, analysis::outcomeOf(runs),
                                              m_before->of(outcome.cell));
        }
        marks = static_cast<CellMarks>(
            marks | (outcome.isStale ? markBit(CellMark::Stale) : 0)
            | (wanted && m_known.contains(outcome.cell) ? markBit(CellMark::Known) : 0)
            | (outcome.fails > 0 && isWaived(kind, key) ? markBit(CellMark::Waived) : 0));
        if (m_ledger) {
            const bool isConclusive = analysis::outcomeOf(runs) != analysis::Outcome::Inconclusive;
            m_ledger->add(outcome.cell, place, isConclusive, marks, track);
        }
        if (wanted) {
            visit({*wanted, place, outcome.cell, &key, query::countedMarks(marks), &outcome, &track,
                   outcomes.get()});
        }
    }
    return {};
}

Result<void> HistoryJudge::loadWaivers()
{
    if (m_waivers) {
        return {};
    }
    m_waivers.emplace();
    CBOARD_TRY(const auto targets,
               loadWaivedCells(m_context.database.file(), m_outcomes->openPlan().now()));
    for (const query::CellNames& cell : targets) {
        if (const auto key = findCell(m_context.names, cell)) {
            m_waivers->push_back(*key);
        }
    }
    return {};
}

bool HistoryJudge::isWaived(ResultKind kind, const CellKey& key) const
{
    const auto fits = [](std::int64_t wanted, std::int64_t word) {
        return wanted == 0 || wanted == word;
    };
    return std::any_of(m_waivers->begin(), m_waivers->end(), [&](const CellKey& waived) {
        // The boots of a board are one cell, whatever their paths.
        const bool isBoot = waived.path != 0 && m_context.names.path(waived.path).isBoot;
        const bool isThePath = kind == ResultKind::Boots ? isBoot : waived.path == key.path;
        return isThePath && fits(waived.config, key.config)
            && fits(waived.architecture, key.architecture) && fits(waived.compiler, key.compiler)
            && fits(waived.platform, key.platform) && fits(waived.lab, key.lab);
    });
}

BuildFacts buildOf(const CellKey& key)
{
    BuildFacts build;
    build.config = key.config;
    build.architecture = key.architecture;
    build.compiler = key.compiler;
    return build;
}

ResultFacts factsOf(const CellKey& key, const BuildFacts& build)
{
    ResultFacts facts;
    facts.build = &build;
    facts.platform = key.platform;
    facts.lab = key.lab;
    facts.path = key.path;
    return facts;
}

bool selectsCell(const FilterPlan& plan, ResultKind kind, const CellKey& key, CellMarks marks,
                 RevisionWords words)
{
    if (!plan.limitsResults(words.has_value())) {
        return true; // Asked of millions of cells, mostly without a filter.
    }
    const BuildFacts build = buildOf(key);
    const bool hasPath =
        kind == ResultKind::Boots ? plan.pathsHoldBoots() : plan.paths().contains(key.path);
    return hasPath && plan.matchesMarks(marks)
        && plan.withoutOutcomes().matchesGroup(factsOf(key, build), words);
}

MarkReader::MarkReader(const QueryContext& context, std::unique_ptr<HistoryJudge> judge)
    : m_context(context)
    , m_judge(std::move(judge))
{
}

Result<std::unique_ptr<MarkReader>> MarkReader::create(const QueryContext& context,
                                                       const query::Common& common)
{
    CBOARD_TRY(auto judge, HistoryJudge::create(context, common));
    return std::unique_ptr<MarkReader>(new MarkReader(context, std::move(judge)));
}

Result<void> MarkReader::prepare(ResultKind kind, std::span<const RevisionEntry> revisions)
{
    auto& marks = m_marks[static_cast<std::size_t>(kind)];
    CBOARD_TRY(const auto judged, m_judge->marks(kind, revisions));
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        RevisionMarks& own = marks[revisions[i].ref.id];
        for (const auto& [cell, some] : judged->marks[i]) {
            own.set(cell, some);
        }
    }
    return {};
}

Result<const RevisionMarks*> MarkReader::marksAt(ResultKind kind, const RevisionEntry& revision)
{
    const auto& marks = m_marks[static_cast<std::size_t>(kind)];
    if (!marks.contains(revision.ref.id)) {
        CBOARD_TRY_VOID(prepare(kind, {&revision, 1}));
    }
    return &marks.at(revision.ref.id);
}

CellMarks MarkReader::of(const RevisionMarks& marks, ResultKind kind,
                         const ResultFacts& facts) const
{
    const auto cell = m_context.outcomes.cells(kind).find(cellOf(kind, facts));
    return cell ? marks.of(*cell) : CellMarks{};
}

} // namespace cboard::store
