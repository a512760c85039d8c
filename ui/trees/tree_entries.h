// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/problem_snapshots.h"
#include "core/query/snapshots.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// The rows of the list of trees: what the store says of a branch, what the user chose for it, and
/// how its revision stands against the past, which is known later than the rest.
namespace cboard::ui {

/// What a tree is for, judged by its name; the order is that of a glance in the morning.
enum class TreeKind : std::uint8_t { Mainline, Next, Stable, Subsystem };
TreeKind treeKind(const std::string& tree);
QString treeKindText(TreeKind kind);

/// Identity of a branch in the list.
QString treeId(const query::TreeRow& row);

/// New, fixed, still failing and infrastructure of one revision, of all kinds together.
struct TreeVerdict {
    QString baseline; ///< What it is against, in words.
    query::MarkCounts marks;
    std::int64_t infrastructure = 0;
};
TreeVerdict verdictOf(const query::RevisionVerdicts& verdicts, const QString& baseline);

/// Another revision than the newest, shown in the row of a branch.
struct SteppedRevision {
    int back = 0; ///< Revisions behind the newest.
    query::RevisionRow row;
};

/// What is known of branches beside the snapshot, by treeId().
struct TreeExtras {
    QMap<QString, TreeVerdict> verdicts; ///< Of the revision that the row shows.
    QMap<QString, SteppedRevision> stepped;
    QStringList pinned; ///< treeName() of those the user watches.
    std::optional<Timestamp> since; ///< Branches without a younger revision are not of now.
};

struct TreeEntry {
    query::TreeRow row; ///< Of the revision that is shown, which may be an older one.
    bool isPinned = false;
    bool isOld = false; ///< No revision since TreeExtras::since.
    TreeKind kind = TreeKind::Subsystem;
    int back = 0; ///< Revisions behind the newest.
    QStringList sameAs; ///< Other names of the same repository and branch.
    std::optional<TreeVerdict> verdict; ///< Nothing until it has been judged.

    std::int64_t pending() const;
    std::int64_t total() const;
};

/// Whether the newest revision of the branch is younger than \p since; true when its time is not
/// known.
bool isYoung(const query::TreeRow& row, Timestamp since);

/// "mainline/master": what pins name.
QString treeName(const query::TreeRow& row);

/// Pinned ones first, then those with new failures, then the newest. Without a pin of the user the
/// branches that everyone looks at are pinned: mainline/master, next/master and stable trees. Old
/// ones that are not pinned are left out.
std::vector<TreeEntry> treeEntries(const query::TreesSnapshot& trees, const TreeExtras& extras);

} // namespace cboard::ui
