// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/baseline.h"

#include "ui/base/baseline_choice.h"
#include "ui/base/feature.h"
#include "ui/base/navigator.h"
#include "ui/base/resolve.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"

namespace cboard::ui {

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

    /// The baseline of \p state, else the revision before the one that it shows.
    Result<query::RevisionRef> findBaseline(query::Engine& engine, const ViewState& state,
                                            const BaselineQuestion& question,
                                            const query::Common& common, const TaskContext& task)
    {
        CBOARD_TRY(const auto branch, resolveBranch(engine, state, common, task));
        CBOARD_TRY(const auto revision, resolveRevision(engine, state, common, task));
        CBOARD_TRY(const auto baseline, question.answer(engine, branch, revision.id, common, task));
        if (baseline.revision) {
            return *baseline.revision;
        }
        CBOARD_TRY(const auto strip, engine.revisions({common, branch, 2, revision.id}, task));
        if (strip->rows.size() < 2) {
            return fail(ErrorKind::NotFound, "no older revision of the branch is stored");
        }
        return strip->rows[1].revision;
    }

} // namespace

Baseline::Baseline(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_find(*context.queries, *context.tasks)
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
    state.options.insert(BaselineOption, revision);
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
    if (now.view == QLatin1String("revision") || now.view == QLatin1String("trees")) {
        ViewState comparison = shown; // Cell by cell, in the view made for it.
        comparison.view = QStringLiteral("compare");
        comparison.filter = now.view == shown.view ? now.filter : QString();
        comparison.options = {{QStringLiteral("pick"), QStringLiteral("first")}};
        carryBaseline(now, comparison);
        m_context.navigator->open(comparison);
        return;
    }
    const bool isShown = now.view == shown.view && now.revision == shown.revision;
    m_find.start(
        tr("Looking for the baseline"),
        [engine = m_context.engine, common = m_context.common(), shown,
         question = BaselineQuestion(m_context, now)](const TaskContext& task) {
            return findBaseline(*engine, shown, question, common, task);
        },
        [this, shown, isShown](const Result<query::RevisionRef>& baseline) {
            if (!baseline) {
                emit said(fromUtf8(describe(baseline.error())));
                return;
            }
            if (!isShown) {
                m_context.navigator->open(shown);
            }
            ViewState beside = shown;
            nameRevision(beside, *baseline);
            beside.options.remove(BaselineOption); // It would be compared with itself.
            m_context.navigator->open(beside, OpenMode::Split);
        });
}

void Baseline::accept(const View& view, const Selection& selection)
{
    const QString revision = revisionOf(view, selection);
    if (m_context.items == nullptr) {
        emit said(tr("Nothing can be kept beside this store"));
    } else if (revision.isEmpty()) {
        emit said(tr("Nothing here is of one revision"));
    } else {
        m_context.items->toggleAccepted(revision, shortHash(revision.toStdString()));
    }
}

} // namespace cboard::ui
