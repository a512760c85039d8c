// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/issue_snapshots.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

/// Known issues of a revision, one row a version, two lines each.
std::shared_ptr<const TableSpec<query::RevisionIssueRow>> issueTable();

/// The filter term for what the issue touches.
QString issueTerm(const query::RevisionIssueRow& issue);

} // namespace cboard::ui
