// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "core/service/clone_paths.h"
#include "ui/base/view.h"

#include <QStringList>

namespace cboard::ui {

struct Context;

/// What "before" means in a view. Kept in its state as the option "compare": the name of a revision
/// (of the branch, else of any), "branch:TREE/BRANCH" for another branch at the merge base (without
/// a clone for the newest that is not younger), "accepted" for the last revision that the user
/// accepted as good; nothing for each cell's own last pass or fail.
extern const QString BaselineOption;
extern const QString AcceptedBaseline;

QString branchBaseline(const QString& tree, const QString& branch);

/// Another view of the same is compared with the same.
void carryBaseline(const ViewState& from, ViewState& to);

/// The baseline as it was found.
struct BaselineFound {
    std::optional<query::RevisionRef> revision; ///< Nothing: each cell's own previous result.
    QString text; ///< "v6.18"; when what was asked is not stored, this and what counts instead.
    bool isAsked = false; ///< The state names one.

    std::optional<std::int64_t> id() const
    {
        return revision ? std::optional(revision->id) : std::nullopt;
    }
};

/// What has to be found out before a view can ask; made on the GUI thread, answered in a job.
class BaselineQuestion {
public:
    BaselineQuestion(const Context& context, const ViewState& state);

    bool operator==(const BaselineQuestion&) const = default;

    /// \param shown The revision that is compared; nothing: the newest of the branch.
    /// \returns never NotFound: what is not stored is said in BaselineFound::text.
    Result<BaselineFound> answer(query::Engine& engine, const query::BranchKey& branch,
                                 std::optional<std::int64_t> shown, const query::Common& common,
                                 const TaskContext& task) const;

private:
    QString m_asked;
    QStringList m_accepted; ///< Commits, when they are asked for.
    service::ClonePaths m_clones;
};

/// What \p state asks for, before it was looked for, and where each row has its own.
BaselineFound askedBaseline(const ViewState& state);

/// "baseline: v6.18"; the filter bar offers others.
ScopeChip baselineChip(const BaselineFound& baseline);

/// "against v6.18", for the head of a view.
QString againstText(const BaselineFound& baseline);

} // namespace cboard::ui
