// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/hidden_infra.h"

#include "ui/base/resolve.h"
#include "ui/base/scope_chips.h"
#include "ui/filter/filter_terms.h"

namespace cboard::ui {

namespace {

    std::int64_t infraOf(const StatusCounts& counts)
    {
        return counts[StatusClass::Error] + counts[StatusClass::Miss];
    }

    std::int64_t infraOf(const query::ResultCounts& counts, const QString& view)
    {
        if (view == QLatin1String("builds")) {
            return infraOf(counts.builds);
        }
        if (view == QLatin1String("boots")) {
            return infraOf(counts.boots);
        }
        if (view == QLatin1String("tests")) {
            return infraOf(counts.tests) + infraOf(counts.boots);
        }
        return infraOf(counts.builds) + infraOf(counts.boots) + infraOf(counts.tests);
    }

    bool showsOneRevision(const ViewState& state)
    {
        const QString mode = state.options.value(QStringLiteral("mode"));
        return mode == QLatin1String("revision") || state.view == QLatin1String("revision")
            || state.view == QLatin1String("tests");
    }

    Result<std::int64_t> ofAllTrees(query::Engine& engine, const query::Common& common,
                                    const TaskContext& task)
    {
        CBOARD_TRY(const auto trees, engine.trees({common}, task));
        std::int64_t sum = 0;
        for (const query::TreeRow& row : trees->rows) {
            sum += infraOf(row.counts, {});
        }
        return sum;
    }

} // namespace

Result<std::int64_t> countHiddenInfra(query::Engine& engine, const ViewState& state,
                                      const query::Common& common, const TaskContext& task)
{
    if (!containsTerm(state.filter, NoInfraTerm)) {
        return 0;
    }
    ViewState wider = state;
    wider.filter = withTermToggled(state.filter, NoInfraTerm);
    query::Common filtered = common;
    CBOARD_TRY(filtered.filter, parseStateFilter(wider));
    if (state.tree.isEmpty()) {
        return ofAllTrees(engine, filtered, task);
    }
    if (showsOneRevision(state)) {
        CBOARD_TRY(const auto revision, resolveRevision(engine, wider, common, task));
        CBOARD_TRY(const auto snapshot, engine.revision({filtered, revision.id}, task));
        return infraOf(snapshot->row.counts, state.view);
    }
    CBOARD_TRY(const auto branch, resolveBranch(engine, wider, common, task));
    CBOARD_TRY(const auto revisions,
               engine.revisions({filtered, branch, revisionsBack(state)}, task));
    std::int64_t sum = 0;
    for (const query::RevisionRow& row : revisions->rows) {
        sum += infraOf(row.counts, state.view);
    }
    return sum;
}

} // namespace cboard::ui
