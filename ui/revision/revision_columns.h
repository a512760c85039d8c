// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"
#include "core/query/test_tree_snapshot.h"
#include "ui/base/context.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

/// One suite of a revision: the first part of the test path.
struct SuiteRow {
    QString name;
    StatusCounts counts;
    int boards = 0;
};

/// The suites of a test tree, most fails first.
std::vector<SuiteRow> suitesOf(const query::TestTreeSnapshot& tree);

/// Builds that \p before has and \p now has not: rows without status that name the build there,
/// each once.
std::vector<query::BuildRow> missingBuilds(const query::BuildsSnapshot& now,
                                           const query::BuildsSnapshot& before);

/// One board of a revision, with its boots and tests.
struct BoardRow {
    QString name;
    std::string platform; ///< As results and filters have it: empty where none is named.
    StatusCounts boots;
    StatusCounts tests;
    QStringList labs;
};

/// The boards of a revision's runs, most fails first.
std::vector<BoardRow> boardsOf(const query::TestsSnapshot& runs);

std::shared_ptr<const TableSpec<query::ProblemRow>> problemTable();
std::shared_ptr<const TableSpec<query::BuildRow>> buildTable();
std::shared_ptr<const TableSpec<query::TestRow>> bootTable();
std::shared_ptr<const TableSpec<SuiteRow>> suiteTable();
std::shared_ptr<const TableSpec<BoardRow>> boardTable();
/// Boots and tests, one row a run.
std::shared_ptr<const TableSpec<query::TestRow>> runTable(const Context& context);

} // namespace cboard::ui
