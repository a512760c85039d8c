// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/find/find_rows.h"
#include "ui/testtree/test_tree_layout.h"

#include <memory>

namespace cboard::ui {

/// The nodes of the tree in the order of depthFirst(), folded ones as well. A node is found by its
/// name, by a part of its dotted path that reaches into its name, and by its numbers.
class TestTreeRows : public FindableRows {
public:
    explicit TestTreeRows(std::shared_ptr<const TestTreeLayout> layout);

    int size() const override { return static_cast<int>(m_nodes.size()); }
    bool matches(int place, logs::FindPattern& pattern) const override;

    std::int32_t nodeAt(int place) const { return m_nodes[static_cast<std::size_t>(place)]; }
    int placeOf(std::int32_t node) const; ///< -1 when it is not shown.

private:
    std::shared_ptr<const TestTreeLayout> m_layout;
    std::vector<std::int32_t> m_nodes;
};

} // namespace cboard::ui
