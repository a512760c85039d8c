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

/// How bad an error is; the worst first.
enum class Severity : std::uint8_t { Fatal, Critical, Error, Warning, Noise };

/// "fatal" ...
std::string_view severityKey(Severity severity);
std::optional<Severity> severityFromKey(std::string_view key);

/// One section of the rule file, compiled.
struct Rule {
    enum class Extent : std::uint8_t { Line, Report };
    enum class Source : std::uint8_t {
        Console, ///< What the device wrote; each line of a plain log.
        Lava, ///< What the dispatcher wrote, as "error: text".
    };
    std::string kind; ///< "kernel.panic"; several rules may share it.
    Severity severity = Severity::Error;
    LineExpression start;
    std::optional<LineExpression> end; ///< Of a report.
    std::vector<LineExpression> fields;
    Extent extent = Extent::Line;
    Source source = Source::Console;
    std::string title; ///< With {field}; empty: the first line.
    std::string key; ///< With {field}; empty: the title.
};

/// All rules, in their order. Immutable; read from any thread.
class RuleSet {
public:
    /// Reads the text of a rule file. Errors: Parse with "line L, column C: what".
    static Result<std::shared_ptr<const RuleSet>> parse(std::string_view text);

    /// Own rules, which win, and behind them those that are shipped. Errors: as parse(), of \p own.
    static Result<std::shared_ptr<const RuleSet>> shippedBehind(std::string_view own);

    /// The rules that are shipped with the program, compiled once (0.1 s, which nothing ends
    /// early: who is stopped does not wait). Errors: Cancelled.
    static Result<std::shared_ptr<const RuleSet>> shipped(const TaskContext& task = {});
    static std::string_view shippedText();

    const std::vector<Rule>& rules() const { return m_rules; }
    /// Finds all starts in one pass; the number of a pattern is that of its rule.
    const PatternSet& starts() const { return *m_starts; }

private:
    RuleSet() = default;
    static Result<std::shared_ptr<const RuleSet>> compile(std::vector<Rule> rules);
    std::vector<Rule> m_rules;
    std::shared_ptr<const PatternSet> m_starts;
};

} // namespace cboard::logs
