// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"
#include "ui/widgets/column_model.h"

namespace cboard::ui {

/// One suite of a revision: the first part of the test path.
struct SuiteRow {
    QString name;
    StatusCounts counts;
    int boards = 0;
};

/// The suites of a test tree, most fails first.
std::vector<SuiteRow> suitesOf(const query::TestTreeSnapshot& tree);

std::vector<TableColumn<query::BuildRow>> buildColumns();
std::vector<TableColumn<query::TestRow>> bootColumns();
std::vector<TableColumn<SuiteRow>> suiteColumns();

} // namespace cboard::ui
