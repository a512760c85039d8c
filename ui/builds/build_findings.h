// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/build_health_snapshots.h"
#include "ui/widgets/table_rows.h"

#include <QStringList>

namespace cboard::ui {

/// One row for each error and warning of a build.
std::shared_ptr<const TableSpec<query::BuildFinding>> findingTable();

/// "fs/ext4/inode.c:77"; empty where no file is named.
QString placeText(const query::BuildFinding& finding);

/// How the build stands against its baseline, for the head: status, errors, warnings, how long it
/// took, how large it is, what ran on it.
QStringList buildVerdict(const query::BuildDetailsSnapshot& details);

} // namespace cboard::ui
