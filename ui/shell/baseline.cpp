// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/baseline.h"

#include "ui/shell/feature.h"
#include "ui/shell/navigator.h"
#include "ui/shell/resolve.h"
#include "ui/shell/text_format.h"

namespace cboard::ui {

const QString Baseline::Option = QStringLiteral("compare");

namespace {

    QString revisionOf(const View& view, const Selection& selection)
    {
        return selection.revision.isEmpty() ? view.state().revision : selection.revision;
    }

    /// What is compared: the view itself where it shows one revision, else the revision's own view.
    ViewState comparedState(const View& view, const QString& revision)
    {
        ViewState state = questionOf(view.state());
        const Feature* feature = findFeature(state.view);
        const bool isOfRevision = feature != nullptr && feature->scope == FeatureScope::Revision
            && !state.revision.isEmpty();
        if (!isOfRevision) {
            state.view = QStringLiteral("revision");
            state.record.clear();
            state.filter.clear();
            state.options.clear();
        }
        state.revision = revision;
        return state;
    }

    /// Commit of the revision before the one that \p state names.
    Result<QString> revisionBefore(query::Engine& engine, const ViewState& state,
                                   const query::Common& common, const TaskContext& task)
    {
        CBOARD_TRY(const auto branch, resolveBranch(engine, state, common, task));
        CBOARD_TRY(const auto revision, resolveRevision(engine, state, common, task));
        CBOARD_TRY(const auto strip, engine.revisions({common, branch, 2, revision.id}, task));
        if (strip->rows.size() < 2) {
            return fail(ErrorKind::NotFound, "no older revision of the branch is stored");
        }
        return fromUtf8(strip->rows[1].revision.commit);
    }

} // namespace

Baseline::Baseline(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_before(*context.queries, *context.tasks)
{
}

void Baseline::choose(View& view, const Selection& selection)
{
    const QString revision = revisionOf(view, selection);
    if (revision.isEmpty()) {
        emit said(tr("Nothing here is of one revision"));
        return;
    }
    ViewState state = view.state();
    state.options.insert(Option, revision);
    view.showState(state);
    emit view.stateChanged();
    emit said(tr("Comparing with %1; = shows it beside").arg(shortHash(revision.toStdString())));
}

void Baseline::showBeside(const View& view, const Selection& selection)
{
    const QString revision = revisionOf(view, selection);
    const ViewState shown = comparedState(view, revision);
    if (revision.isEmpty() || shown.tree.isEmpty()) {
        emit said(tr("Nothing here is of one revision"));
        return;
    }
    const ViewState now = view.state();
    const bool isShown = now.view == shown.view && now.revision == shown.revision;
    const QString chosen = now.options.value(Option);
    if (!chosen.isEmpty()) {
        openBoth(shown, isShown, chosen);
        return;
    }
    m_before.start(
        tr("Looking for the revision before"),
        [engine = m_context.engine, common = m_context.common(), shown](const TaskContext& task) {
            return revisionBefore(*engine, shown, common, task);
        },
        [this, shown, isShown](const Result<QString>& before) {
            if (before) {
                openBoth(shown, isShown, *before);
            } else {
                emit said(fromUtf8(describe(before.error())));
            }
        });
}

void Baseline::openBoth(const ViewState& shown, bool isShown, const QString& baseline)
{
    if (!isShown) {
        m_context.navigator->open(shown);
    }
    ViewState beside = shown;
    beside.revision = baseline;
    m_context.navigator->open(beside, OpenMode::Split);
}

} // namespace cboard::ui
