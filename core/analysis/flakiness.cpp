// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/flakiness.h"

#include <algorithm>
#include <bit>

namespace cboard::analysis {

namespace {

    /// The newest \p count bits.
    std::uint32_t newest(std::int32_t count)
    {
        return count >= 32 ? ~0U : (1U << static_cast<unsigned>(count)) - 1U;
    }

} // namespace

void RunWindow::push(bool isPass, bool isFirstOfRevision, std::int32_t most)
{
    m_passes = m_passes << 1U | (isPass ? 1U : 0U);
    m_starts = m_starts << 1U | (isFirstOfRevision ? 1U : 0U);
    m_count = std::min(m_count + 1, most);
    m_passes &= newest(m_count);
    m_starts &= newest(m_count);
}

void RunWindow::add(std::int32_t passes, std::int32_t fails, const FlakyLimits& limits)
{
    // More than a window's worth changes nothing, as long as one of each outcome stays in it.
    fails = std::min(fails, limits.runs);
    passes = std::min(passes, std::max(limits.runs - fails, 1));
    for (std::int32_t i = 0; i < fails; ++i) {
        push(false, i == 0, limits.runs);
    }
    for (std::int32_t i = 0; i < passes; ++i) {
        push(true, i == 0 && fails == 0, limits.runs);
    }
}

std::int32_t RunWindow::passes() const
{
    return std::popcount(m_passes);
}

std::int32_t RunWindow::flips() const
{
    return m_count < 2 ? 0 : std::popcount((m_passes ^ m_passes >> 1U) & newest(m_count - 1));
}

template <typename Visit>
void RunWindow::forEachRevision(Visit visit) const
{
    for (std::int32_t begin = 0; begin < m_count;) {
        const std::uint32_t starts = m_starts >> static_cast<unsigned>(begin);
        const std::int32_t length = std::min(std::countr_zero(starts) + 1, m_count - begin);
        visit(m_passes >> static_cast<unsigned>(begin) & newest(length), length);
        begin += length;
    }
}

std::int32_t RunWindow::disagreements() const
{
    std::int32_t found = 0;
    forEachRevision([&found](std::uint32_t passes, std::int32_t length) {
        found += passes != 0 && passes != newest(length) ? 1 : 0;
    });
    return found;
}

std::int32_t RunWindow::comparable() const
{
    std::int32_t found = 0;
    forEachRevision([&found](std::uint32_t, std::int32_t length) { found += length > 1 ? 1 : 0; });
    return found;
}

std::int32_t RunWindow::revisions() const
{
    return std::popcount(m_starts);
}

std::int32_t RunWindow::recentPassPercent() const
{
    constexpr std::int32_t RecentRuns = 10;
    const std::int32_t runs = std::min(m_count, RecentRuns);
    return runs == 0 ? 0 : std::popcount(m_passes & newest(runs)) * 100 / runs;
}

bool isFlaky(const RunWindow& window, const FlakyLimits& limits)
{
    const std::int32_t flips = window.flips();
    if (flips == 0) {
        return false;
    }
    const std::int32_t passes = window.passes() * 100;
    const bool isUnsteady =
        passes >= window.runs() * limits.lowRate && passes <= window.runs() * limits.highRate;
    return flips >= limits.flips || (isUnsteady && flips >= limits.flipsOfUnsteady)
        || window.disagreements() > 0;
}

} // namespace cboard::analysis
