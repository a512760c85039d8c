// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/limits.h"

#include <cstdint>

/// How steadily a cell passes or fails, over its last conclusive runs.
namespace cboard::analysis {

using query::FlakyLimits;

/// The conclusive runs of one cell that count, oldest forgotten first. Twelve bytes, so that a
/// history of a whole branch fits in the cache of a processor.
class RunWindow {
public:
    /// One revision's runs. In which order they ran does not matter: a revision with both outcomes
    /// makes the cell flaky by itself.
    void add(std::int32_t passes, std::int32_t fails, const FlakyLimits& limits = {});

    std::int32_t runs() const { return m_count; }
    std::int32_t passes() const;
    std::int32_t flips() const;
    /// Revisions with both outcomes, and those with two or more runs, as far as they are in the
    /// window.
    std::int32_t disagreements() const;
    std::int32_t comparable() const;
    /// Revisions all of whose runs are in the window.
    std::int32_t revisions() const;
    /// Passes among the newest ten runs, in percent of them; 0 without runs.
    std::int32_t recentPassPercent() const;

private:
    void push(bool isPass, bool isFirstOfRevision, std::int32_t most);
    template <typename Visit>
    void forEachRevision(Visit visit) const;

    std::uint32_t m_passes = 0; ///< Bit 0 is the newest run.
    std::uint32_t m_starts = 0; ///< Set at the oldest run of each revision.
    std::int32_t m_count = 0;
};

/// Both outcomes in one revision, or many changes, or some and a pass rate that says nothing.
bool isFlaky(const RunWindow& window, const FlakyLimits& limits = {});

} // namespace cboard::analysis
