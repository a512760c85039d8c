// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/outcome_cache.h"

#include "core/domain/ids.h"
#include "core/store/revisions/outcome_file.h"
#include "core/store/revisions/revision_rows.h"
#include "core/store/revisions/revision_runs.h"

#include <algorithm>

namespace cboard::store {

namespace {

    /// Three for each of a dozen branches. One is about a megabyte for the tests of fifteen large
    /// revisions, little for builds and boots.
    constexpr std::size_t KeptJudgements = 48;
    /// All of them together; the newest one stays however large it is.
    constexpr std::size_t MostJudgedBytes = 64 << 20;

    /// Whether both point, or pointed, to one object; an expired one is like no other.
    template <typename T>
    bool isSameObject(const std::weak_ptr<T>& a, const std::weak_ptr<T>& b)
    {
        return !a.expired() && !a.owner_before(b) && !b.owner_before(a);
    }

    struct Touched {
        std::vector<std::int64_t> revisions;
        bool areIncidents = false;
        bool isGap = false; ///< The feed no longer reaches back far enough.
    };

    Result<Touched> touchedSince(const QueryContext& context, std::uint64_t generation)
    {
        Touched touched;
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT revision, kind FROM change"
                                            " WHERE generation > ?1 AND generation <= ?2"));
        rows.bindAll(static_cast<std::int64_t>(generation),
                     static_cast<std::int64_t>(context.generation));
        CBOARD_TRY_VOID(forEachRow(rows, [&touched](const Statement& row) -> Result<void> {
            const auto kind = static_cast<RecordKind>(row.integer(1));
            touched.areIncidents = touched.areIncidents || kind == RecordKind::Incident;
            if (row.integer(0) != 0) {
                touched.revisions.push_back(row.integer(0));
            }
            return {};
        }));
        CBOARD_TRY(auto oldest,
                   context.database.prepare("SELECT generation FROM change"
                                            " ORDER BY generation LIMIT 1"));
        CBOARD_TRY(const bool hasRow, oldest.step());
        touched.isGap = !hasRow || oldest.integer(0) > static_cast<std::int64_t>(generation) + 1;
        return touched;
    }

    bool hasSameCheckouts(const RevisionOutcomes& outcomes, const RevisionEntry& revision)
    {
        return std::equal(
            outcomes.checkouts.begin(), outcomes.checkouts.end(), revision.checkouts.begin(),
            revision.checkouts.end(),
            [](std::int64_t id, const CheckoutEntry& checkout) { return id == checkout.id; });
    }

} // namespace

bool JudgedMarks::serves(const JudgedMarks& other) const
{
    const bool hasSameIncidents =
        !other.incidents || (incidents && isSameObject(*incidents, *other.incidents));
    return isOfNow && other.isOfNow && kind == other.kind && isWholeHistory == other.isWholeHistory
        && waivers == other.waivers && limits == other.limits && baseline == other.baseline
        && hasSameIncidents && inputs == other.inputs;
}

std::size_t JudgedMarks::sizeBytes() const
{
    std::size_t bytes = sizeof(*this) + inputs.capacity() * sizeof(Input)
        + regressions.capacity() * sizeof(analysis::Regression);
    for (const auto& some : marks) {
        bytes += sizeof(some) + some.capacity() * sizeof(some.front());
    }
    return bytes;
}

OutcomeCache::OutcomeCache(std::size_t mostBytes, Kept kept)
    : m_mostBytes(mostBytes)
    , m_file(kept == Kept::Read ? std::make_unique<OutcomeFile>() : nullptr)
{
}

OutcomeCache::~OutcomeCache() = default;

Result<void> OutcomeCache::sync(const QueryContext& context)
{
    std::uint64_t known = 0;
    {
        const std::lock_guard lock(m_mutex);
        known = m_generation;
    }
    if (context.generation == known) {
        return {};
    }
    Touched touched;
    if (known != 0 && context.generation > known) {
        CBOARD_TRY(touched, touchedSince(context, known));
    }
    const std::lock_guard lock(m_mutex);
    if (m_generation != known) {
        return {}; // Another query was faster; what it left serves, or is not current for us.
    }
    // A generation that counts lower is another store in the same place.
    if (known == 0 || context.generation < known || touched.isGap) {
        clear();
    }
    for (const std::int64_t revision : touched.revisions) {
        drop(revision);
    }
    if (touched.areIncidents || (m_incidents && !m_incidents->isWhole)) {
        m_incidents.reset(); // What arrived may be what an incident names.
    }
    m_generation = context.generation;
    return {};
}

bool OutcomeCache::isCurrent(const QueryContext& context) const
{
    return context.generation == m_generation;
}

OutcomeCache::OutcomesPtr OutcomeCache::outcomes(const QueryContext& context, ResultKind kind,
                                                 const RevisionEntry& revision,
                                                 OutcomeDetail detail, RunningWindow window)
{
    const std::lock_guard lock(m_mutex);
    const auto place = m_entries.find(revision.ref.id);
    if (!isCurrent(context) || place == m_entries.end()) {
        return nullptr;
    }
    place->second.lastUse = ++m_clock;
    const OutcomesPtr& found = place->second.outcomes[static_cast<std::size_t>(kind)];
    const bool serves = found && found->detail >= detail && found->window.length == window.length
        && hasSameCheckouts(*found, revision);
    return serves ? found : nullptr;
}

OutcomeCache::HealthPtr OutcomeCache::health(const QueryContext& context,
                                             const RevisionEntry& revision, Timestamp now,
                                             RunningWindow window, const query::LabLimits& limits)
{
    const std::lock_guard lock(m_mutex);
    const auto place = m_health.find(revision.ref.id);
    if (!isCurrent(context) || place == m_health.end()) {
        return nullptr;
    }
    const HealthPtr& found = place->second;
    const bool serves = found->clocks.holds(now) && found->window.length == window.length
        && found->limits == limits;
    return serves ? found : nullptr;
}

OutcomeCache::IncidentsPtr OutcomeCache::incidents(const QueryContext& context)
{
    const std::lock_guard lock(m_mutex);
    return isCurrent(context) ? m_incidents : nullptr;
}

OutcomeCache::JudgedPtr OutcomeCache::judged(const JudgedMarks& inputs)
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find_if(
        m_judged, [&inputs](const JudgedPtr& kept) { return kept->serves(inputs); });
    if (found == m_judged.end()) {
        return nullptr;
    }
    m_judged.splice(m_judged.begin(), m_judged, found);
    return m_judged.front();
}

void OutcomeCache::keep(JudgedPtr judged)
{
    const std::lock_guard lock(m_mutex);
    m_judged.push_front(std::move(judged));
    if (m_judged.size() > KeptJudgements) {
        m_judged.pop_back();
    }
    std::size_t bytes = m_judged.front()->sizeBytes();
    for (auto kept = std::next(m_judged.begin()); kept != m_judged.end();) {
        bytes += (*kept)->sizeBytes();
        kept = bytes > MostJudgedBytes ? m_judged.erase(kept) : std::next(kept);
    }
}

std::optional<std::uint64_t> OutcomeCache::touchOf(const QueryContext& context,
                                                   std::int64_t revision)
{
    const std::lock_guard lock(m_mutex);
    if (!isCurrent(context)) {
        return std::nullopt;
    }
    const auto touch = m_touches.find(revision);
    return touch == m_touches.end() ? m_clearedAt : touch->second;
}

void OutcomeCache::keep(const QueryContext& context, ResultKind kind, const RevisionEntry& revision,
                        OutcomesPtr outcomes)
{
    const std::lock_guard lock(m_mutex);
    if (!isCurrent(context)) {
        return;
    }
    Entry& entry = m_entries[revision.ref.id];
    entry.lastUse = ++m_clock;
    OutcomesPtr& place = entry.outcomes[static_cast<std::size_t>(kind)];
    const bool knowsMore = place && place->detail > outcomes->detail
        && place->checkouts == outcomes->checkouts
        && place->window.length == outcomes->window.length;
    if (knowsMore) {
        return; // Another query read it meanwhile.
    }
    m_bytes -= place ? place->sizeBytes() : 0;
    place = std::move(outcomes);
    m_bytes += place->sizeBytes();
    evict();
}

void OutcomeCache::keep(const QueryContext& context, const RevisionEntry& revision,
                        HealthPtr health)
{
    const std::lock_guard lock(m_mutex);
    if (isCurrent(context)) {
        m_health[revision.ref.id] = std::move(health);
    }
}

void OutcomeCache::keep(const QueryContext& context, IncidentsPtr incidents)
{
    const std::lock_guard lock(m_mutex);
    if (isCurrent(context)) {
        m_incidents = std::move(incidents);
    }
}

OutcomeCache::RunsPtr OutcomeCache::runs(const QueryContext& context, const RevisionEntry& revision)
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find_if(m_runs, [&revision](const RunsPtr& kept) {
        return kept->revision() == revision.ref.id && kept->hasCheckoutsOf(revision);
    });
    if (!isCurrent(context) || found == m_runs.end()) {
        return nullptr;
    }
    m_runs.splice(m_runs.begin(), m_runs, found);
    return m_runs.front();
}

void OutcomeCache::keep(const QueryContext& context, RunsPtr runs)
{
    const std::lock_guard lock(m_mutex);
    if (!isCurrent(context)) {
        return;
    }
    m_runs.remove_if([&runs](const RunsPtr& kept) { return kept->revision() == runs->revision(); });
    m_runs.push_front(std::move(runs));
    std::size_t bytes = m_runs.front()->sizeBytes();
    for (auto kept = std::next(m_runs.begin()); kept != m_runs.end();) {
        bytes += (*kept)->sizeBytes();
        kept = bytes > MostRunBytes ? m_runs.erase(kept) : std::next(kept);
    }
}

template <typename Sums>
std::shared_ptr<const Sums> OutcomeCache::find(const SumsMemory<Sums>& memory,
                                               const QueryContext& context,
                                               const SumsOrigin& origin, Timestamp now)
{
    const std::lock_guard lock(m_mutex);
    return isCurrent(context) ? memory.find(origin.revision, origin.stamp, now) : nullptr;
}

OutcomeCache::SumsPtr OutcomeCache::sums(const QueryContext& context, const SumsOrigin& origin,
                                         Timestamp now)
{
    return find(m_sums, context, origin, now);
}

OutcomeCache::RunSumsPtr OutcomeCache::runSums(const QueryContext& context,
                                               const SumsOrigin& origin, Timestamp now)
{
    return find(m_runSums, context, origin, now);
}

void OutcomeCache::keep(const QueryContext& context, SumsPtr sums)
{
    const std::lock_guard lock(m_mutex);
    if (isCurrent(context)) {
        m_sums.keep(std::move(sums));
    }
}

void OutcomeCache::keep(const QueryContext& context, RunSumsPtr sums)
{
    const std::lock_guard lock(m_mutex);
    if (isCurrent(context)) {
        m_runSums.keep(std::move(sums));
    }
}

CellHistoryPtr OutcomeCache::cellRuns(const QueryContext& context, const CellSelection& selection)
{
    const std::lock_guard lock(m_mutex);
    return isCurrent(context) ? m_cellRuns.find(selection) : nullptr;
}

void OutcomeCache::keep(const QueryContext& context, const CellSelection& selection,
                        CellHistoryPtr history)
{
    const std::lock_guard lock(m_mutex);
    if (isCurrent(context)) {
        m_cellRuns.keep(selection, std::move(history));
    }
}

void OutcomeCache::clear()
{
    m_cellRuns.clear();
    m_sums.clear();
    m_runSums.clear();
    m_runs.clear();
    m_entries.clear();
    m_health.clear();
    m_touches.clear();
    m_clearedAt = ++m_touchCount;
    m_incidents.reset();
    m_bytes = 0;
}

void OutcomeCache::drop(std::int64_t revision)
{
    m_runs.remove_if([revision](const RunsPtr& kept) { return kept->revision() == revision; });
    m_sums.drop(revision);
    m_runSums.drop(revision);
    m_health.erase(revision);
    m_touches[revision] = ++m_touchCount;
    dropOutcomes(revision);
}

void OutcomeCache::dropOutcomes(std::int64_t revision)
{
    const auto place = m_entries.find(revision);
    if (place == m_entries.end()) {
        return;
    }
    for (const OutcomesPtr& outcomes : place->second.outcomes) {
        m_bytes -= outcomes ? outcomes->sizeBytes() : 0;
    }
    m_entries.erase(place);
}

void OutcomeCache::evict()
{
    while (m_bytes > m_mostBytes && m_entries.size() > 1) {
        const auto oldest =
            std::min_element(m_entries.begin(), m_entries.end(), [](const auto& a, const auto& b) {
                return a.second.lastUse < b.second.lastUse;
            });
        dropOutcomes(oldest->first);
    }
}

} // namespace cboard::store
