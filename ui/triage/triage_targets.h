// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "ui/base/view.h"

#include <QStringList>

/// What the user marks and notes: single results, named so that the name outlives the store.
namespace cboard::ui {

/// "test:ID", "build:ID".
QString targetOf(RecordKind kind, const std::string& id);

/// The result that a target names; nothing for cells and revisions.
struct NamedResult {
    RecordKind kind = RecordKind::Test;
    std::string id;
};
std::optional<NamedResult> resultOfTarget(const QString& target);

/// The target of a selected record. Blocking: an engine may name records by references of its own.
Result<QString> findTarget(query::Engine& engine, const query::RecordRequest& request,
                           const TaskContext& task);

/// The cells of a selection, as targets; none when it is of no cell.
QStringList cellsOf(const Selection& selection);

/// The targets of all results that the view of \p state shows of one revision, by its filter.
/// Blocking. Error Invalid when there are more than MostTargets.
constexpr std::int64_t MostTargets = 1000;
Result<QStringList> findShownTargets(query::Engine& engine, const ViewState& state,
                                     const query::Common& common, const TaskContext& task);

} // namespace cboard::ui
