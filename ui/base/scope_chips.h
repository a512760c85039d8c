// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/view.h"

/// What views leave out by themselves, in one wording for all of them.
namespace cboard::ui {

/// The most revisions that a view looks back when all are asked for; and those of one cell.
constexpr std::int64_t MostRevisions = 500;
constexpr std::int64_t MostOfOneCell = 10'000;

/// How many revisions the view of \p state looks back: its option "revisions" (a number or "all"),
/// else what is usual for the view.
std::int64_t revisionsBack(const ViewState& state);

/// "last 15 revisions" for \p state; takes out: all of them.
ScopeChip revisionsChip(const ViewState& state);

/// How many days the view of \p state looks back: its option "since" (a number or "all", which is
/// nothing), else \p usual.
std::optional<int> daysBack(const ViewState& state, int usual);

/// "since: 30 d" for \p state; takes out: all times.
ScopeChip daysChip(const ViewState& state, int usual);

} // namespace cboard::ui
