// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/rule_marks.h"

#include "core/logs/rules/error_finder.h"

namespace cboard::logs {

namespace {

    MarkKind markKindOf(Severity severity)
    {
        switch (severity) {
        case Severity::Fatal:
            return MarkKind::KernelPanic;
        case Severity::Critical:
            return MarkKind::Oops;
        case Severity::Error:
            return MarkKind::Bug;
        case Severity::Warning:
        case Severity::Noise:
            return MarkKind::Warning;
        }
        return MarkKind::Error;
    }

} // namespace

Result<RuleMarks> findRuleMarks(const LogText& text, const std::shared_ptr<const RuleSet>& rules,
                                std::int64_t firstRow, const TaskContext& task)
{
    RuleMarks marks;
    const LineIndex& index = text.index();
    if (firstRow >= text.rowCount()) {
        return marks;
    }
    const LineIndex::RowGroup group = index.groupOf(firstRow);
    const LogStart start{group.begin, index.lineNumber(group.firstRow)};
    ErrorFinder finder(rules);
    CBOARD_TRY_VOID(forLogBlocks(
        *text.source(), text.format(), task,
        [&](const LogBlock& block) { return finder.read(block); }, start));
    for (const FoundError& error : finder.finish().errors) {
        const std::int64_t row = index.rowOfLine(error.firstLine);
        if (error.severity == Severity::Noise) {
            marks.quietRows.push_back(row);
            continue;
        }
        marks.marks.push_back(
            {row, markKindOf(error.severity), numberOfKind(error.kind, marks.kinds)});
    }
    return marks;
}

} // namespace cboard::logs
