// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/path_tree.h"

#include "ui/base/text_format.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>

namespace cboard::ui {

namespace {

    struct Node {
        std::string path;
        RowState worst = RowState::Other;
        int rows = 0; ///< At or below it.
        bool hasBelow = false;
    };

    /// The nodes of all paths; a row knows those from the top to its own.
    struct Nodes {
        std::vector<Node> all;
        std::vector<std::vector<int>> ofRow;
    };

    Nodes nodesOf(const query::MatrixSnapshot& matrix, const std::vector<RowFacts>& facts,
                  std::size_t field)
    {
        Nodes nodes;
        std::unordered_map<std::string, int> places;
        for (std::size_t row = 0; row < matrix.rows.size(); ++row) {
            const std::string& path = matrix.rows[row].fields[field];
            auto& chain = nodes.ofRow.emplace_back();
            for (std::size_t end = 0; end != std::string::npos;) {
                end = path.find('.', end == 0 ? 0 : end + 1);
                const auto [place, isNew] =
                    places.try_emplace(path.substr(0, end), static_cast<int>(nodes.all.size()));
                if (isNew) {
                    nodes.all.push_back({place->first});
                }
                Node& node = nodes.all[static_cast<std::size_t>(place->second)];
                ++node.rows;
                node.worst = std::min(node.worst, facts[row].state);
                node.hasBelow = node.hasBelow || end != std::string::npos;
                chain.push_back(place->second);
            }
        }
        return nodes;
    }

    bool isBefore(const Nodes& nodes, const std::vector<RowFacts>& facts, RowOrder order, int a,
                  int b)
    {
        const auto& left = nodes.ofRow[static_cast<std::size_t>(a)];
        const auto& right = nodes.ofRow[static_cast<std::size_t>(b)];
        const auto [one, other] =
            std::mismatch(left.begin(), left.end(), right.begin(), right.end());
        if (one == left.end() || other == right.end()) {
            return left.size() != right.size()
                ? left.size() < right.size() // A node before what is below it.
                : facts[static_cast<std::size_t>(a)].name < facts[static_cast<std::size_t>(b)].name;
        }
        const Node& first = nodes.all[static_cast<std::size_t>(*one)];
        const Node& second = nodes.all[static_cast<std::size_t>(*other)];
        return order == RowOrder::WorstFirst && first.worst != second.worst
            ? first.worst < second.worst
            : first.path < second.path;
    }

} // namespace

PathTree pathTree(const query::MatrixSnapshot& matrix, const std::vector<RowFacts>& facts,
                  RowOrder order, std::size_t field)
{
    const Nodes nodes = nodesOf(matrix, facts, field);
    std::vector<QString> names;
    names.reserve(nodes.all.size());
    for (const Node& node : nodes.all) {
        names.push_back(node.hasBelow && node.rows > 1 ? fromUtf8(node.path) : QString());
    }
    PathTree tree;
    tree.groups.resize(matrix.rows.size());
    for (std::size_t row = 0; row < matrix.rows.size(); ++row) {
        for (const int node : nodes.ofRow[row]) {
            if (const QString& name = names[static_cast<std::size_t>(node)]; !name.isEmpty()) {
                tree.groups[row] << name;
            }
        }
    }
    tree.rows.resize(matrix.rows.size());
    std::iota(tree.rows.begin(), tree.rows.end(), 0);
    std::stable_sort(tree.rows.begin(), tree.rows.end(),
                     [&](int a, int b) { return isBefore(nodes, facts, order, a, b); });
    return tree;
}

QSet<QString> foldedBy(const MatrixArrangement& arrangement, const PathFolding& folding)
{
    using Rule = PathFolding::Rule;
    const auto& groups = arrangement.groups;
    const bool hasNew = arrangement.rowsByState[static_cast<std::size_t>(RowState::New)] > 0;
    const auto isOpen = [&folding, hasNew](const MatrixGroup& group) {
        return folding.rule == Rule::Level ? group.depth + 1 < folding.level
            : folding.rule == Rule::New && hasNew
            ? group.worst == RowState::New
            : group.worst <= RowState::Flaky; // Some row of it fails.
    };
    QSet<QString> folded;
    for (const MatrixGroup& group : groups) {
        if (!isOpen(group)) {
            folded.insert(group.key);
        }
    }
    for (const QString& path : folding.opened) {
        folded.remove(path);
    }
    for (const QString& path : folding.closed) {
        folded.insert(path);
    }
    return folded;
}

} // namespace cboard::ui
