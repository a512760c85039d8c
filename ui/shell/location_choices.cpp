// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/location_choices.h"

#include "ui/base/feature.h"
#include "ui/base/text_format.h"

namespace cboard::ui {

namespace {

    const QString TreesView = QStringLiteral("trees");
    const QString RevisionView = QStringLiteral("revision");

    FeatureScope scopeOf(const ViewState& state)
    {
        const Feature* feature = findFeature(state.view);
        return feature == nullptr ? FeatureScope::Global : feature->scope;
    }

    /// The view stays when it shows a revision; a record belongs to one revision only.
    ViewState onBranch(const ViewState& state, const QString& tree, const QString& branch,
                       const QString& repositoryUrl)
    {
        ViewState target;
        target.view = scopeOf(state) == FeatureScope::Revision ? state.view : RevisionView;
        target.tree = tree;
        target.branch = branch;
        target.repositoryUrl = repositoryUrl;
        target.filter = scopeOf(state) == FeatureScope::Revision ? state.filter : QString();
        target.options =
            scopeOf(state) == FeatureScope::Revision ? state.options : QMap<QString, QString>();
        return target;
    }

    QList<LocationChoice> treeChoices(LocationPart part, const ViewState& state,
                                      const query::TreesSnapshot& trees, Timestamp now)
    {
        QList<LocationChoice> choices;
        qint64 more = 0;
        for (const query::TreeRow& row : trees.rows) {
            const QString tree = fromUtf8(row.tree);
            const QString branch = fromUtf8(row.branch);
            // Trees without a name are those of a repository.
            const QString url = tree.isEmpty() ? fromUtf8(row.repositoryUrl) : QString();
            const bool isOfTree =
                tree == state.tree && (url.isEmpty() || url == state.repositoryUrl);
            const bool isKnown =
                std::any_of(choices.begin(), choices.end(), [&](const LocationChoice& choice) {
                    return choice.target.tree == tree && choice.target.repositoryUrl == url
                        && (part == LocationPart::Tree || choice.target.branch == branch);
                });
            if (isKnown || (part == LocationPart::Branch && !isOfTree)) {
                continue;
            }
            if (choices.size() >= MaxChoices) {
                ++more;
                continue;
            }
            const bool isTree = part == LocationPart::Tree;
            choices << LocationChoice{onBranch(state, tree, branch, url),
                                      isTree ? branchText(row.tree, {}, row.repositoryUrl) : branch,
                                      ageText(row.lastData, now),
                                      isOfTree && (isTree || branch == state.branch)};
        }
        if (more > 0) {
            ViewState all;
            all.view = QStringLiteral("trees");
            choices << LocationChoice{
                all,
                QCoreApplication::translate("LocationChoices", "and %1 more").arg(countText(more)),
                {},
                false};
        }
        return choices;
    }

    QList<LocationChoice> revisionChoices(const ViewState& state,
                                          const query::RevisionsSnapshot& revisions, Timestamp now)
    {
        QList<LocationChoice> choices;
        for (const query::RevisionRow& row : revisions.rows) {
            LocationChoice choice;
            choice.target = onBranch(state, state.tree, state.branch, state.repositoryUrl);
            choice.target.revision = fromUtf8(row.revision.commit);
            choice.text = revisionText(row.revision);
            choice.detail = ageText(row.revision.time, now);
            choice.isCurrent = choice.target.revision == state.revision;
            choices << choice;
        }
        return choices;
    }

    QList<LocationChoice> viewChoices(const ViewState& state)
    {
        QList<LocationChoice> choices;
        for (const Feature& feature : featureRegistry()) {
            if (feature.scope == FeatureScope::Record && feature.id != state.view) {
                continue; // Opened from a selection.
            }
            LocationChoice choice;
            choice.target = feature.id == state.view ? state : ViewState();
            choice.target.view = feature.id;
            if (feature.scope != FeatureScope::Global) {
                choice.target.tree = state.tree;
                choice.target.branch = state.branch;
                choice.target.repositoryUrl = state.repositoryUrl;
                choice.target.revision = state.revision;
            }
            choice.text = feature.title;
            choice.detail = feature.shortcut.toString(QKeySequence::NativeText);
            choice.isCurrent = feature.id == state.view;
            choices << choice;
        }
        return choices;
    }

} // namespace

QList<LocationPart> locationParts(const ViewState& state)
{
    QList<LocationPart> parts = {LocationPart::Source};
    const bool hasTree = !state.tree.isEmpty() || !state.repositoryUrl.isEmpty();
    if (scopeOf(state) != FeatureScope::Global && hasTree) {
        parts << LocationPart::Tree;
        if (!state.branch.isEmpty()) {
            parts << LocationPart::Branch << LocationPart::Revision;
        }
    }
    return parts << LocationPart::View;
}

ViewState locationTarget(LocationPart part, const ViewState& state)
{
    ViewState target;
    target.view = RevisionView;
    switch (part) {
    case LocationPart::Source:
        target.view = TreesView;
        return target;
    case LocationPart::View:
        return state;
    case LocationPart::Tree:
        target.tree = state.tree;
        target.repositoryUrl = state.tree.isEmpty() ? state.repositoryUrl : QString();
        return target;
    case LocationPart::Branch:
    case LocationPart::Revision:
        target.tree = state.tree;
        target.branch = state.branch;
        target.repositoryUrl = state.repositoryUrl;
        if (part == LocationPart::Revision) {
            target.revision = state.revision;
        }
    }
    return target;
}

Result<QList<LocationChoice>> locationChoices(LocationPart part, const ViewState& state,
                                              query::Engine& engine, const query::Common& common,
                                              const TaskContext& task)
{
    switch (part) {
    case LocationPart::Source:
    case LocationPart::View:
        return viewChoices(state);
    case LocationPart::Tree:
    case LocationPart::Branch: {
        CBOARD_TRY(const auto trees, engine.trees({common}, task));
        return treeChoices(part, state, *trees, common.now);
    }
    case LocationPart::Revision:
        break;
    }
    const query::BranchKey branch{state.tree.toStdString(), state.branch.toStdString(),
                                  state.repositoryUrl.toStdString()};
    CBOARD_TRY(const auto revisions, engine.revisions({common, branch, MaxChoices}, task));
    return revisionChoices(state, *revisions, common.now);
}

} // namespace cboard::ui
