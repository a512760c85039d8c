// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_find.h"

#include "ui/testtree/test_tree_table.h"

#include <algorithm>

namespace cboard::ui {

TestTreeRows::TestTreeRows(std::shared_ptr<const TestTreeLayout> layout)
    : m_layout(std::move(layout))
    , m_nodes(depthFirst(*m_layout))
{
}

bool TestTreeRows::matches(int place, logs::FindPattern& pattern) const
{
    const std::int32_t node = nodeAt(place);
    const std::string path = m_layout->snapshot->pathOf(node);
    const std::size_t name = path.size() - std::min(path.size(), m_layout->node(node).name.size());
    // Else each path would be found with all that lies below it.
    for (auto match = pattern.next(path, 0); match; match = pattern.next(path, match->end)) {
        if (match->end > name) {
            return true;
        }
    }
    const auto numbers = testTreeNumbers(*m_layout, node);
    return std::any_of(numbers.begin(), numbers.end(), [&pattern](const QString& number) {
        return number != QLatin1String("0") && hasMatch(number, pattern);
    });
}

int TestTreeRows::placeOf(std::int32_t node) const
{
    const auto at = std::find(m_nodes.begin(), m_nodes.end(), node);
    return at == m_nodes.end() ? -1 : static_cast<int>(at - m_nodes.begin());
}

} // namespace cboard::ui
