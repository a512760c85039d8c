// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_sides.h"

#include "ui/base/resolve.h"
#include "ui/base/text_format.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    const QString SidesOption = QStringLiteral("sides");
    constexpr std::int64_t LooksBack = 30; ///< For a revision with results.

    Result<query::RevisionRef> findBefore(query::Engine& engine, const query::Common& common,
                                          const query::RevisionRef& revision,
                                          const TaskContext& task)
    {
        query::RevisionsRequest request;
        request.common = common;
        request.branch = {revision.tree, revision.branch, revision.repositoryUrl};
        request.limit = LooksBack;
        request.newest = revision.id;
        CBOARD_TRY(const auto older, engine.revisions(request, task));
        for (const query::RevisionRow& row : older->rows) {
            if (row.revision.id != revision.id && hasResults(row)) {
                return row.revision;
            }
        }
        return fail(ErrorKind::NotFound, "no older revision of the branch has results");
    }

    /// Names that mean something only beside the revision that is compared.
    bool isBaseline(const QString& name)
    {
        return name == AcceptedBaseline || name.startsWith(QStringLiteral("branch:"));
    }

    /// \param second What it is compared with.
    Result<query::RevisionRef> findFirst(query::Engine& engine, const query::Common& common,
                                         const query::RevisionRef& second,
                                         const query::BranchKey& shown, const QString& name,
                                         const BaselineQuestion& question, const TaskContext& task)
    {
        if (name.isEmpty()) {
            return findBefore(engine, common, second, task);
        }
        if (!isBaseline(name)) {
            return findSide(engine, common, shown, name, task);
        }
        const query::BranchKey branch{second.tree, second.branch, second.repositoryUrl};
        CBOARD_TRY(const auto found, question.answer(engine, branch, second.id, common, task));
        if (!found.revision) {
            return fail(ErrorKind::NotFound, "no stored revision is " + name.toStdString());
        }
        return *found.revision;
    }

    Result<query::RevisionRef> findOn(query::Engine& engine, const query::Common& common,
                                      const query::BranchKey& branch, const QString& name,
                                      const TaskContext& task)
    {
        return engine.findRevision({common, branch, name.toStdString()}, task);
    }

} // namespace

QStringList askedSides(const ViewState& state)
{
    const QString text = state.options.value(SidesOption);
    return text.isEmpty() ? QStringList() : text.split(QLatin1Char(',')).mid(0, MostSides);
}

ViewState withSides(ViewState state, const QStringList& sides)
{
    state.options.remove(SidesOption);
    if (sides.size() > 1) {
        state.options.insert(SidesOption, sides.join(QLatin1Char(',')));
    }
    return state;
}

bool hasResults(const query::RevisionRow& row)
{
    return row.counts.builds.total() + row.counts.boots.total() + row.counts.tests.total() > 0;
}

QString sideName(const query::RevisionRef& revision)
{
    return QStringLiteral("%1 %2").arg(branchText(revision), revisionText(revision));
}

Result<query::RevisionRef> findSide(query::Engine& engine, const query::Common& common,
                                    const query::BranchKey& branch, const QString& name,
                                    const TaskContext& task)
{
    CBOARD_TRY(const auto trees, engine.trees({common}, task));
    for (const query::TreeRow& row : trees->rows) {
        const QString place = branchText(row);
        const query::BranchKey key{row.tree, row.branch, row.repositoryUrl};
        if (name == place) {
            return findOn(engine, common, key, QStringLiteral("HEAD"), task);
        }
        if (name.startsWith(place + QLatin1Char(' '))) {
            return findOn(engine, common, key, name.mid(place.size() + 1), task);
        }
    }
    auto found = findOn(engine, common, branch, name, task);
    if (found || found.error().kind != ErrorKind::NotFound) {
        return found;
    }
    for (const query::TreeRow& row : trees->rows) {
        auto elsewhere =
            findOn(engine, common, {row.tree, row.branch, row.repositoryUrl}, name, task);
        if (elsewhere || elsewhere.error().kind != ErrorKind::NotFound) {
            return elsewhere;
        }
    }
    return found;
}

BaselineQuestion sidesQuestion(const Context& context, const ViewState& state)
{
    ViewState asking = state;
    const QStringList asked = askedSides(state);
    if (!asked.isEmpty() && isBaseline(asked.front())) {
        asking.options.insert(BaselineOption, asked.front());
    }
    return {context, asking};
}

Result<std::vector<query::RevisionRef>>
findSides(query::Engine& engine, const query::Common& common, const ViewState& state,
          const BaselineQuestion& question, const TaskContext& task)
{
    CBOARD_TRY(const auto branch, resolveBranch(engine, state, common, task));
    const QStringList asked = askedSides(state);
    std::vector<query::RevisionRef> sides;
    if (asked.isEmpty()) {
        CBOARD_TRY(const auto shown, resolveRevision(engine, state, common, task));
        CBOARD_TRY(const auto baseline, question.answer(engine, branch, shown.id, common, task));
        if (baseline.revision) {
            return std::vector{*baseline.revision, shown};
        }
        CBOARD_TRY(auto before, findBefore(engine, common, shown, task));
        sides = {std::move(before), shown};
        return sides;
    }
    for (const QString& name : asked.mid(1)) {
        CBOARD_TRY(auto side, findSide(engine, common, branch, name, task));
        sides.push_back(std::move(side));
    }
    CBOARD_TRY(auto first,
               findFirst(engine, common, sides.front(), branch, asked.front(), question, task));
    sides.insert(sides.begin(), std::move(first));
    return sides;
}

} // namespace cboard::ui
