// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/test_tree_snapshot.h"
#include "ui/widgets/table_rows.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

/// What the last revision ran and this one does not run any more.
namespace cboard::ui {

struct GoneRow {
    enum class Kind : std::uint8_t { Board, Test };
    Kind kind = Kind::Test;
    QString name; ///< The board, or the path.
    StatusCounts counts; ///< Of its runs, when it last ran.
    int boards = 0; ///< That ran the path; of a board 1.
    std::string runId; ///< The worst of these runs.
};

/// What is not run any more, with where it was run.
struct GoneTests {
    query::RevisionRef before;
    std::vector<GoneRow> rows; ///< Boards, then paths, each by name.
};

/// What \p before ran and \p now, which must not be filtered, does not.
GoneTests goneTests(const query::TestTreeSnapshot& now, const query::TestTreeSnapshot& before);

std::shared_ptr<const TableSpec<GoneRow>> goneTable();

} // namespace cboard::ui
