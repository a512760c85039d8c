// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"

#include <QString>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

namespace cboard::ui {

/// "new failure, known issue, 3 runs"; of one lab.
QString outcomeText(const query::MatrixCell& cell);

/// Cells as a screen reader says them: "boot, board-a, lab collabora, v7.1-rc2: new failure". Goes
/// through them row by row and keeps the words that many cells share, so that a large matrix can be
/// looked through; of one thread.
class SpokenCell {
public:
    /// \p matrix outlives this.
    explicit SpokenCell(const query::MatrixSnapshot& matrix)
        : m_matrix(matrix)
    {
    }

    void beginRow(int row);
    /// Of all labs of one place in the row; \p numbers may be empty. Valid until the next call.
    const std::string& text(std::span<const query::MatrixCell> cells, const std::string& column,
                            const QString& numbers);
    /// Whether bytes [begin, end) of the last text reach into what only the cell says: lab and
    /// outcome, not what stands at its row or column as well.
    bool isOwn(std::size_t begin, std::size_t end) const;

private:
    const std::string& outcomeOf(const query::MatrixCell& cell);

    const query::MatrixSnapshot& m_matrix;
    std::string m_row;
    std::string m_text;
    std::array<std::pair<std::size_t, std::size_t>, 2> m_own{}; ///< Lab, outcome.
    std::unordered_map<std::uint64_t, std::string> m_outcomes; ///< By all that they are made of.
};

} // namespace cboard::ui
