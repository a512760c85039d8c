// SPDX-License-Identifier: GPL-3.0-or-later
// The errors of a log by rules.
#include "core/service/log_analysis.h"
#include "core/service/own_rules.h"
#include "ui/logview/log_document.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    using Errors = std::vector<logs::MarkedError>;

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
        const Errors& errors = *document.errors;
        return errors.empty() || index.rowOfLine(errors.back().lastLine) + 1 < known
            ? first
            : std::min(first, errors.back().row);
    }

    /// By the rules that \p own and the shipped ones make today.
    const query::LogFindings* storedFindings(const LogDocument& document, const std::string& own)
    {
        const auto& findings = document.findings;
        return findings && findings->rules == service::findingRules(own) ? &*findings : nullptr;
    }

    /// Whether each error was stored with its place: of those that come again only the first is.
    bool tellsAllPlaces(const query::LogFindings& findings)
    {
        return findings.errors.size() < service::MostFindings
            && std::ranges::all_of(findings.errors, [](auto& error) { return error.count == 1; });
    }

    logs::RuleFindings findingsOf(const query::LogFindings& stored, const logs::LineIndex& index)
    {
        logs::RuleFindings findings;
        for (const query::LogFindings::Error& error : stored.errors) {
            findings.errors.push_back({.row = index.rowOfLine(error.line),
                                       .firstLine = error.line,
                                       .lastLine = error.line,
                                       .severity = static_cast<logs::Severity>(error.severity),
                                       .kind = error.kind,
                                       .title = error.title,
                                       .fingerprint = error.fingerprint});
        }
        std::ranges::stable_sort(findings.errors, {}, &logs::MarkedError::row);
        return findings;
    }

    /// Those before \p firstRow as they were known, then the new ones; of several in a row the
    /// worst.
    Errors joined(const Errors& known, std::int64_t firstRow, Errors&& found)
    {
        Errors errors;
        for (const logs::MarkedError& error : known) {
            if (error.row < firstRow) {
                errors.push_back(error);
            }
        }
        for (logs::MarkedError& error : found) {
            if (errors.empty() || errors.back().row < error.row) {
                errors.push_back(std::move(error));
            } else if (error.severity < errors.back().severity) {
                errors.back() = std::move(error);
            }
        }
        return errors;
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
    CBOARD_TRY(const auto rules, service::logRules(storeFile));
    auto result = std::make_shared<LogDocument>(document);
    if (document.ownRules != own) {
        CBOARD_TRY(result->text, withoutRuleMarks(document, task));
        result->ownRules = own;
        result->analysedRows = 0;
        result->errors = std::make_shared<const Errors>();
    }
    if (result->text->rowCount() < document.text->rowCount()) {
        return nullptr; // The file became shorter, which is said already.
    }
    logs::RuleFindings findings;
    std::int64_t firstRow = 0;
    const query::LogFindings* stored = storedFindings(document, own);
    if (stored != nullptr && tellsAllPlaces(*stored)) {
        findings = findingsOf(*stored, result->text->index());
    } else {
        firstRow = firstUnknownRow(*result);
        CBOARD_TRY(findings, logs::findRuleErrors(*result->text, rules, firstRow, task));
    }
    result->errors = std::make_shared<const Errors>(
        joined(*result->errors, firstRow, std::move(findings.errors)));
    logs::RuleMarks marks;
    marks.quietRows = std::move(findings.quietRows);
    for (const logs::MarkedError& error : *result->errors) {
        logs::addMark(error, marks);
    }
    result->text = result->text->withMarks(marks);
    result->analysedRows = result->text->rowCount();
    result->place = result->text->firstPlace(result->part());
    return std::shared_ptr<const LogDocument>(std::move(result));
}

} // namespace cboard::ui
