// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/baseline_choice.h"

#include "core/service/accepted_revision.h"
#include "core/service/commit_list.h"
#include "ui/base/context.h"
#include "ui/base/preferences.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"

#include <QCoreApplication>

#include <set>
#include <string>

namespace cboard::ui {

const QString BaselineOption = QStringLiteral("compare");
const QString AcceptedBaseline = QStringLiteral("accepted");

namespace {

    using Found = std::optional<query::RevisionRef>;

    const QString BranchPrefix = QStringLiteral("branch:");

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Baseline", text);
    }

    /// The engine is asked without the view's filter.
    struct Asking {
        query::Engine& engine;
        query::BranchKey branch;
        std::optional<std::int64_t> shown;
        query::Common common;
        const service::ClonePaths& clones;
        const TaskContext& task;
    };

    Result<std::int64_t> shownRevision(const Asking& asking)
    {
        if (asking.shown) {
            return *asking.shown;
        }
        CBOARD_TRY(const auto newest,
                   asking.engine.findRevision({asking.common, asking.branch, "HEAD"}, asking.task));
        return newest.id;
    }

    /// On the branch, else the first of that name on any.
    Result<Found> findNamed(const Asking& asking, const QString& name)
    {
        auto own = asking.engine.findRevision({asking.common, asking.branch, name.toStdString()},
                                              asking.task);
        if (own) {
            return Found(std::move(*own));
        }
        if (own.error().kind != ErrorKind::NotFound) {
            return tl::unexpected(own.error());
        }
        CBOARD_TRY(const auto hits,
                   asking.engine.search({asking.common, ':' + name.toStdString(), 1}, asking.task));
        return hits->hits.empty() ? Found() : hits->hits.front().revision;
    }

    Result<Found> newestOf(const Asking& asking, const QString& name)
    {
        const query::BranchKey other{name.section(QLatin1Char('/'), 0, 0).toStdString(),
                                     name.section(QLatin1Char('/'), 1).toStdString(),
                                     {}};
        CBOARD_TRY(const std::int64_t shown, shownRevision(asking));
        CBOARD_TRY(const auto revision,
                   asking.engine.revision({asking.common, shown}, asking.task));
        return service::revisionBefore(asking.engine, asking.clones, revision->row.revision, other,
                                       asking.common, asking.task);
    }

    Result<Found> lastAccepted(const Asking& asking, const QStringList& accepted)
    {
        std::set<std::string> commits;
        for (const QString& commit : accepted) {
            commits.insert(commit.toStdString());
        }
        CBOARD_TRY(const std::int64_t shown, shownRevision(asking));
        return service::acceptedBefore(asking.engine, commits, shown, asking.branch, asking.common,
                                       asking.task);
    }

    QString nameOf(const query::RevisionRef& revision, const query::BranchKey& branch)
    {
        const bool isOwn = revision.tree == branch.tree && revision.branch == branch.branch;
        return isOwn ? revisionText(revision)
                     : QStringLiteral("%1 %2").arg(branchText(revision), revisionText(revision));
    }

    QString missingText(const QString& asked)
    {
        if (asked == AcceptedBaseline) {
            return tr("previous result, no earlier revision is accepted");
        }
        if (asked.startsWith(BranchPrefix)) {
            return tr("previous result, %1 has no revision as old")
                .arg(asked.mid(BranchPrefix.size()));
        }
        return tr("previous result, %1 is not stored").arg(shortHash(asked.toStdString()));
    }

} // namespace

QString branchBaseline(const QString& tree, const QString& branch)
{
    return BranchPrefix + tree + QLatin1Char('/') + branch;
}

void carryBaseline(const ViewState& from, ViewState& to)
{
    if (from.options.contains(BaselineOption)) {
        to.options.insert(BaselineOption, from.options.value(BaselineOption));
    }
}

BaselineQuestion::BaselineQuestion(const Context& context, const ViewState& state)
    : m_asked(state.options.value(BaselineOption))
{
    if (m_asked == AcceptedBaseline && context.items != nullptr) {
        m_accepted = context.items->lists().accepted;
    }
    if (m_asked.startsWith(BranchPrefix) && context.preferences != nullptr) {
        m_clones = service::ClonePaths::of(context.preferences->file());
    }
}

Result<BaselineFound> BaselineQuestion::answer(query::Engine& engine,
                                               const query::BranchKey& branch,
                                               std::optional<std::int64_t> shown,
                                               const query::Common& common,
                                               const TaskContext& task) const
{
    if (m_asked.isEmpty()) {
        return askedBaseline({});
    }
    const Asking asking{engine, branch, shown, common.unfiltered(), m_clones, task};
    CBOARD_TRY(const Found found,
               m_asked == AcceptedBaseline ? lastAccepted(asking, m_accepted)
                   : m_asked.startsWith(BranchPrefix)
                   ? newestOf(asking, m_asked.mid(BranchPrefix.size()))
                   : findNamed(asking, m_asked));
    BaselineFound baseline{found, missingText(m_asked), true};
    if (found) {
        baseline.text = m_asked == AcceptedBaseline ? tr("accepted %1").arg(nameOf(*found, branch))
                                                    : nameOf(*found, branch);
    }
    return baseline;
}

BaselineFound askedBaseline(const ViewState& state)
{
    const QString asked = state.options.value(BaselineOption);
    if (asked.isEmpty()) {
        return {std::nullopt, tr("previous result"), false};
    }
    const QString text = asked == AcceptedBaseline ? tr("last accepted revision")
        : asked.startsWith(BranchPrefix)           ? asked.mid(BranchPrefix.size())
                                                   : shortHash(asked.toStdString());
    return {std::nullopt, text, true};
}

ScopeChip baselineChip(const BaselineFound& baseline)
{
    ScopeChip chip;
    chip.text = tr("baseline: %1").arg(baseline.text);
    chip.tip = baseline.isAsked
        ? tr("New and fixed: against what the same cell did there; {compare} shows it beside")
        : tr("New and fixed: against the last pass or fail of the same cell on the branch");
    chip.option = BaselineOption;
    if (baseline.isAsked) {
        chip.withoutValue = QString();
    }
    return chip;
}

QString againstText(const BaselineFound& baseline)
{
    return tr("against %1").arg(baseline.text);
}

} // namespace cboard::ui
