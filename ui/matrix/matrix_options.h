// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/requests.h"
#include "ui/matrix/arrangement.h"
#include "ui/matrix/cell_numbers.h"

#include <QMap>
#include <QSet>
#include <QSize>
#include <QString>

/// What makes a matrix view a build, boot or test matrix, and what its options say:
/// "mode" (a preset of rows and columns), "rows", "columns" (dimensions that replace those of the
/// mode: "path,config"), "sort" ("name"), "group" (a row dimension, "state", "tree",
/// "none"), "labs" ("columns",
/// "together"), "folded" (groups, comma-separated), "number" (of a build: cellNumberChoices()); of
/// a tree of paths those of PathFolding in place of "folded".
namespace cboard::ui {

/// One preset of rows and columns.
struct MatrixMode {
    QString id; ///< In addresses: "history", "revision".
    QString title;
    std::vector<query::Dimension> rows;
    std::vector<query::Dimension> columns;
    bool isOneRevision = false;
};

struct MatrixKindSpec {
    QString viewId;
    QString title; ///< "Boots"
    query::MatrixKind kind = query::MatrixKind::Boot;
    std::vector<MatrixMode> modes; ///< The first is the default; at most four have a key.
    std::vector<query::Dimension> dimensions; ///< To turn the matrix by.
    QSize cell{26, 20};
};

/// How labs are shown where a matrix tells them apart.
enum class LabMode : std::uint8_t { Split, Columns, Together };

/// The options of a view, understood; what they do not say is as the mode has it.
struct MatrixChoice {
    int mode = 0; ///< Index in MatrixKindSpec::modes.
    bool isTurned = false; ///< Rows or columns are not those of the mode.
    std::vector<query::Dimension> rows;
    std::vector<query::Dimension> columns; ///< Without the labs of LabMode::Columns.
    RowOrder order = RowOrder::WorstFirst;
    RowGrouping grouping;
    LabMode labs = LabMode::Split;
    CellNumber number = CellNumber::None;

    bool isOneRevision() const;
};

MatrixChoice matrixChoice(const MatrixKindSpec& spec, const QMap<QString, QString>& options);

/// Sets "rows" and "columns", or removes them when they are those of the mode.
void setPivot(QMap<QString, QString>& options, const MatrixKindSpec& spec,
              const std::vector<query::Dimension>& rows,
              const std::vector<query::Dimension>& columns);

/// The request without filter, branch and revisions.
query::MatrixRequest matrixRequest(const MatrixKindSpec& spec, const MatrixChoice& choice);

QSet<QString> foldedGroups(const QMap<QString, QString>& options);
void setFoldedGroups(QMap<QString, QString>& options, const QSet<QString>& folded);

/// The value of "labs" after the one that is set; only boots have cells that are split by lab.
QString nextLabMode(const MatrixKindSpec& spec, const QMap<QString, QString>& options);

} // namespace cboard::ui
