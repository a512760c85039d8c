// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/testtree/test_tree_layout.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace cboard::ui {

/// Which nodes of the test tree are open: a rule, and what the user opened or closed after it. In
/// the state of the view as the options "open" ("failing", "1" to "9"; nothing: what is new),
/// "opened" and "closed" (paths, joined by "|").
struct TestTreeFolding {
    enum class Rule : std::uint8_t {
        New, ///< Paths to new failures.
        Failing, ///< Paths to all failures.
        Level ///< So many levels.
    };
    static constexpr int Levels = 9;

    Rule rule = Rule::New;
    int level = 1; ///< Of Rule::Level: 1 shows suites alone.
    QStringList opened;
    QStringList closed;

    /// By hand.
    void setOpen(const QString& path, bool isOpen);

    bool operator==(const TestTreeFolding&) const = default;
};

TestTreeFolding foldingOf(const QMap<QString, QString>& options);
void setFolding(QMap<QString, QString>& options, const TestTreeFolding& folding);

/// What has to be opened to see \p nodes, the first ones first and no more than a screen that can
/// still be read: two thousand rows.
std::vector<std::int32_t> nodesToOpen(const TestTreeLayout& layout,
                                      const std::vector<std::int32_t>& nodes);

} // namespace cboard::ui
