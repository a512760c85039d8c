// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrix_table.h"

#include "ui/base/text_format.h"
#include "ui/matrix/matrix_view.h"
#include "ui/theme/status_palette.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    using query::MatrixCell;

    QString outcome(const MatrixCell& cell)
    {
        QStringList words{statusWord(cell.status)};
        for (std::size_t i = 0; i < query::CellMarkCount; ++i) {
            const auto mark = static_cast<query::CellMark>(i);
            if (cell.hasMark(mark)) {
                const std::string_view key = query::cellMarkKey(mark);
                words << QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
            }
        }
        return words.join(QLatin1Char(' '));
    }

    /// All labs' cells of one place: one outcome where they agree.
    TableExport::Cell cellOf(std::span<const MatrixCell> cells)
    {
        if (cells.empty()) {
            return {};
        }
        const auto worst =
            std::min_element(cells.begin(), cells.end(),
                             [](const auto& a, const auto& b) { return a.status < b.status; });
        const bool isSame = std::all_of(cells.begin(), cells.end(), [&cells](const auto& cell) {
            return cell.status == cells.front().status && outcome(cell) == outcome(cells.front());
        });
        if (isSame) {
            return {outcome(*worst), worst->status};
        }
        QStringList parts;
        for (const MatrixCell& cell : cells) {
            parts << outcome(cell) + QLatin1Char(' ') + fromUtf8(cell.lab);
        }
        return {parts.join(QStringLiteral("; ")), worst->status};
    }

    std::vector<TableExport::Cell> rowOf(const query::MatrixSnapshot& matrix,
                                         const MatrixArrangement& arrangement,
                                         const CellNumbers& numbers, int row)
    {
        const auto at = static_cast<std::size_t>(row);
        std::vector<TableExport::Cell> line;
        for (const RowHeaderColumn& header : arrangement.headers) {
            line.push_back({header.texts[at], std::nullopt});
        }
        std::size_t cell = arrangement.offsets[at];
        const std::size_t end = arrangement.offsets[at + 1];
        for (std::size_t column = 0; column < arrangement.columns.size(); ++column) {
            const std::size_t first = cell;
            while (cell < end && matrix.cells[cell].column == static_cast<std::int32_t>(column)) {
                ++cell;
            }
            line.push_back(cellOf(std::span(matrix.cells).subspan(first, cell - first)));
            const CellExtra* extra = cell > first ? numbers.extraOf(first) : nullptr;
            if (extra != nullptr && !extra->number.isEmpty()) {
                line.back().text += QStringLiteral(", ") + extra->number;
            }
        }
        return line;
    }

} // namespace

TableExport matrixTable(const query::MatrixSnapshot& matrix, const MatrixArrangement& arrangement,
                        const CellNumbers& numbers, const QString& title, const TaskContext& task)
{
    TableExport table;
    table.title = title;
    for (const RowHeaderColumn& header : arrangement.headers) {
        table.columns.push_back({header.title});
    }
    QStringList labs; // Whose letters stand in the rows.
    for (std::size_t lab = 0; lab < arrangement.labs.size(); ++lab) {
        labs << QStringLiteral("%1 %2").arg(labLetter(lab), arrangement.labs[lab]);
    }
    if (!labs.isEmpty()) {
        table.facts << std::pair(MatrixView::tr("labs"), labs.join(QStringLiteral(", ")));
    }
    for (const ColumnLabel& column : arrangement.columns) {
        table.columns.push_back({column.fullText.section(QLatin1Char('\n'), 0, 0)});
    }
    for (const MatrixLine& line : arrangement.lines) {
        if (task.stopRequested()) {
            break;
        }
        if (line.row >= 0) {
            table.rows.push_back(rowOf(matrix, arrangement, numbers, line.row));
        }
    }
    return table;
}

TableSource MatrixView::tableSource() const
{
    const MatrixPtr matrix = m_matrix->matrix();
    if (!matrix || matrix->rows.empty()) {
        return {};
    }
    return [matrix, arrangement = m_matrix->arrangement(), numbers = m_matrix->numbers(),
            title = caption()](const TaskContext& task) {
        return matrixTable(*matrix, arrangement, numbers, title, task);
    };
}

} // namespace cboard::ui
