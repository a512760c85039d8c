// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrix_find.h"

#include "ui/builds/build_numbers_text.h"
#include "ui/matrix/cell_words.h"
#include "ui/matrix/matrix_widget.h"

#include <algorithm>

namespace cboard::ui {

/// A matrix as places: of each line its own, then one for each cell of the row; then the columns.
class SeenMatrix : public FindableRows {
public:
    SeenMatrix(MatrixPtr matrix, const MatrixArrangement& arrangement, BuildNumbersPtr builds)
        : m_matrix(std::move(matrix))
        , m_builds(std::move(builds))
        , m_headers(arrangement.headers)
        , m_columns(arrangement.columns)
        , m_offsets(arrangement.offsets)
        , m_lineOfRow(m_matrix->rows.size(), -1)
        , m_spoken(*m_matrix)
    {
        for (const ColumnLabel& column : m_columns) {
            m_columnNames.push_back(column.fullText.section(QLatin1Char('\n'), 0, 0).toStdString());
        }
        std::size_t group = 0;
        const auto& groups = arrangement.groups;
        for (std::size_t i = 0; i < arrangement.orderedRows.size(); ++i) {
            for (; group < groups.size() && static_cast<std::size_t>(groups[group].firstRow) == i;
                 ++group) {
                addLine({arrangement.orderedRows[i], true, groups[group].title, m_cellsEnd}, 1);
            }
            const int row = arrangement.orderedRows[i];
            m_lineOfRow[static_cast<std::size_t>(row)] = static_cast<int>(m_lines.size());
            addLine({row, false, {}, m_cellsEnd}, 1 + cellCount(row));
        }
    }

    int size() const override { return m_cellsEnd + static_cast<int>(m_columns.size()); }
    bool matches(int place, logs::FindPattern& pattern) const override
    {
        if (place >= m_cellsEnd) {
            const ColumnLabel& label = m_columns[static_cast<std::size_t>(place - m_cellsEnd)];
            return hasMatch(label.text, pattern) || hasMatch(label.group, pattern)
                || hasMatch(label.fullText, pattern);
        }
        const Line& line = lineAt(place);
        if (line.isHeading) {
            return hasMatch(line.heading, pattern);
        }
        const auto row = static_cast<std::size_t>(line.row);
        if (place == line.first) {
            return std::any_of(m_headers.begin(), m_headers.end(), [&](const auto& header) {
                return hasMatch(header.texts[row], pattern);
            });
        }
        return cellMatches(line, place, pattern);
    }

    MatrixPlace placeFrom(int place, MatrixPlace from) const
    {
        if (place >= m_cellsEnd) {
            return {from.row, place - m_cellsEnd};
        }
        const Line& line = lineAt(place);
        return {line.row,
                place == line.first ? std::max(from.column, 0) : cellAt(line, place).column};
    }
    /// Of a new search the row of the cursor, so that it stays where that matches.
    int placeOf(MatrixPlace at, int last) const
    {
        if (last >= 0 && last < size() && placeFrom(last, at) == at) {
            return last;
        }
        const Line* line = lineOf(at.row);
        if (line == nullptr || last < 0) {
            return line == nullptr ? -1 : line->first;
        }
        const auto [first, end] = cellRange(at.row);
        const auto cell =
            std::lower_bound(first, end, at.column, [](const query::MatrixCell& one, int column) {
                return one.column < column;
            });
        const bool isThere = cell != end && cell->column == at.column;
        return line->first + (isThere ? 1 + static_cast<int>(cell - first) : 0);
    }

    /// Places of the cells of a row from column \p first to \p last.
    std::pair<int, int> placesIn(int row, int first, int last) const
    {
        const Line* line = lineOf(row);
        if (line == nullptr) {
            return {0, 0};
        }
        const auto [begin, end] = cellRange(row);
        const auto isBefore = [](const query::MatrixCell& cell, int column) {
            return cell.column < column;
        };
        const auto placeOfColumn = [&](int column) {
            return line->first + 1
                + static_cast<int>(std::lower_bound(begin, end, column, isBefore) - begin);
        };
        return {placeOfColumn(first), placeOfColumn(last + 1)};
    }
    int placeOfRow(int row) const
    {
        const Line* line = lineOf(row);
        return line == nullptr ? -1 : line->first;
    }
    int placeOfColumn(int column) const { return m_cellsEnd + column; }

private:
    struct Line {
        int row = -1; ///< Of a heading: the first below it.
        bool isHeading = false;
        QString heading;
        int first = 0; ///< Its own place.
    };

    void addLine(Line line, int places)
    {
        m_lines.push_back(std::move(line));
        m_cellsEnd += places;
    }
    int cellCount(int row) const
    {
        const auto [first, end] = cellRange(row);
        return static_cast<int>(end - first);
    }
    std::pair<const query::MatrixCell*, const query::MatrixCell*> cellRange(int row) const
    {
        const auto at = static_cast<std::size_t>(row);
        const query::MatrixCell* cells = m_matrix->cells.data();
        return {cells + m_offsets[at], cells + m_offsets[at + 1]};
    }
    const Line* lineOf(int row) const
    {
        const bool isKnown = row >= 0 && row < static_cast<int>(m_lineOfRow.size());
        const int line = isKnown ? m_lineOfRow[static_cast<std::size_t>(row)] : -1;
        return line < 0 ? nullptr : &m_lines[static_cast<std::size_t>(line)];
    }
    const Line& lineAt(int place) const
    {
        const auto next =
            std::upper_bound(m_lines.begin(), m_lines.end(), place,
                             [](int at, const Line& line) { return at < line.first; });
        return *std::prev(next);
    }
    const query::MatrixCell& cellAt(const Line& line, int place) const
    {
        return cellRange(line.row).first[place - line.first - 1];
    }

    bool cellMatches(const Line& line, int place, logs::FindPattern& pattern) const
    {
        const auto [first, end] = cellRange(line.row);
        const query::MatrixCell* cell = first + (place - line.first - 1);
        if (cell != first && (cell - 1)->column == cell->column) {
            return false; // A further lab: the first one speaks for all.
        }
        const query::MatrixCell* last = cell;
        while (last != end && last->column == cell->column) {
            ++last;
        }
        if (m_spokenRow != line.row) {
            m_spokenRow = line.row;
            m_spoken.beginRow(line.row);
        }
        const auto* build = m_builds ? m_builds->find(cell->recordId) : nullptr;
        const std::string& text =
            m_spoken.text({cell, last}, m_columnNames[static_cast<std::size_t>(cell->column)],
                          build == nullptr ? QString() : numbersText(*build));
        for (auto match = pattern.next(text, 0); match; match = pattern.next(text, match->end)) {
            if (m_spoken.isOwn(match->begin, match->end)) {
                return true;
            }
        }
        return false;
    }

    MatrixPtr m_matrix;
    BuildNumbersPtr m_builds;
    std::vector<RowHeaderColumn> m_headers;
    std::vector<ColumnLabel> m_columns;
    std::vector<std::string> m_columnNames;
    std::vector<std::size_t> m_offsets;
    std::vector<Line> m_lines;
    std::vector<int> m_lineOfRow;
    int m_cellsEnd = 0; ///< Where the columns begin.
    // matches() alone uses these, on the one thread that looks through the rows.
    mutable SpokenCell m_spoken;
    mutable int m_spokenRow = -1;
};

MatrixMatches::MatrixMatches(std::shared_ptr<const SeenMatrix> seen,
                             std::shared_ptr<const FoundRows> found)
    : m_seen(std::move(seen))
    , m_found(std::move(found))
{
}

bool MatrixMatches::hasPlace(int place) const
{
    return std::binary_search(m_found->places.begin(), m_found->places.end(), place);
}

bool MatrixMatches::hasRow(int row) const
{
    return hasPlace(m_seen->placeOfRow(row));
}

bool MatrixMatches::hasColumn(int column) const
{
    return hasPlace(m_seen->placeOfColumn(column));
}

std::vector<int> MatrixMatches::columnsIn(int row, int first, int last) const
{
    const auto [begin, end] = m_seen->placesIn(row, first, last);
    const auto& places = m_found->places;
    std::vector<int> columns;
    for (auto place = std::lower_bound(places.begin(), places.end(), begin);
         place != places.end() && *place < end; ++place) {
        columns.push_back(m_seen->placeFrom(*place, {}).column);
    }
    return columns;
}

FindTarget matrixFindTarget(MatrixWidget& matrix)
{
    if (!matrix.matrix()) {
        return {};
    }
    const auto rows = std::make_shared<const SeenMatrix>(matrix.matrix(), matrix.arrangement(),
                                                         matrix.numbers().builds);
    return {rows,
            [rows, &matrix](int last) {
                return matrix.current() ? rows->placeOf(*matrix.current(), last) : -1;
            },
            [rows, &matrix](int place, logs::FindPattern&) -> QWidget* {
                const auto& shown = matrix.arrangement().shownRows;
                const MatrixPlace from =
                    matrix.current().value_or(MatrixPlace{shown.empty() ? -1 : shown.front(), 0});
                const MatrixPlace to = rows->placeFrom(place, from);
                matrix.reveal(to.row);
                matrix.setCurrent(to);
                return &matrix;
            },
            [&matrix](const std::shared_ptr<logs::FindPattern>& pattern) {
                matrix.setHighlight(pattern);
            },
            [rows, &matrix](const std::shared_ptr<const FoundRows>& found) {
                matrix.setFound(found ? std::make_shared<const MatrixMatches>(rows, found)
                                      : nullptr);
            }};
}

} // namespace cboard::ui
