// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/rule_marks.h"

#include "core/logs/rules/error_finder.h"
#include "core/logs/terminal_text.h"

#include <algorithm>

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

    /// Cut between characters.
    std::string titleOf(std::string_view bytes)
    {
        std::size_t length = std::min(bytes.size(), MarkedError::LongestTitle);
        while (length < bytes.size() && length > 0
               && (static_cast<unsigned char>(bytes[length]) & 0xC0U) == 0x80) {
            --length;
        }
        std::string text;
        std::vector<StyledSpan> ignored;
        appendTerminalText(bytes.substr(0, length), text, ignored);
        return text;
    }

    void add(const FoundError& error, const LineIndex& index, RuleFindings& findings)
    {
        const std::int64_t row = index.rowOfLine(error.firstLine);
        if (error.severity == Severity::Noise) {
            findings.quietRows.push_back(row);
            return;
        }
        const std::string title = titleOf(error.title);
        findings.errors.add({.row = row,
                             .firstLine = error.firstLine,
                             .lastLine = error.lastLine,
                             .severity = error.severity,
                             .kind = error.kind,
                             .title = title,
                             .fingerprint = error.fingerprint.id});
    }

} // namespace

RuleMarks marksOf(const MarkedErrors& errors, const LineIndex& index)
{
    RuleMarks marks;
    marks.kinds = errors.kinds();
    marks.marks.reserve(errors.size());
    marks.ends.reserve(errors.size());
    for (std::size_t i = 0; i < errors.size(); ++i) {
        const MarkedError error = errors[i];
        marks.marks.push_back({error.row, markKindOf(error.severity), errors.kindOf(i)});
        marks.ends.push_back(index.rowOfLine(error.lastLine) + 1);
    }
    return marks;
}

Result<RuleFindings> findRuleErrors(const LogText& text,
                                    const std::shared_ptr<const RuleSet>& rules,
                                    std::int64_t firstRow, const TaskContext& task)
{
    RuleFindings findings;
    const LineIndex& index = text.index();
    if (firstRow >= text.rowCount()) {
        return findings;
    }
    const LineIndex::RowGroup group = index.groupOf(firstRow);
    const LogStart start{group.begin, index.lineNumber(group.firstRow)};
    ErrorFinder finder(rules);
    const auto take = [&](const std::vector<FoundError>& errors) {
        for (const FoundError& error : errors) {
            add(error, index, findings);
        }
    };
    const auto visit = [&](const LogBlock& block) {
        return finder.read(block).map([&] { take(finder.take()); });
    };
    CBOARD_TRY_VOID(forLogBlocks(*text.source(), text.format(), task, visit, start));
    const LogErrors last = finder.finish();
    take(last.errors);
    findings.leftOut = last.leftOut;
    return findings;
}

} // namespace cboard::logs
