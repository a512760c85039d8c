// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/requests.h"
#include "ui/base/view_state.h"

/// The cell that the history view shows, in the options of its state: "kind" ("build", "boot",
/// "test"), "path", "board", "config", "arch", "compiler", "lab".
namespace cboard::ui {

ViewState historyState(const query::HistoryRequest& request);

/// Without the parts that all requests share.
query::HistoryRequest historyRequest(const ViewState& state);

} // namespace cboard::ui
