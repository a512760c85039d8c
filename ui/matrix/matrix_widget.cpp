// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrix_widget.h"

#include "ui/matrix/matrix_accessible.h"
#include "ui/matrix/matrix_metrics.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace cboard::ui {

using query::CellMark;
using query::MatrixCell;

MatrixWidget::MatrixWidget(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_tiles(theme)
    , m_matrix(std::make_shared<query::MatrixSnapshot>())
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Matrix"));
    MatrixAccessible::install();
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&m_theme, &Theme::changed, this, [this] {
        dropLabels();
        viewport()->update();
    });
    measure();
}

MatrixWidget::~MatrixWidget() = default;

void MatrixWidget::setMatrix(MatrixPtr matrix, MatrixArrangement arrangement)
{
    if (!m_folded.isEmpty()) {
        foldGroups(arrangement, m_folded);
    }
    setMatrix(std::move(matrix), std::move(arrangement), m_folded);
}

void MatrixWidget::setMatrix(MatrixPtr matrix, MatrixArrangement arrangement, QSet<QString> folded)
{
    const QString row = m_current ? rowKey(m_current->row) : QString();
    const QString column = m_current ? columnKey(m_current->column) : QString();
    const bool hadCurrent = m_current.has_value();
    const auto selectedBefore = selectedNames();
    m_matrix = std::move(matrix);
    m_arrangement = std::move(arrangement);
    m_numbers.extraOfCell.clear();
    m_folded = std::move(folded);
    m_current = hadCurrent ? findPlace(row, column) : std::nullopt;
    keepSelected(selectedBefore);
    dropLabels();
    measure();
    updateScrollBars();
    viewport()->update();
    if (QAccessible::isActive()) {
        QAccessibleTableModelChangeEvent event(this, QAccessibleTableModelChangeEvent::ModelReset);
        QAccessible::updateAccessibility(&event);
    }
    emit replaced();
}

int MatrixWidget::lineOf(int row) const
{
    return row >= 0 && row < static_cast<int>(m_arrangement.lineOfRow.size())
        ? m_arrangement.lineOfRow[static_cast<std::size_t>(row)]
        : -1;
}

std::span<const MatrixCell> MatrixWidget::rowCells(int row) const
{
    if (row < 0 || row >= static_cast<int>(m_matrix->rows.size())) {
        return {};
    }
    const auto at = static_cast<std::size_t>(row);
    return std::span(m_matrix->cells)
        .subspan(m_arrangement.offsets[at],
                 m_arrangement.offsets[at + 1] - m_arrangement.offsets[at]);
}

std::span<const MatrixCell> MatrixWidget::cellsAt(MatrixPlace place) const
{
    const auto cells = rowCells(place.row);
    const auto first =
        std::lower_bound(cells.begin(), cells.end(), place.column,
                         [](const MatrixCell& cell, int column) { return cell.column < column; });
    auto last = first;
    while (last != cells.end() && last->column == place.column) {
        ++last;
    }
    return cells.subspan(static_cast<std::size_t>(first - cells.begin()),
                         static_cast<std::size_t>(last - first));
}

void MatrixWidget::setCurrent(MatrixPlace place)
{
    if (m_matrix->columns.empty() || lineOf(place.row) < 0) {
        return;
    }
    place.column = std::clamp(place.column, 0, static_cast<int>(m_matrix->columns.size()) - 1);
    ensureVisible(place);
    if (m_current == place) {
        return;
    }
    m_current = place;
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(m_arrangement.shownIndex[static_cast<std::size_t>(place.row)]
                           * static_cast<int>(m_matrix->columns.size())
                       + place.column);
        QAccessible::updateAccessibility(&event);
    }
    viewport()->update();
    emit currentChanged(place);
}

void MatrixWidget::moveBy(int lines, int columns)
{
    const int count = static_cast<int>(m_arrangement.lines.size());
    if (count == 0 || m_matrix->columns.empty()) {
        return;
    }
    const auto rowAt = [this](int at) {
        return m_arrangement.lines[static_cast<std::size_t>(at)].row;
    };
    const int wanted = m_current ? lineOf(m_current->row) + lines : 0;
    const int start = std::clamp(wanted, 0, count - 1);
    const auto rowFrom = [&](int step) {
        int line = start;
        while (line >= 0 && line < count && rowAt(line) < 0) {
            line += step;
        }
        return line;
    };
    const int step = lines < 0 ? -1 : 1;
    int line = rowFrom(step);
    if (line < 0 || line >= count) { // Only headings that way: the row nearest to them.
        line = rowFrom(-step);
    }
    if (line < 0 || line >= count) {
        return;
    }
    setCurrent({rowAt(line), m_current ? m_current->column + columns : 0});
}

bool MatrixWidget::isFailure(MatrixPlace place, FailureKind kind) const
{
    const auto cells = cellsAt(place);
    return std::any_of(cells.begin(), cells.end(), [kind](const MatrixCell& cell) {
        return cell.status == StatusClass::Fail
            && (kind == FailureKind::Any || cell.hasMark(CellMark::New));
    });
}

std::optional<MatrixPlace> MatrixWidget::nextFailure(FailureKind kind, Direction direction) const
{
    const int lines = static_cast<int>(m_arrangement.lines.size());
    const int columns = static_cast<int>(m_matrix->columns.size());
    const int step = direction == Direction::Forward ? 1 : -1;
    int line = m_current ? lineOf(m_current->row) : (step > 0 ? 0 : lines - 1);
    int column = m_current ? m_current->column + step : (step > 0 ? 0 : columns - 1);
    for (; line >= 0 && line < lines; line += step) {
        const int row = m_arrangement.lines[static_cast<std::size_t>(line)].row;
        for (; row >= 0 && column >= 0 && column < columns; column += step) {
            if (isFailure({row, column}, kind)) {
                return MatrixPlace{row, column};
            }
        }
        column = step > 0 ? 0 : columns - 1;
    }
    return std::nullopt;
}

bool MatrixWidget::goToFailure(FailureKind kind, Direction direction)
{
    const auto place = nextFailure(kind, direction);
    if (place) {
        setCurrent(*place);
    }
    return place.has_value();
}

std::vector<MatrixPlace> MatrixWidget::nearPlaces() const
{
    if (!m_current) {
        return {};
    }
    std::vector<MatrixPlace> places;
    const auto add = [this, &places](std::optional<MatrixPlace> place) {
        if (place && !cellsAt(*place).empty()
            && std::find(places.begin(), places.end(), *place) == places.end()) {
            places.push_back(*place);
        }
    };
    const auto lineAt = [this](int step) -> std::optional<MatrixPlace> {
        const int line = lineOf(m_current->row) + step;
        if (line < 0 || line >= static_cast<int>(m_arrangement.lines.size())) {
            return std::nullopt;
        }
        return MatrixPlace{m_arrangement.lines[static_cast<std::size_t>(line)].row,
                           m_current->column};
    };
    add(nextFailure(FailureKind::New, Direction::Forward));
    add(nextFailure(FailureKind::Any, Direction::Forward));
    add(lineAt(1));
    add(MatrixPlace{m_current->row, m_current->column + 1});
    add(lineAt(-1));
    add(MatrixPlace{m_current->row, m_current->column - 1});
    return places;
}

void MatrixWidget::goToFirstCell()
{
    const int columns = static_cast<int>(m_matrix->columns.size());
    for (const auto& line : m_arrangement.lines) {
        for (int column = 0; line.row >= 0 && column < columns; ++column) {
            if (!cellsAt({line.row, column}).empty()) {
                setCurrent({line.row, column});
                return;
            }
        }
    }
    moveBy(0, 0);
}

QRect MatrixWidget::cellRect(MatrixPlace place) const
{
    const QPoint at(place.column * m_cell.width() - horizontalScrollBar()->value(),
                    lineOf(place.row) * m_cell.height() - verticalScrollBar()->value());
    return {bodyRect().topLeft() + at, m_cell};
}

void MatrixWidget::ensureVisible(MatrixPlace place)
{
    const auto reveal = [](QScrollBar* bar, int from, int size, int page) {
        if (from < bar->value()) {
            bar->setValue(from);
        } else if (from + size > bar->value() + page) {
            bar->setValue(from + size - page);
        }
    };
    int top = lineOf(place.row) * m_cell.height();
    int height = m_cell.height();
    if (top > 0 && m_arrangement.lines[static_cast<std::size_t>(lineOf(place.row)) - 1].row < 0) {
        top -= height; // The heading of the section comes along.
        height *= 2;
    }
    reveal(verticalScrollBar(), top, height, bodyRect().height());
    reveal(horizontalScrollBar(), place.column * m_cell.width(), m_cell.width(),
           bodyRect().width());
}

int MatrixWidget::lineAt(QPoint point) const
{
    const int top = bodyRect().top();
    const int line = (point.y() - top + verticalScrollBar()->value()) / m_cell.height();
    return point.y() >= top && line < static_cast<int>(m_arrangement.lines.size()) ? line : -1;
}

MatrixPlace MatrixWidget::placeAt(QPoint point) const
{
    const QRect body = bodyRect();
    MatrixPlace place;
    if (const int line = lineAt(point); line >= 0) {
        place.row = m_arrangement.lines[static_cast<std::size_t>(line)].row;
    }
    const int column = (point.x() - body.left() + horizontalScrollBar()->value()) / m_cell.width();
    if (point.x() >= body.left() && column < static_cast<int>(m_matrix->columns.size())) {
        place.column = column;
    }
    return place;
}

void MatrixWidget::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    const bool wasInSight = m_current && lineOf(m_current->row) >= 0
        && QRect(QPoint(0, 0), event->oldSize()).contains(cellRect(*m_current));
    const auto before = std::pair(m_headerWidths, m_columnHeaderHeight);
    measure();
    if (std::pair(m_headerWidths, m_columnHeaderHeight) != before) {
        dropLabels();
    }
    updateScrollBars();
    if (wasInSight) {
        ensureVisible(*m_current);
    }
}

} // namespace cboard::ui
