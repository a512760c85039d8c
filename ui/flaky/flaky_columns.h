// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/query/ledger_snapshots.h"
#include "core/service/flaky_course.h"
#include "core/store/user_data.h"
#include "ui/widgets/table_rows.h"

#include <QHash>
#include <QMap>
#include <QString>

#include <utility>
#include <vector>

namespace cboard::ui {

struct UserLists;

/// The cells whose failures the user expects for now: a flaky cell is muted by a waiver.
class MutedCells {
public:
    MutedCells() = default;
    MutedCells(const UserLists& lists, Timestamp now);
    /// Null for none.
    const store::UserData::Waiver* waiverOf(const query::FlakyCell& cell) const;

private:
    std::vector<std::pair<query::CellNames, store::UserData::Waiver>> m_waivers;
};

/// How the cells went, by target; those that were not looked at so far are absent.
using FlakyCourses = QHash<QString, service::FlakyCourse>;

/// What stands beside the numbers of the cells.
struct FlakyExtras {
    MutedCells muted;
    QMap<QString, QString> notes; ///< Of the user, by target.
    FlakyCourses courses;
    QString muteHint; ///< How one mutes a cell.
    QString noteHint; ///< How one writes a note on it.
};

/// Cells that alternate, with the numbers that say so.
std::shared_ptr<const TableSpec<query::FlakyCell>>
flakyTable(std::shared_ptr<const FlakyExtras> extras);

} // namespace cboard::ui
