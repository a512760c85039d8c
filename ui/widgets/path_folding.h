// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace cboard::ui {

/// Which nodes of a tree of paths are open: a rule, and what the user opened or closed after it. In
/// the state of a view as the options "open" ("failing", "1" to "9"; nothing: what is new),
/// "opened" and "closed" (paths, joined by "|").
struct PathFolding {
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

    bool operator==(const PathFolding&) const = default;
};

PathFolding foldingOf(const QMap<QString, QString>& options);
void setFolding(QMap<QString, QString>& options, const PathFolding& folding);

} // namespace cboard::ui
