// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/watched_tests.h"

namespace cboard::store {

namespace {

    using query::CellMark;
    using query::hasMark;

    bool isPartOf(std::string_view path, std::string_view watched)
    {
        return path.substr(0, watched.size()) == watched
            && (path.size() == watched.size() || path[watched.size()] == '.');
    }

    bool isOldFail(query::CellMarks marks)
    {
        return hasMark(marks, CellMark::StillFailing) || hasMark(marks, CellMark::FirstSeenFailing);
    }

    std::int64_t failsOf(const query::StripBar& bar)
    {
        return bar.newFails + bar.oldFails;
    }

} // namespace

WatchedTests::WatchedTests(const QueryContext& context, const std::vector<std::string>& paths)
    : m_context(context)
    , m_boards(paths.size())
{
    if (paths.empty()) {
        return;
    }
    m_byPath.assign(static_cast<std::size_t>(context.names.pathCount()), None);
    for (std::size_t row = 0; row < paths.size(); ++row) {
        m_rows.emplace_back().path = paths[row];
        for (std::size_t path = 0; path < m_byPath.size(); ++path) {
            const std::string_view text = context.names.path(static_cast<std::int64_t>(path)).text;
            std::size_t& known = m_byPath[path]; // The most special one counts.
            if (isPartOf(text, paths[row])
                && (known == None || paths[known].size() < paths[row].size())) {
                known = row;
            }
        }
    }
}

void WatchedTests::add(std::span<const RevisionEntry> revisions, const JudgedMarks& judged)
{
    if (m_rows.empty()) {
        return;
    }
    const CellIndex& cells = m_context.outcomes.cells(ResultKind::Tests);
    std::vector<Strip> strips(m_rows.size(), Strip(revisions.size()));
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        const std::size_t bar = revisions.size() - 1 - i;
        for (Strip& strip : strips) {
            strip[bar].revision = revisions[i].ref.id;
        }
        for (const auto& [cell, marks] : judged.marks[i]) {
            const CellKey& key = cells.keyOf(cell);
            const auto path = static_cast<std::size_t>(key.path);
            const std::size_t row = path < m_byPath.size() ? m_byPath[path] : None;
            if (row == None) {
                continue;
            }
            strips[row][bar].newFails += hasMark(marks, CellMark::New) ? 1 : 0;
            strips[row][bar].oldFails += isOldFail(marks) ? 1 : 0;
            if (i == 0) {
                addNewest(m_rows[row], m_boards[row], key, marks);
            }
        }
    }
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        query::HomeTest& test = m_rows[row];
        if (!test.worst || failsOf(strips[row].back()) > failsOf(test.strip.back())) {
            test.worst = revisions.front().ref;
            test.strip = std::move(strips[row]);
        }
    }
}

void WatchedTests::addNewest(query::HomeTest& row, std::set<std::int64_t>& boards,
                             const CellKey& key, query::CellMarks marks)
{
    row.newFailures += hasMark(marks, CellMark::New) ? 1 : 0;
    row.stillFailing += isOldFail(marks) ? 1 : 0;
    row.fixed += hasMark(marks, CellMark::Fixed) ? 1 : 0;
    row.flakyCells += hasMark(marks, CellMark::Flaky) ? 1 : 0;
    if (key.platform != 0 && (hasMark(marks, CellMark::New) || isOldFail(marks))) {
        boards.insert(key.platform);
    }
}

std::vector<query::HomeTest> WatchedTests::take()
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        m_rows[row].boardCount = std::ssize(m_boards[row]);
    }
    return std::move(m_rows);
}

} // namespace cboard::store
