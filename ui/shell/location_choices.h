// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/base/context.h"
#include "ui/base/view_state.h"

#include <QList>

namespace cboard::ui {

/// The parts of the way to what is shown.
enum class LocationPart : std::uint8_t { Source, Tree, Branch, Revision, View };

/// What could stand in place of a part.
struct LocationChoice {
    ViewState target;
    QString text;
    QString detail; ///< Quiet, at the right: an age, a key.
    bool isCurrent = false;
};

/// The parts that \p state has, in order.
QList<LocationPart> locationParts(const ViewState& state);

/// What a part leads to when it is opened itself: the branch's newest revision, say.
ViewState locationTarget(LocationPart part, const ViewState& state);

/// The siblings of a part: trees, branches of the tree, revisions of the branch, newest first, at
/// most MaxChoices; for View the features. Blocking: for background jobs.
constexpr std::int64_t MaxChoices = 40;
Result<QList<LocationChoice>> locationChoices(LocationPart part, const ViewState& state,
                                              query::Engine& engine, const query::Common& common,
                                              const TaskContext& task);

} // namespace cboard::ui
