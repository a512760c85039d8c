// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"

#include <QString>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

/// Which rows of a matrix are shown, in which order, under which labels. Pure: made in the job
/// that fetched the snapshot, drawn by MatrixWidget.
namespace cboard::ui {

using MatrixPtr = std::shared_ptr<const query::MatrixSnapshot>;

/// One line on the screen: a row of the snapshot, or the heading of a section.
struct MatrixLine {
    int row = -1; ///< -1: a heading.
    QString heading;
    StatusClass tone = StatusClass::None; ///< Of a heading.
};

/// One fixed column left of the cells.
struct RowHeaderColumn {
    QString title;
    int characters = 12; ///< Width in average characters.
    bool isMuted = false;
    std::vector<QString> texts; ///< By snapshot row.
};

struct ColumnLabel {
    QString text; ///< Short; drawn upright.
    QString group; ///< Band above the labels; equal neighbours share one. May be empty.
    QString fullText; ///< For tooltips and the focused cell.
};

enum class RowOrder : std::uint8_t { WorstFirst, ByName };

/// Whether the columns are revisions.
bool hasHistory(const query::MatrixSnapshot& matrix);

/// How the newest conclusive results of a row stand; the order is that of the sections.
enum class RowState : std::uint8_t {
    New,
    LabConflict,
    StillFailing,
    Flaky,
    Infrastructure,
    Pass,
    Other
};
constexpr std::size_t RowStateCount = 7;

struct MatrixArrangement {
    std::vector<MatrixLine> lines;
    std::vector<RowHeaderColumn> headers;
    std::vector<ColumnLabel> columns; ///< By snapshot column.
    std::vector<QString> labs; ///< Sorted; index is the letter.
    std::array<int, RowStateCount> rowsByState{};
    // What painting looks up, made here so that the GUI thread need not.
    std::vector<std::size_t> offsets{0}; ///< First cell of each row, plus the end.
    std::vector<int> lineOfRow;
    std::vector<int> shownRows; ///< Rows in the order of the lines.
    std::vector<int> shownIndex; ///< Place in shownRows of each row; -1 when not shown.
    std::vector<int> labOfCell; ///< Index into labs, parallel to the cells; empty without labs.
};

/// The first cell of each row in `cells`, plus the end: rows + 1 entries.
std::vector<std::size_t> rowOffsets(const query::MatrixSnapshot& matrix);

/// \p isHistory: columns are revisions, newest first, and only the newest that says anything
/// counts; else all columns count.
RowState rowState(std::span<const query::MatrixCell> rowCells, bool isHistory);
/// Newest columns in a row that failed, jumping over inconclusive ones.
int failingFor(std::span<const query::MatrixCell> rowCells);
/// Headline of a section: "New failures".
QString rowStateHeading(RowState state);
/// A part of the verdict: "3 newly failing".
QString rowStateVerdict(RowState state, int rows);

/// "A" ... "Z", then "A1" ...
QString labLetter(std::size_t index);

/// Rows by state and within it by how recent the trouble is, or by name without headings.
MatrixArrangement arrange(const query::MatrixSnapshot& matrix, RowOrder order);

} // namespace cboard::ui
