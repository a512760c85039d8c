// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/build_health_snapshots.h"

#include <QList>
#include <QString>

#include <memory>
#include <utility>
#include <vector>

/// What cells of a build matrix say in numbers.
namespace cboard::ui {

/// The number that stands in each cell.
enum class CellNumber : std::uint8_t { None, Warnings, Errors, Duration, Size };

/// Value of the option "number" and name of each, in the order of the digits that choose them; the
/// first, with an empty value, shows none.
QList<std::pair<QString, QString>> cellNumberChoices();
CellNumber cellNumberOf(const QString& option);

/// What a cell shows beside its status and marks.
struct CellExtra {
    QString number; ///< At most six characters; empty for none.
    QString badge; ///< New warnings, beside errors new errors: "+3".
    bool onlyWarns = false; ///< Passed, but with warnings.

    bool operator==(const CellExtra&) const = default;
};

using BuildNumbersPtr = std::shared_ptr<const query::BuildNumbersSnapshot>;

/// The numbers of builds, placed into the cells of a matrix that stand for them.
struct CellNumbers {
    BuildNumbersPtr builds; ///< Null until read.
    std::vector<CellExtra> extras; ///< Different ones.
    std::vector<int> extraOfCell; ///< Parallel to the cells of the matrix; empty: no cell has any.
    std::int64_t newlyWarning = 0; ///< Rows with new warnings, as the head counts.
    bool hasRoom = false; ///< A number is chosen: cells have room for it, read or not.

    /// Null for none.
    const CellExtra* extraOf(std::size_t cell) const
    {
        return cell < extraOfCell.size() ? &extras[static_cast<std::size_t>(extraOfCell[cell])]
                                         : nullptr;
    }
};

/// A cell has the numbers of the build that it names. \p builds may be null. Cost O(cells).
CellNumbers placeNumbers(const query::MatrixSnapshot& matrix, BuildNumbersPtr builds,
                         CellNumber shown);

} // namespace cboard::ui
