// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrix_find.h"

#include "ui/matrix/matrix_widget.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    class SeenMatrix : public FindableRows {
    public:
        explicit SeenMatrix(const MatrixArrangement& arrangement)
            : m_rows(arrangement.orderedRows)
            , m_headers(arrangement.headers)
            , m_columns(arrangement.columns)
        {
        }

        int size() const override { return rowCount() + static_cast<int>(m_columns.size()); }
        bool matches(int place, logs::FindPattern& pattern) const override
        {
            if (place < rowCount()) {
                const auto row = static_cast<std::size_t>(rowAt(place));
                return std::any_of(m_headers.begin(), m_headers.end(), [&](const auto& header) {
                    return hasMatch(header.texts[row], pattern);
                });
            }
            const ColumnLabel& label = m_columns[static_cast<std::size_t>(place - rowCount())];
            return hasMatch(label.text, pattern) || hasMatch(label.group, pattern)
                || hasMatch(label.fullText, pattern);
        }

        MatrixPlace placeFrom(int place, MatrixPlace from) const
        {
            return place < rowCount() ? MatrixPlace{rowAt(place), std::max(from.column, 0)}
                                      : MatrixPlace{from.row, place - rowCount()};
        }
        int placeOf(MatrixPlace at, int last) const
        {
            if (last >= 0 && last < size() && placeFrom(last, at) == at) {
                return last;
            }
            const auto row = std::find(m_rows.begin(), m_rows.end(), at.row);
            return row == m_rows.end() ? -1 : static_cast<int>(row - m_rows.begin());
        }

    private:
        int rowCount() const { return static_cast<int>(m_rows.size()); }
        int rowAt(int place) const { return m_rows[static_cast<std::size_t>(place)]; }

        std::vector<int> m_rows;
        std::vector<RowHeaderColumn> m_headers;
        std::vector<ColumnLabel> m_columns;
    };

} // namespace

FindTarget matrixFindTarget(MatrixWidget& matrix)
{
    if (!matrix.matrix()) {
        return {};
    }
    const auto rows = std::make_shared<const SeenMatrix>(matrix.arrangement());
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
            [](const std::shared_ptr<logs::FindPattern>&) {}}; // The cursor says which it is.
}

} // namespace cboard::ui
