// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_layout.h"

#include "ui/testtree/breakdown_folds.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

namespace cboard::ui {

namespace {

    /// Numbers in names count as numbers: case_9 before case_10.
    bool nameLess(const std::string& a, const std::string& b)
    {
        std::size_t i = 0;
        std::size_t j = 0;
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        while (i < a.size() && j < b.size()) {
            if (!isDigit(a[i]) || !isDigit(b[j])) {
                if (a[i] != b[j]) {
                    return a[i] < b[j];
                }
                ++i;
                ++j;
                continue;
            }
            const auto digitsOf = [&isDigit](const std::string& text, std::size_t& at) {
                while (at < text.size() && text[at] == '0') {
                    ++at;
                }
                const std::size_t begin = at;
                while (at < text.size() && isDigit(text[at])) {
                    ++at;
                }
                return std::string_view(text).substr(begin, at - begin);
            };
            const std::string_view left = digitsOf(a, i);
            const std::string_view right = digitsOf(b, j);
            if (left != right) {
                return std::make_tuple(left.size(), left) < std::make_tuple(right.size(), right);
            }
        }
        return std::make_tuple(a.size() - i, std::string_view(a))
            < std::make_tuple(b.size() - j, std::string_view(b));
    }

    bool isBefore(const TestTreeLayout& layout, std::int32_t left, std::int32_t right)
    {
        const query::TestTreeNode& a = layout.node(left);
        const query::TestTreeNode& b = layout.node(right);
        if (layout.sort == TestTreeSort::Duration) {
            const double longer = layout.seconds[static_cast<std::size_t>(left)]
                - layout.seconds[static_cast<std::size_t>(right)];
            if (longer > 0 || longer < 0) {
                return longer > 0;
            }
        }
        if (layout.sort == TestTreeSort::Fails || layout.sort == TestTreeSort::News) {
            const bool byNews = layout.sort == TestTreeSort::News;
            const auto rank = [byNews](const query::TestTreeNode& node) {
                return std::make_tuple(byNews ? -node.marks[query::CellMark::New] : 0,
                                       -node.counts[StatusClass::Fail],
                                       -node.counts.infrastructure());
            };
            if (rank(a) != rank(b)) {
                return rank(a) < rank(b);
            }
        }
        return nameLess(a.name, b.name);
    }

    /// Nodes stand in depth-first order, so what is below one stands behind it.
    std::vector<double> secondsBelow(const query::TestTreeSnapshot& snapshot)
    {
        std::vector<double> upTo{0};
        for (const query::TestTreeNode& node : snapshot.nodes) {
            double own = 0;
            for (std::int64_t run = 0; run < node.ownRuns; ++run) {
                const auto at = static_cast<std::size_t>(node.firstRun + run);
                own += snapshot.secondsOf(at);
            }
            upTo.push_back(upTo.back() + own);
        }
        std::vector<double> seconds(snapshot.nodes.size());
        for (std::size_t i = 0; i < seconds.size(); ++i) {
            const auto end = i + static_cast<std::size_t>(snapshot.nodes[i].subtreeSize);
            seconds[i] = upTo[end] - upTo[i];
        }
        return seconds;
    }

    std::span<const query::TestTreeEntry> ownRuns(const query::TestTreeSnapshot& snapshot,
                                                  std::int32_t node)
    {
        const query::TestTreeNode& one = snapshot.nodes[static_cast<std::size_t>(node)];
        return std::span(snapshot.runs)
            .subspan(static_cast<std::size_t>(one.firstRun), static_cast<std::size_t>(one.ownRuns));
    }

    /// Nodes with a path of the facet at or below them.
    std::vector<bool> shownNodes(const TestTreeLayout& layout, BoardFacet facet)
    {
        const query::TestTreeSnapshot& snapshot = *layout.snapshot;
        std::vector<bool> isShown(snapshot.nodes.size(), facet == BoardFacet::Any);
        if (facet == BoardFacet::Any) {
            return isShown;
        }
        BoardFacets facets(snapshot);
        for (std::size_t i = isShown.size(); i-- > 1;) {
            if (facets.of(static_cast<std::int32_t>(i)) == facet) {
                for (auto at = static_cast<std::int32_t>(i); at > 0; at = layout.parent(at)) {
                    isShown[static_cast<std::size_t>(at)] = true;
                }
            }
        }
        return isShown;
    }

} // namespace

BoardFacets::BoardFacets(const query::TestTreeSnapshot& snapshot)
    : m_snapshot(snapshot)
    , m_outcomes(snapshot.table ? snapshot.table->names.size() : 0)
{
}

BoardFacet BoardFacets::of(std::int32_t node)
{
    for (const query::TestTreeEntry& entry : ownRuns(m_snapshot, node)) {
        const std::uint32_t board = m_snapshot.table->runs[entry.run].platform;
        if (!isConclusive(entry.status) || board == 0) {
            continue;
        }
        Outcome& outcome = m_outcomes[board];
        if (outcome == Outcome::None) {
            m_boards.push_back(board);
        }
        outcome =
            entry.status == StatusClass::Fail ? Outcome::Fail : std::max(outcome, Outcome::Pass);
    }
    const std::size_t boards = m_boards.size();
    std::size_t failing = 0;
    for (const std::uint32_t board : m_boards) {
        failing += std::exchange(m_outcomes[board], Outcome::None) == Outcome::Fail ? 1U : 0U;
    }
    m_boards.clear();
    return boards < 2 || failing == 0 ? BoardFacet::Any
        : failing == boards           ? BoardFacet::AllBoards
                                      : BoardFacet::SomeBoards;
}

std::shared_ptr<const TestTreeLayout>
makeTestTreeLayout(std::shared_ptr<const query::TestTreeSnapshot> snapshot, TestTreeSort sort,
                   BoardFacet facet)
{
    auto layout = std::make_shared<TestTreeLayout>();
    layout->snapshot = std::move(snapshot);
    layout->sort = sort;
    const auto& nodes = layout->snapshot->nodes;
    layout->seconds = secondsBelow(*layout->snapshot);
    layout->begin.assign(nodes.size() + 1, 0);
    layout->rowInParent.assign(nodes.size(), 0);
    layout->parents = foldedParents(*layout->snapshot);
    const auto& parents = layout->parents;
    const std::vector<bool> isShown = shownNodes(*layout, facet);
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        layout->begin[static_cast<std::size_t>(parents[i]) + 1] += isShown[i] ? 1 : 0;
    }
    for (std::size_t i = 1; i < layout->begin.size(); ++i) {
        layout->begin[i] += layout->begin[i - 1];
    }
    layout->children.resize(static_cast<std::size_t>(layout->begin.back()));
    std::vector<std::int32_t> next(layout->begin.begin(), layout->begin.end());
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        if (!isShown[i]) {
            continue;
        }
        const auto parent = static_cast<std::size_t>(parents[i]);
        layout->children[static_cast<std::size_t>(next[parent]++)] = static_cast<std::int32_t>(i);
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto first = layout->children.begin() + layout->begin[i];
        const auto last = layout->children.begin() + layout->begin[i + 1];
        std::sort(first, last,
                  [&](std::int32_t a, std::int32_t b) { return isBefore(*layout, a, b); });
        for (auto child = first; child != last; ++child) {
            layout->rowInParent[static_cast<std::size_t>(*child)] =
                static_cast<std::int32_t>(child - first);
        }
    }
    return layout;
}

std::vector<std::int32_t> depthFirst(const TestTreeLayout& layout)
{
    std::vector<std::int32_t> order;
    std::vector<std::int32_t> open;
    const auto push = [&](std::int32_t node) {
        for (std::int32_t row = layout.childCount(node); row-- > 0;) {
            open.push_back(layout.child(node, row));
        }
    };
    if (!layout.snapshot->nodes.empty()) {
        push(0);
    }
    while (!open.empty()) {
        const std::int32_t node = open.back();
        open.pop_back();
        order.push_back(node);
        push(node);
    }
    return order;
}

namespace {

    /// The mildest class of which runs are wanted when the worst \p limit are.
    StatusClass mildestOf(const StatusCounts& counts, std::size_t limit)
    {
        std::size_t worse = 0;
        for (std::size_t i = 0; i < StatusClassCount; ++i) {
            const auto status = static_cast<StatusClass>(i);
            worse += static_cast<std::size_t>(counts[status]);
            if (worse >= limit) {
                return status;
            }
        }
        return StatusClass::None;
    }

} // namespace

/// Looks once at each run, however many there are: only those that are listed are sorted.
TestTreeRuns runsBelow(const query::TestTreeSnapshot& snapshot, std::int32_t node,
                       std::size_t limit)
{
    TestTreeRuns result;
    const query::TestTreeNode& top = snapshot.nodes[static_cast<std::size_t>(node)];
    result.total = top.counts.total();
    result.isLeaf = top.ownRuns == result.total;
    const StatusClass mildest = mildestOf(top.counts, limit);
    for (std::int32_t at = node; at < node + top.subtreeSize; ++at) {
        // Of the mildest class whole nodes are taken until there are enough: runs of one node are
        // told apart by more than their place.
        const bool isEnough = result.runs.size() >= limit;
        std::int32_t run = snapshot.nodes[static_cast<std::size_t>(at)].firstRun;
        for (const query::TestTreeEntry& entry : ownRuns(snapshot, at)) {
            if (entry.status < mildest || (entry.status == mildest && !isEnough)) {
                result.runs.push_back({at, run});
            }
            ++run;
        }
    }
    const auto rank = [&snapshot](const TestTreeRunRef& ref) {
        const query::TestTreeEntry& entry = snapshot.runs[static_cast<std::size_t>(ref.run)];
        const query::RunTable::Run& run = snapshot.table->runs[entry.run];
        const auto& names = snapshot.table->names;
        return std::tie(entry.status, ref.node, names[run.platform], names[run.config],
                        names[run.lab]);
    };
    std::sort(result.runs.begin(), result.runs.end(),
              [&rank](const auto& a, const auto& b) { return rank(a) < rank(b); });
    result.runs.resize(std::min(limit, result.runs.size()));
    return result;
}

bool hasOwnFail(const query::TestTreeSnapshot& snapshot, std::int32_t node)
{
    const auto runs = ownRuns(snapshot, node);
    return std::any_of(runs.begin(), runs.end(),
                       [](const auto& run) { return run.status == StatusClass::Fail; });
}

bool failsAsSuite(const query::TestTreeSnapshot& snapshot, std::int32_t node)
{
    const auto runs = ownRuns(snapshot, node);
    const auto own = std::count_if(runs.begin(), runs.end(),
                                   [](const auto& run) { return run.status == StatusClass::Fail; });
    const query::TestTreeNode& one = snapshot.nodes[static_cast<std::size_t>(node)];
    return own > 0 && one.subtreeSize > 1 && own == one.counts[StatusClass::Fail];
}

bool hasOwnNew(const query::TestTreeSnapshot& snapshot, std::int32_t node)
{
    const auto runs = ownRuns(snapshot, node);
    return std::any_of(runs.begin(), runs.end(), [](const auto& run) {
        return query::hasMark(run.marks, query::CellMark::New);
    });
}

std::int32_t nodeAt(const TestTreeLayout& layout, std::string_view path)
{
    const auto& nodes = layout.snapshot->nodes;
    std::int32_t found = 0;
    for (std::size_t begin = 0; begin < path.size() && !nodes.empty();) {
        const std::size_t dot = std::min(path.find('.', begin), path.size());
        const std::string_view name = path.substr(begin, dot - begin);
        const std::int32_t end = found + layout.node(found).subtreeSize;
        std::int32_t child = found + 1;
        while (child < end && layout.node(child).name != name) {
            child += layout.node(child).subtreeSize;
        }
        if (child >= end || !layout.isShown(child)) {
            break;
        }
        found = child;
        begin = dot + 1;
    }
    return found;
}

std::vector<std::int32_t> nodesToOpen(const TestTreeLayout& layout,
                                      const std::vector<std::int32_t>& nodes)
{
    constexpr std::int64_t MostRows = 2000;
    std::vector<std::int32_t> open;
    std::vector<bool> isOpen(layout.snapshot->nodes.size());
    std::int64_t rows = 0;
    for (const std::int32_t node : nodes) {
        // Its ancestors, from the leaf up until one that is open already.
        for (std::int32_t at = layout.parent(node); at > 0 && !isOpen[static_cast<std::size_t>(at)];
             at = layout.parent(at)) {
            rows += layout.childCount(at);
            if (rows > MostRows) {
                return open;
            }
            isOpen[static_cast<std::size_t>(at)] = true;
            open.push_back(at);
        }
    }
    return open;
}

} // namespace cboard::ui
