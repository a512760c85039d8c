// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/log_matcher.h"
#include "core/store/revisions/filter_plan.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace cboard::store {

struct TestColumns;

/// The texts that name a board's system on chip: its last, most general compatible, with and
/// without the vendor.
std::vector<std::string> socOf(const std::vector<std::string>& compatibles);

/// Evaluates the terms of a filter over what only the rows themselves lead to: `compat` and `soc`
/// (once a job), `source` (once a document), `log` (each excerpt and stored log once). One per
/// query, asked last, since logs are read for it; stops soon after its task was stopped, within a
/// log, too.
class RunTexts {
public:
    RunTexts(const QueryContext& context, const FilterPlan& plan)
        : m_context(context)
        , m_plan(plan)
    {
    }

    Result<bool> matchesRun(const TestColumns& columns);
    Result<bool> matchesBuild(std::int64_t build);

    using Texts = std::vector<std::string>;
    /// The compatibles of the board that a run's job ran on, most specific first.
    Result<const Texts*> compatibles(const TestColumns& columns);

private:
    Result<const Texts*> sourceOf(std::int64_t document);
    Result<bool> matchesLogs(std::size_t term, int kind, std::int64_t record,
                             std::optional<std::int64_t> excerpt);
    Result<bool> matchesStoredLog(std::size_t term, int kind, std::int64_t record);
    Result<bool> matchesText(std::size_t term, std::string_view text);

    const QueryContext& m_context;
    const FilterPlan& m_plan;
    std::unordered_map<std::size_t, query::LogMatcher> m_matchers; ///< By term.
    std::unordered_map<std::int64_t, Texts> m_compatibles; ///< By job.id.
    std::unordered_map<std::int64_t, Texts> m_sources; ///< By document.id.
    /// By log.id, and by minus excerpt.id: one bit per term that matches it.
    std::unordered_map<std::int64_t, std::vector<std::optional<bool>>> m_logs;
};

} // namespace cboard::store
