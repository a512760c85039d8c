// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "ui/base/context.h"
#include "ui/base/text_format.h"
#include "ui/base/view_state.h"
#include "ui/hardware/board_state.h"
#include "ui/history/history_state.h"

namespace cboard::test {

/// What opens a view of this name over the first branch of a store that has one; a view of one
/// record, cell or board over the first of them.
inline ui::ViewState stateOverStore(const ui::Context& context, const QString& view,
                                    const QMap<QString, QString>& options)
{
    const query::Common common = context.common();
    const auto trees = context.engine->trees({common}, {});
    const query::TreeRow& tree = (*trees)->rows.front();
    const auto boots = context.engine->tests({common, tree.newest.id, query::RunKind::Boots}, {});
    const query::TestRow& run = (*boots)->rows.front();
    ui::ViewState state;
    if (view == QLatin1String("history")) {
        query::HistoryRequest cell;
        cell.path = run.path;
        cell.platform = run.platform;
        state = ui::historyState(cell);
    } else if (view == QLatin1String("board")) {
        const auto tests =
            context.engine->tests({common, tree.newest.id, query::RunKind::Tests}, {});
        state = ui::boardState(ui::fromUtf8((*tests)->rows.front().platform));
    } else if (view == QLatin1String("build")) {
        const auto builds = context.engine->builds({common, tree.newest.id}, {});
        state.record = ui::fromUtf8((*builds)->rows.front().id);
        state.recordKind = RecordKind::Build;
    }
    state.view = view;
    state.tree = ui::fromUtf8(tree.tree);
    state.branch = ui::fromUtf8(tree.branch);
    for (auto option = options.begin(); option != options.end(); ++option) {
        state.options.insert(option.key(), option.value());
    }
    return state;
}

} // namespace cboard::test
