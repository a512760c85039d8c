// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/pattern_set.h"
#include "core/logs/rules/section_file.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// What lies in what; the outermost first.
enum class StageLevel : std::uint8_t { Phase, Suite, Case };

/// One section of the stage file, compiled.
struct StageRule {
    std::string kind; ///< "early_boot"; several rules may share it.
    StageLevel level = StageLevel::Phase;
    std::size_t order = 0; ///< Of a phase among the phases.
    LineExpression begin;
    std::optional<LineExpression> end;
    bool restarts = false;
    bool isOfDispatcher = false;
};

/// All rules, in their order. Immutable; read from any thread.
class StageRules {
public:
    /// Reads the text of a stage file, see resources/log_stages.conf. Errors: Parse with "line L,
    /// column C: what".
    static Result<std::shared_ptr<const StageRules>> parse(std::string_view text);

    /// The rules that are shipped with the program, compiled once (0.2 s, which nothing ends
    /// early: who is stopped does not wait). Errors: Cancelled.
    static Result<std::shared_ptr<const StageRules>> shipped(const TaskContext& task = {});
    static std::string_view shippedText();

    const std::vector<StageRule>& rules() const { return m_rules; }
    /// Finds begins and ends in one pass.
    const PatternSet& marks() const { return *m_marks; }
    /// What a pattern of marks() is: 2 i for the begin of rule i, 2 i + 1 for its end.
    std::size_t markOf(std::size_t pattern) const { return m_markOf[pattern]; }

private:
    StageRules() = default;
    std::vector<StageRule> m_rules;
    std::shared_ptr<const PatternSet> m_marks;
    std::vector<std::size_t> m_markOf; ///< By pattern.
};

} // namespace cboard::logs
