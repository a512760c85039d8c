// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/base/state_panel.h"
#include "ui/base/view.h"

namespace cboard::ui {

/// What every view does when it starts to ask. What is shown stays.
void beginLoading(ViewStatus& status, StatePanel& panel, const QString& what);

/// What every view does when there is no answer: nothing when it was cancelled; what is not stored
/// is no error but an empty place with its next step; else \p headline and the reason.
void showFailure(ViewStatus& status, StatePanel& panel, const QString& headline,
                 const Error& error);

/// Nothing is stored at all: how results come in.
void showEmptyStore(StatePanel& panel);

/// What a list lacks that holds \p listed rows, and how to see it; empty when it is complete.
QString partialText(const query::SnapshotInfo& info, std::size_t listed);

/// What every view does with the answer: hands it to \p show, or showFailure().
template <typename T, typename Show>
void endLoading(ViewStatus& status, StatePanel& panel, const QString& headline,
                const Result<T>& result, Show show)
{
    status.isLoading = false;
    if (result) {
        show(*result);
    } else {
        showFailure(status, panel, headline, result.error());
    }
}

} // namespace cboard::ui
