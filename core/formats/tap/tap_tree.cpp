// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/tap/tap_tree.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace cboard::formats {

namespace {
    /// Announced results that never came are made up to this number.
    constexpr std::int64_t MaxMissing = 2'000;
} // namespace

void TapTree::parse(std::size_t maxNodes)
{
    std::int64_t number = 0;
    for (std::size_t at = 0; at < m_text.size() && !isTooLarge; ++number) {
        const void* found = std::memchr(m_text.data() + at, '\n', m_text.size() - at);
        const std::size_t end = found == nullptr
            ? m_text.size()
            : static_cast<std::size_t>(static_cast<const char*>(found) - m_text.data());
        takeLine(readTapLine(m_text.substr(at, end - at)), {number, number + 1, at, end});
        at = end + 1;
        isTooLarge = nodes.size() > maxNodes;
    }
    close();
}

void TapTree::takeLine(const TapLine& line, const TapSpan& span)
{
    switch (line.kind) {
    case TapLine::Kind::Other:
        return;
    case TapLine::Kind::Version:
        isKtap = isKtap || line.text.starts_with("KTAP");
        break;
    case TapLine::Kind::Subtest:
        isKtap = true;
        m_subtests[line.indent] = line;
        break;
    case TapLine::Kind::Plan:
        m_plans[line.indent] = line.number.value_or(0);
        break;
    case TapLine::Kind::Result:
        takeResult(line, span);
        break;
    case TapLine::Kind::BailOut:
        takeBailOut(line, span);
        break;
    }
    m_last = span;
}

std::size_t TapTree::add(const TapLine& line, const TapSpan& span)
{
    TapNode node;
    node.line = line;
    node.own = span;
    node.before = {m_last.endLine, span.firstLine, std::min(m_last.end + 1, span.begin),
                   span.begin};
    node.afterEnd = m_text.size();
    if (m_lastResult < nodes.size()) {
        nodes[m_lastResult].afterEnd = span.begin;
    }
    nodes.push_back(node);
    m_lastResult = nodes.size() - 1;
    return m_lastResult;
}

void TapTree::takeResult(const TapLine& line, const TapSpan& span)
{
    const std::size_t index = add(line, span);
    if (claim(index, line.indent)) {
        m_subtests.erase(line.indent);
    }
    std::int64_t& number = m_counts[line.indent];
    number = line.number.value_or(number + 1);
    nodes[index].line.number = number;
    m_pending.push_back(index);
    isKtap = isKtap || line.description.starts_with("selftests:");
}

bool TapTree::claim(std::size_t parent, int indent)
{
    addMissing(indent, TapSpan(nodes[parent].own));
    const std::size_t before = m_pending.size();
    while (!m_pending.empty() && nodes[m_pending.back()].line.indent > indent) {
        nodes[m_pending.back()].parent = parent;
        m_pending.pop_back();
    }
    m_plans.erase(m_plans.upper_bound(indent), m_plans.end());
    m_subtests.erase(m_subtests.upper_bound(indent), m_subtests.end());
    m_counts.erase(m_counts.upper_bound(indent), m_counts.end());
    return m_pending.size() < before;
}

void TapTree::addMissing(int indent, const TapSpan& where)
{
    // The deepest first: what is added must stand behind all that is deeper.
    const auto first = std::make_reverse_iterator(m_plans.upper_bound(indent));
    for (auto plan = m_plans.rbegin(); plan != first; ++plan) {
        std::int64_t seen = 0;
        for (auto index = m_pending.rbegin();
             index != m_pending.rend() && nodes[*index].line.indent >= plan->first; ++index) {
            seen += nodes[*index].line.indent == plan->first ? 1 : 0;
        }
        const std::int64_t end = std::min(plan->second, seen + MaxMissing);
        for (std::int64_t number = seen + 1; number <= end && m_missing < MaxMissing;
             ++number, ++m_missing) {
            TapNode node;
            node.line.indent = plan->first;
            node.line.number = number;
            node.hasResult = false;
            node.before = where;
            node.own = where;
            node.afterEnd = where.end;
            m_pending.push_back(nodes.size());
            nodes.push_back(node);
        }
        isPlanCut = isPlanCut || (plan->second > seen && m_missing == MaxMissing);
    }
}

void TapTree::takeBailOut(const TapLine& line, const TapSpan& span)
{
    ++bailOuts;
    TapLine result = line;
    result.indent = 0;
    result.directive = TapDirective::Error;
    result.directiveText = line.description;
    result.description = "Bail out";
    m_pending.push_back(add(result, span));
}

void TapTree::close()
{
    const TapSpan end{m_last.firstLine, m_last.endLine, m_last.begin, m_last.end};
    while (!m_subtests.empty()) {
        const auto deepest = std::prev(m_subtests.end());
        // The name stands in the indentation of the subtest's own results.
        const int indent = deepest->second.indent - 1;
        const bool hasResults = !m_pending.empty() && nodes[m_pending.back()].line.indent > indent;
        TapNode node;
        node.line = deepest->second;
        const auto plan = m_plans.upper_bound(indent);
        node.line.indent = plan == m_plans.begin() ? 0 : std::prev(plan)->first;
        node.hasResult = false;
        node.own = end;
        node.before = end;
        node.afterEnd = end.end;
        m_subtests.erase(deepest);
        if (hasResults) {
            const std::size_t index = nodes.size();
            nodes.push_back(node);
            claim(index, indent);
            m_pending.push_back(index);
        }
    }
    addMissing(-1, end);
}

} // namespace cboard::formats
