// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "ui/base/baseline_choice.h"

#include <QStringList>

#include <vector>

/// The revisions that are compared, as a user names them. The functions that ask the engine block:
/// they are for background jobs.
namespace cboard::ui {

constexpr qsizetype MostSides = 8;

/// The names in the option "sides" of a state; empty where nothing was chosen.
QStringList askedSides(const ViewState& state);
/// The same state with these sides; fewer than two names ask for the usual ones.
ViewState withSides(ViewState state, const QStringList& sides);

/// A name that finds the revision again from any branch: "mainline/master v6.18-rc7".
QString sideName(const query::RevisionRef& revision);

/// What \p name means to one who looks at \p branch: a hash, tag, describe name or HEAD~3 there,
/// else on any branch; "tree/branch", or that before one of these. Error NotFound.
Result<query::RevisionRef> findSide(query::Engine& engine, const query::Common& common,
                                    const query::BranchKey& branch, const QString& name,
                                    const TaskContext& task);

bool hasResults(const query::RevisionRow& row);

/// What findSides() has to ask: the baseline that the first name says, else that of the state.
BaselineQuestion sidesQuestion(const Context& context, const ViewState& state);

/// The revisions that \p state compares, the first as what the others are compared with. Usual are
/// the shown revision and before it the baseline, else the one before that has results. An empty
/// first name means the one before the second; "branch:tree/branch" the newest there at or before
/// the merge base with the second, "accepted" the last before it that the user accepted as good.
/// Error NotFound where there is none. \p question is sidesQuestion() of the state.
Result<std::vector<query::RevisionRef>>
findSides(query::Engine& engine, const query::Common& common, const ViewState& state,
          const BaselineQuestion& question, const TaskContext& task);

} // namespace cboard::ui
