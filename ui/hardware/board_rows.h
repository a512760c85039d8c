// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "core/query/hardware_snapshots.h"
#include "ui/base/view_state.h"

#include <QMap>
#include <QString>

#include <memory>
#include <vector>

/// What the page of a board lists: its branches at the revisions chosen, its results there, and
/// what went wrong around it.
namespace cboard::ui {

/// The revisions that the user chose in place of the newest ones: commit by "tree/branch".
using BoardPicks = QMap<QString, QString>;
/// As in the option "picks" of a state.
BoardPicks boardPicks(const ViewState& state);
void setBoardPicks(ViewState& state, const BoardPicks& picks);

/// A branch with the revision that is shown of it: the newest on which the board ran, unless the
/// user chose another.
struct BoardBranchRow {
    query::BoardBranch branch;
    std::size_t head = 0; ///< Index into branch.revisions.
    std::size_t shown = 0;

    const query::BoardRevision& at() const { return branch.revisions[shown]; }
    QString name() const; ///< "tree/branch".
    /// The newest revision with a result of that status in \p view, "boots" or "tests"; else the
    /// one that is shown.
    const query::BoardRevision& newestWith(const QString& view, StatusClass status) const;
};
std::vector<BoardBranchRow> boardBranchRows(const query::BoardSnapshot& board,
                                            const BoardPicks& picks);

struct BoardBuild {
    query::BuildRow build;
    query::RevisionRef revision;
};
struct BoardRun {
    query::TestRow run;
    query::RevisionRef revision;
};
/// Builds that ran on the board and its runs, worst first.
struct BoardResults {
    std::vector<BoardBuild> builds;
    std::vector<BoardRun> boots;
    std::vector<BoardRun> tests;
    std::int64_t leftOut = 0; ///< Runs beyond what is read of a revision, the mildest ones.
};
/// Of all those revisions. Blocking.
/// \param filter Of the page; the board is added.
Result<std::shared_ptr<const BoardResults>>
readBoardResults(query::Engine& engine, const query::Common& common, const QString& filter,
                 const std::string& board, const std::vector<query::RevisionRef>& revisions,
                 const TaskContext& task);

enum class BoardIncidentKind : std::uint8_t {
    IllLab, ///< The lab was ill while the board ran in it.
    NoAnswer, ///< Every boot of the board ended in error or miss.
    KnownIssue, ///< Runs of the board have an incident of an issue.
};
struct BoardIncident {
    BoardIncidentKind kind = BoardIncidentKind::KnownIssue;
    query::RevisionRef revision;
    QString title; ///< The lab, the issue, or how many boots.
    std::int64_t results = 0; ///< That it touched.
    std::string recordId; ///< A run to read; may be empty.
};
/// Over all revisions of the page, newest first. Blocking: issues are asked of those revisions
/// where the board has known failures.
Result<std::shared_ptr<const std::vector<BoardIncident>>>
readBoardIncidents(query::Engine& engine, const query::Common& common, const QString& filter,
                   const query::BoardSnapshot& board, const TaskContext& task);

} // namespace cboard::ui
