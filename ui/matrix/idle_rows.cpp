// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/idle_rows.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    using query::MatrixCell;
    using query::MatrixSnapshot;

    const QString BoardsOption = QStringLiteral("boards");
    const QString All = QStringLiteral("all");

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Matrix", text);
    }

    /// The last run of each row; nothing where no revision of it has a time.
    std::vector<std::optional<Timestamp>> lastRuns(const MatrixSnapshot& matrix)
    {
        std::vector<std::optional<Timestamp>> last(matrix.rows.size());
        for (const MatrixCell& cell : matrix.cells) {
            const auto& revision = matrix.columns[static_cast<std::size_t>(cell.column)].revision;
            auto& row = last[static_cast<std::size_t>(cell.row)];
            if (revision && revision->time && (!row || *row < *revision->time)) {
                row = revision->time;
            }
        }
        return last;
    }

} // namespace

bool leavesOutIdle(query::MatrixKind kind, const MatrixChoice& choice, const ViewState& state)
{
    return kind == query::MatrixKind::Boot && !choice.isOneRevision()
        && choice.rows == std::vector{query::Dimension::Platform}
    && state.options.value(BoardsOption) != All;
}

ActiveRows withoutIdleRows(const std::shared_ptr<const MatrixSnapshot>& matrix, int days)
{
    const auto last = lastRuns(*matrix);
    const auto newest = std::max_element(last.begin(), last.end());
    if (newest == last.end() || !*newest) {
        return {matrix, 0};
    }
    const Timestamp oldest = **newest - std::chrono::days(days);
    std::vector<std::int32_t> placeOf(last.size(), -1); // Of each row that stays.
    auto active = std::make_shared<MatrixSnapshot>(*matrix);
    active->rows.clear();
    active->cells.clear();
    for (std::size_t row = 0; row < last.size(); ++row) {
        if (!last[row] || *last[row] >= oldest) {
            placeOf[row] = static_cast<std::int32_t>(active->rows.size());
            active->rows.push_back(matrix->rows[row]);
        }
    }
    const auto idle = static_cast<int>(last.size() - active->rows.size());
    if (idle == 0) {
        return {matrix, 0};
    }
    for (auto& column : active->columns) {
        column.counts = {};
    }
    for (const MatrixCell& cell : matrix->cells) {
        const std::int32_t row = placeOf[static_cast<std::size_t>(cell.row)];
        if (row >= 0) {
            active->cells.push_back(cell);
            active->cells.back().row = row;
            active->columns[static_cast<std::size_t>(cell.column)].counts += cell.counts;
        }
    }
    return {std::move(active), idle};
}

ScopeChip idleChip(const ViewState& state, int idle)
{
    const bool areAll = state.options.value(BoardsOption) == All;
    const QString usual = tr("boards of the last %1 days").arg(IdleDays);
    ScopeChip chip;
    chip.text = areAll ? tr("all boards")
        : idle == 0    ? usual
                       : tr("%1, %2 older hidden").arg(usual, countText(idle));
    chip.tip = tr("Boards without a boot that long before the newest one shown are left out");
    chip.option = BoardsOption;
    chip.choices = {{tr("%1 (usual)").arg(usual), QString()}, {tr("all boards"), All}};
    if (!areAll) {
        chip.withoutValue = All;
    }
    return chip;
}

} // namespace cboard::ui
