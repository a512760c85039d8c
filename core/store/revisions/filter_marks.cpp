// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter_keys.h"
#include "core/store/revisions/filter_plan.h"
#include "core/store/revisions/revision_rows.h"
#include "core/store/revisions/user_words.h"
#include "core/store/rows/record_decoder.h"

#include <algorithm>

/// The terms of a filter that are about single results and cells: qualifiers, and what users wrote.
namespace cboard::store {

using query::FilterKey;
using query::FilterTerm;
using query::FilterValue;

void FilterPlan::addMarks(const FilterTerm& term)
{
    const auto words = query::fixedValues(FilterKey::Is); // In the order of the marks.
    MarkTerm marks;
    marks.isNegated = term.isNegated;
    for (const FilterValue& value : term.values) {
        const auto place = std::find(words.begin(), words.end(), value.text) - words.begin();
        const auto bit = query::markBit(static_cast<query::CellMark>(place));
        query::CellMarks& bits = value.isNegated ? marks.unwanted : marks.wanted;
        bits = static_cast<query::CellMarks>(bits | bit);
    }
    m_markTerms.push_back(marks);
}

bool FilterPlan::matchesMarks(query::CellMarks marks) const
{
    return std::all_of(m_markTerms.begin(), m_markTerms.end(), [marks](const MarkTerm& term) {
        const bool isMatch =
            (term.wanted == 0 || (marks & term.wanted) != 0) && (marks & term.unwanted) == 0;
        return isMatch != term.isNegated;
    });
}

FilterPlan FilterPlan::withoutMarks() const
{
    FilterPlan plan = *this;
    plan.m_markTerms.clear();
    return plan;
}

Result<void> FilterPlan::addUserWords(const QueryContext& context, const FilterTerm& term)
{
    constexpr std::string_view BuildTarget = "build:";
    constexpr std::string_view TestTarget = "test:";
    CBOARD_TRY(const auto matcher, query::TextMatcher::create(term));
    const auto kind = term.key == FilterKey::Mark ? UserWordKind::Mark : UserWordKind::Note;
    CBOARD_TRY(const auto words, loadUserWords(context.database.file(), kind));
    TargetTerm found;
    found.isNegated = term.isNegated;
    for (const UserWord& word : words) {
        const std::string_view target = word.target;
        if (!matcher.matches(word.text)) {
            continue;
        }
        if (const auto cell = query::parseCellTarget(target)) {
            if (const auto key = findCell(context.names, *cell)) {
                found.cells.push_back(*key);
            }
        } else if (target.starts_with(TestTarget)) {
            CBOARD_TRY(const auto key, context.decoder.findTest(target.substr(TestTarget.size())));
            found.tests.insert(key.value_or(0));
        } else if (target.starts_with(BuildTarget)) {
            CBOARD_TRY(auto rows,
                       context.database.prepare("SELECT id FROM build WHERE ext_id = ?1"));
            rows.bind(1, target.substr(BuildTarget.size()));
            CBOARD_TRY(const bool hasRow, rows.step());
            found.builds.insert(hasRow ? rows.integer(0) : 0);
        }
    }
    found.tests.erase(0);
    m_targets.push_back(std::move(found));
    return {};
}

bool FilterPlan::matchesTargets(const ResultFacts& facts, bool isRun) const
{
    CellKey cell{facts.build->config, facts.build->architecture, facts.build->compiler, 0, 0, 0};
    if (isRun) {
        cell.platform = facts.platform;
        cell.path = facts.path;
        cell.lab = facts.lab;
    }
    return std::all_of(m_targets.begin(), m_targets.end(), [&](const TargetTerm& term) {
        const bool isNamed =
            isRun ? term.tests.contains(facts.key) : term.builds.contains(facts.build->id);
        const bool isMatch =
            isNamed || std::any_of(term.cells.begin(), term.cells.end(), [&cell](CellKey wanted) {
                wanted.lab = wanted.lab == 0 ? cell.lab : wanted.lab;
                return wanted == cell;
            });
        return isMatch != term.isNegated;
    });
}

Result<void> FilterPlan::addTexts(const FilterTerm& term)
{
    FilterTerm asked = term;
    for (FilterValue& value : asked.values) {
        const bool isWholeText = value.match == query::MatchKind::Exact;
        if (isWholeText && (term.key == FilterKey::Log || term.key == FilterKey::Source)) {
            value.match = query::MatchKind::Contains; // Nobody types a whole log.
        }
    }
    CBOARD_TRY(auto matcher, query::TextMatcher::create(asked));
    m_texts.push_back({std::move(matcher), std::move(asked)});
    return {};
}

} // namespace cboard::store
