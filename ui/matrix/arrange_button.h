// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/requests.h"

#include <QToolButton>

#include <vector>

class QMenu;

namespace cboard::ui {

/// What a matrix can be turned to, and how it stands now.
struct MatrixTurning {
    std::vector<query::Dimension> dimensions; ///< That this kind of matrix knows.
    std::vector<query::Dimension> rows;
    std::vector<query::Dimension> columns;
    QString sort; ///< Values of the options of MatrixView.
    QString group;
    QString labs;
    QString number;
    bool hasLabCells = false; ///< A cell may be split by lab.
    bool hasNumbers = false;
};

/// A button with everything that arranges a matrix: what stands in rows and columns, the order,
/// what rows are grouped by, how labs are shown, which number stands in the cells.
class ArrangeButton : public QToolButton {
    Q_OBJECT

public:
    explicit ArrangeButton(QWidget* parent = nullptr);

    void setTurning(const MatrixTurning& turning) { m_turning = turning; }

signals:
    void optionChosen(const QString& key, const QString& value);
    void pivotChosen(const std::vector<cboard::query::Dimension>& rows,
                     const std::vector<cboard::query::Dimension>& columns);

private:
    void fill();
    void addPivot(const QString& title, bool isRows);
    void addBands();
    void addChoice(const QString& title, const QString& key, const QString& current,
                   const QList<std::pair<QString, QString>>& choices);

    QMenu* m_menu;
    MatrixTurning m_turning;
};

/// \p dimension in or out of one axis: at most three stand in an axis and one always does; what
/// comes in leaves the other axis. \returns false when that cannot be.
bool toggleDimension(std::vector<query::Dimension>& axis, std::vector<query::Dimension>& other,
                     query::Dimension dimension);

} // namespace cboard::ui
