// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/query/engine.h"
#include "core/query/ledger_snapshots.h"
#include "core/service/culprit.h"

#include <QMap>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace cboard::ui {

class UserItems;

/// The cells of the results in the tray, whichever revision they are of; without the compiler,
/// which records spell as they like. Those that are not stored any more have none. Blocking.
Result<std::vector<query::CellNames>> cellsOfTray(query::Engine& engine,
                                                  const query::Common& common,
                                                  const QStringList& tray, const TaskContext& task);

/// What the user wrote about regressions, and which ones are theirs: those with a note or a
/// culprit, of a cell with a result in the tray, of a watched board, or of a watched test.
class OwnThings {
public:
    /// \p items may be null: nothing is. \p trayCells as cellsOfTray() gives them.
    explicit OwnThings(const UserItems* items, std::vector<query::CellNames> trayCells = {});

    /// That on the first cell with one; empty for none.
    QString noteOf(const query::RegressionRow& row) const;
    /// The commit that the user found to have broken it.
    std::optional<service::Culprit> culpritOf(const query::RegressionRow& row) const;
    bool isMine(const query::RegressionRow& row) const;

private:
    bool isWatched(const query::RegressionCell& cell) const;

    QMap<QString, QString> m_notes; ///< By target.
    std::vector<query::CellNames> m_tray;
    std::vector<std::string> m_boards;
    std::vector<std::string> m_paths;
};

} // namespace cboard::ui
