// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/cell_marks.h"

namespace cboard::store {

using query::CellMark;

std::size_t CellMarker::KeyHasher::operator()(const Key& key) const
{
    std::uint64_t hash = 0;
    for (const std::int64_t value : key) {
        hash = (hash ^ static_cast<std::uint64_t>(value)) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 32U;
    }
    return hash;
}

std::size_t CellMarker::seriesOf(const ResultFacts& facts)
{
    Key key{facts.build->config,
            facts.build->architecture,
            facts.build->compiler,
            facts.platform,
            facts.path,
            facts.lab};
    const auto [place, isNew] = m_seriesIndex.try_emplace(key, m_series.size());
    if (isNew) {
        key.back() = -1; // The same in any lab.
        const auto [combination, isNewCombination] =
            m_combinationIndex.emplace(key, static_cast<std::int32_t>(m_combinations.size()));
        if (isNewCombination) {
            m_combinations.emplace_back();
        }
        m_series.push_back({.combination = combination->second});
    }
    return place->second;
}

void CellMarker::add(const ResultFacts& facts, std::int64_t count, std::int32_t cell)
{
    if (!isConclusive(facts.statusClass)) {
        return;
    }
    const std::size_t index = seriesOf(facts);
    Series& series = m_series[index];
    if (!series.isTouched) {
        series.isTouched = true;
        m_touched.push_back(index);
    }
    if (cell >= 0) {
        series.cell = cell;
    }
    (facts.statusClass == StatusClass::Pass ? series.passes : series.fails) += count;
}

CellMarker::Verdict CellMarker::verdictOf(const Series& series)
{
    if (series.fails > 0) {
        return Verdict::Fail;
    }
    return series.passes > 0 ? Verdict::Pass : Verdict::None;
}

void CellMarker::mark(Series& series, query::MatrixCell& cell) const
{
    const Combination& combination = m_combinations[static_cast<std::size_t>(series.combination)];
    const Verdict now = verdictOf(series);
    const bool isConflict = combination.hasPassingLab && combination.hasFailingLab;
    if (isConflict) {
        cell.setMark(CellMark::LabConflict);
    }
    if (now == Verdict::Pass && series.baseline == Verdict::Fail) {
        cell.setMark(CellMark::Fixed);
    }
    if (now != Verdict::Fail) {
        return;
    }
    if (series.baseline == Verdict::Pass && !isConflict) {
        cell.setMark(CellMark::New);
    }
    if (m_isWholeHistory && !series.hasPassed && series.passes == 0) {
        cell.setMark(CellMark::NeverPassed);
    }
}

void CellMarker::finishRevision(std::vector<query::MatrixCell>& cells)
{
    for (const std::size_t index : m_touched) {
        const Series& series = m_series[index];
        Combination& combination = m_combinations[static_cast<std::size_t>(series.combination)];
        // A lab that saw both is in conflict with itself only: that is "mixed".
        (series.fails > 0 ? combination.hasFailingLab : combination.hasPassingLab) = true;
    }
    for (const std::size_t index : m_touched) {
        Series& series = m_series[index];
        if (series.cell >= 0) {
            mark(series, cells[static_cast<std::size_t>(series.cell)]);
        }
    }
    for (const std::size_t index : m_touched) {
        Series& series = m_series[index];
        m_combinations[static_cast<std::size_t>(series.combination)] = {};
        series.baseline = verdictOf(series);
        series.hasPassed = series.hasPassed || series.passes > 0;
        series = {.combination = series.combination,
                  .hasPassed = series.hasPassed,
                  .baseline = series.baseline};
    }
    m_touched.clear();
}

} // namespace cboard::store
