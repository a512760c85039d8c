// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_state.h"

namespace cboard::ui {

ViewState logState(const ViewState& from, RecordKind kind, const QString& id)
{
    ViewState state;
    state.view = QStringLiteral("log");
    state.tree = from.tree;
    state.branch = from.branch;
    state.repositoryUrl = from.repositoryUrl;
    state.recordKind = kind;
    state.record = id;
    return state;
}

ViewState logDiffState(const ViewState& from, RecordKind kind, const QString& id,
                       const QString& other)
{
    ViewState state = logState(from, kind, id);
    state.view = QStringLiteral("logdiff");
    if (!other.isEmpty()) {
        state.options.insert(QStringLiteral("other"), other);
    }
    return state;
}

} // namespace cboard::ui
