// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Which rows of a matrix are shown, in which order, under which labels. Pure: made in the job
/// that fetched the snapshot, drawn by MatrixWidget.
namespace cboard::ui {

using MatrixPtr = std::shared_ptr<const query::MatrixSnapshot>;

/// One line on the screen: a row of the snapshot, or the heading of a section.
struct MatrixLine {
    int row = -1; ///< -1: a heading.
    QString heading;
    StatusClass tone = StatusClass::None; ///< Of a heading: the worst below it.
    int group = -1; ///< Of a heading: index in MatrixArrangement::groups.
    bool isFolded = false; ///< A heading whose rows are hidden.
};

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

/// Rows that stand together under a heading, with their sums; groups inside it follow it.
struct MatrixGroup {
    QString key; ///< To remember what is folded; a dotted path in a tree.
    QString title; ///< As the heading names it.
    int depth = 0; ///< Groups around it.
    RowState worst = RowState::Other;
    StatusClass tone = StatusClass::None;
    int firstRow = 0; ///< Rows [firstRow, firstRow + rowCount) of orderedRows.
    int rowCount = 0;
    StatusCounts counts; ///< Runs.
    std::vector<StatusCounts> columns; ///< Cells of each column by their status.
};

/// One fixed column left of the cells.
struct RowHeaderColumn {
    QString title;
    int characters = 12; ///< Width in average characters.
    bool isMuted = false;
    std::vector<QString> texts; ///< By snapshot row.
    bool isName = false; ///< Muted text that stands left, as names do.
    /// What is drawn where headings say the rest: in a tree the name below its node. Empty: texts.
    std::vector<QString> names{};

    const std::vector<QString>& drawn() const { return names.empty() ? texts : names; }
};

struct ColumnLabel {
    QString text; ///< Short; drawn upright.
    QString group; ///< Band above the labels; equal neighbours share one. May be empty.
    QString fullText; ///< For tooltips and the focused cell.
    QStringList illLabs; ///< Labs that were ill in this revision.
    bool isIll = false; ///< The column is of one lab, and that lab was ill.
};

enum class RowOrder : std::uint8_t { WorstFirst, ByName };

/// What rows stand together by.
struct RowGrouping {
    enum class By : std::uint8_t {
        State, ///< New failures, labs disagree ...; only with the worst first.
        Family, ///< familyOf() of one row field.
        Tree, ///< The nodes of the paths of one row field.
        None
    };
    By by = By::State;
    std::string field{}; ///< For Family and Tree: one of MatrixSnapshot::rowFields.
};

/// Whether the columns are revisions, or labs within revisions.
bool hasHistory(const query::MatrixSnapshot& matrix);

struct MatrixArrangement {
    std::vector<MatrixLine> lines; ///< Those not folded away.
    std::vector<MatrixGroup> groups; ///< None without headings.
    std::vector<int> orderedRows; ///< All rows, folded or not.
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
/// Passes among the newest 30 passes and fails of a row, in percent; nothing with fewer than
/// Flakiness::FewestRuns of them.
std::optional<int> passPercent(std::span<const query::MatrixCell> rowCells);
/// Headline of a section: "New failures".
QString rowStateHeading(RowState state);
/// A part of the verdict: "3 newly failing".
QString rowStateVerdict(RowState state, int rows);

/// "A" ... "Z", then "A1" ...
QString labLetter(std::size_t index);

/// Rows by state and within it by how recent the trouble is, or by name; under headings as
/// \p grouping says.
MatrixArrangement arrange(const query::MatrixSnapshot& matrix, RowOrder order,
                          const RowGrouping& grouping = {});
/// Hides the rows of the groups with these keys and shows those of all others. Cost O(rows).
void foldGroups(MatrixArrangement& arrangement, const QSet<QString>& folded);

} // namespace cboard::ui
