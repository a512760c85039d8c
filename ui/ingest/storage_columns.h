// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/retention.h"
#include "core/store/store_parts.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

/// A part of the store, and what of the whole it takes.
struct PartRow {
    store::StorePart part;
    double share = 0; ///< 0 to 1
};

/// A kind of results with its rule, and what goes by it now.
struct RuleRow {
    store::RetiredKind kind = store::RetiredKind::Revisions;
    store::RetentionRule rule;
    std::int64_t revisions = 0;
    std::int64_t records = 0;
    std::int64_t bytes = 0; ///< About.
};

std::vector<PartRow> partRows(const std::vector<store::StorePart>& parts);
/// One for each kind, with or without a rule.
std::vector<RuleRow> ruleRows(const store::RetentionPolicy& policy,
                              const store::RetentionPlan& plan);

std::shared_ptr<const TableSpec<PartRow>> partTable();
std::shared_ptr<const TableSpec<RuleRow>> ruleTable();

} // namespace cboard::ui
