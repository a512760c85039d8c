// SPDX-License-Identifier: GPL-3.0-or-later
// The errors of a log by rules.
#include "core/service/own_rules.h"
#include "ui/logview/log_document.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    /// The text as it was before rules marked it.
    Result<std::shared_ptr<const logs::LogText>> withoutRuleMarks(const LogDocument& document,
                                                                  const TaskContext& task)
    {
        if (!document.ownRules) {
            return document.text;
        }
        return logs::LogText::open(document.text->source(), document.text->format(), task);
    }

    /// Where to look on: what was the last row may have been the begin of a longer one, and what
    /// was appended may belong to the last report.
    std::int64_t firstUnknownRow(const LogDocument& document)
    {
        const logs::LineIndex& index = document.text->index();
        const std::int64_t known = std::min(document.analysedRows, document.text->rowCount());
        if (known == 0) {
            return 0;
        }
        const std::int64_t first = index.groupOf(known - 1).firstRow;
        const logs::MarkedErrors& errors = *document.errors;
        if (errors.isEmpty()) {
            return first;
        }
        const logs::MarkedError last = errors[errors.size() - 1];
        return index.rowOfLine(last.lastLine) + 1 < known ? first : std::min(first, last.row);
    }

} // namespace

Result<std::shared_ptr<const LogDocument>> analysed(const LogDocument& document,
                                                    const std::filesystem::path& storeFile,
                                                    const TaskContext& task)
{
    CBOARD_TRY(const std::string own, service::ownRulesText(storeFile));
    if (document.ownRules == own && document.analysedRows == document.text->rowCount()) {
        return nullptr;
    }
    CBOARD_TRY(const auto rules, service::logRules(storeFile, task));
    auto result = std::make_shared<LogDocument>(document);
    if (document.ownRules != own) {
        CBOARD_TRY(result->text, withoutRuleMarks(document, task));
        result->ownRules = own;
        result->analysedRows = 0;
        result->errors = std::make_shared<const logs::MarkedErrors>();
        result->errorsLeftOut = 0;
    }
    if (result->text->rowCount() < document.text->rowCount()) {
        return nullptr; // The file became shorter, which is said already.
    }
    const std::int64_t firstRow = firstUnknownRow(*result);
    CBOARD_TRY(logs::RuleFindings findings,
               logs::findRuleErrors(*result->text, rules, firstRow, task));
    result->errors = std::make_shared<const logs::MarkedErrors>(
        firstRow == 0 ? std::move(findings.errors)
                      : joined(*result->errors, firstRow, findings.errors));
    result->errorsLeftOut += findings.leftOut;
    logs::RuleMarks marks = marksOf(*result->errors, result->text->index());
    marks.quietRows = std::move(findings.quietRows);
    result->text = result->text->withMarks(marks);
    result->analysedRows = result->text->rowCount();
    result->place = result->text->firstPlace(result->part());
    return std::shared_ptr<const LogDocument>(std::move(result));
}

} // namespace cboard::ui
