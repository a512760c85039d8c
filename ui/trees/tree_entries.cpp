// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trees/tree_entries.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Trees", text);
    }

    std::int64_t sumOf(const query::ResultCounts& counts, StatusClass status)
    {
        return counts.builds[status] + counts.boots[status] + counts.tests[status];
    }

    bool isPinnedByDefault(const query::TreeRow& row)
    {
        switch (treeKind(row.tree)) {
        case TreeKind::Mainline:
        case TreeKind::Next:
            return row.branch == "master" || row.branch == "main";
        case TreeKind::Stable:
            return row.tree == "stable";
        case TreeKind::Subsystem:
            break;
        }
        return false;
    }

    /// Names of the branches of one repository, where there are several for one branch.
    std::map<std::pair<std::string, std::string>, QStringList>
    namesByPlace(const query::TreesSnapshot& trees)
    {
        std::map<std::pair<std::string, std::string>, QStringList> names;
        for (const query::TreeRow& row : trees.rows) {
            if (!row.repositoryUrl.empty()) {
                names[{row.repositoryUrl, row.branch}] << treeName(row);
            }
        }
        return names;
    }

    void showStepped(TreeEntry& entry, const SteppedRevision& stepped)
    {
        entry.back = stepped.back;
        entry.row.newest = stepped.row.revision;
        entry.row.counts = stepped.row.counts;
        entry.row.lastData = stepped.row.lastData;
        while (!entry.row.trend.empty()
               && entry.row.trend.back().revision != stepped.row.revision.id) {
            entry.row.trend.pop_back();
        }
    }

} // namespace

TreeKind treeKind(const std::string& tree)
{
    if (tree == "mainline" || tree == "linus") {
        return TreeKind::Mainline;
    }
    if (tree == "next" || tree == "linux-next") {
        return TreeKind::Next;
    }
    return tree.rfind("stable", 0) == 0 ? TreeKind::Stable : TreeKind::Subsystem;
}

QString treeKindText(TreeKind kind)
{
    switch (kind) {
    case TreeKind::Mainline:
        return tr("mainline");
    case TreeKind::Next:
        return tr("next");
    case TreeKind::Stable:
        return tr("stable");
    case TreeKind::Subsystem:
        break;
    }
    return tr("subsystem");
}

QString treeId(const query::TreeRow& row)
{
    return fromUtf8(row.tree + '\n' + row.branch + '\n' + row.repositoryUrl);
}

bool isYoung(const query::TreeRow& row, Timestamp since)
{
    const auto newest = row.newest.time ? row.newest.time : row.lastData;
    return !newest || *newest >= since;
}

QString treeName(const query::TreeRow& row)
{
    return branchText(row);
}

TreeVerdict verdictOf(const query::RevisionVerdicts& verdicts, const QString& baseline)
{
    TreeVerdict verdict{baseline, verdicts.builds, 0};
    verdict.marks += verdicts.boots;
    verdict.marks += verdicts.tests;
    const query::ResultCounts& counts = verdicts.counts;
    verdict.infrastructure = counts.builds.infrastructure() + counts.boots.infrastructure()
        + counts.tests.infrastructure();
    return verdict;
}

std::int64_t TreeEntry::pending() const
{
    return sumOf(row.counts, StatusClass::Pending);
}

std::int64_t TreeEntry::total() const
{
    return row.counts.builds.total() + row.counts.boots.total() + row.counts.tests.total();
}

std::vector<TreeEntry> treeEntries(const query::TreesSnapshot& trees, const TreeExtras& extras)
{
    const auto names = namesByPlace(trees);
    std::vector<TreeEntry> entries;
    for (const query::TreeRow& row : trees.rows) {
        TreeEntry entry;
        entry.row = row;
        entry.kind = treeKind(row.tree);
        entry.isPinned = extras.pinned.isEmpty() ? isPinnedByDefault(row)
                                                 : extras.pinned.contains(treeName(row));
        entry.isOld = extras.since && !isYoung(row, *extras.since);
        if (entry.isOld && !entry.isPinned) {
            continue;
        }
        if (const auto place = names.find({row.repositoryUrl, row.branch}); place != names.end()) {
            entry.sameAs = place->second;
            entry.sameAs.removeAll(treeName(row));
        }
        const QString id = treeId(row);
        if (const auto stepped = extras.stepped.find(id); stepped != extras.stepped.end()) {
            showStepped(entry, *stepped);
        }
        if (const auto verdict = extras.verdicts.find(id); verdict != extras.verdicts.end()) {
            entry.verdict = *verdict;
        }
        entries.push_back(std::move(entry));
    }
    const auto newFails = [](const TreeEntry& entry) {
        return entry.verdict ? entry.verdict->marks[query::CellMark::New] : 0;
    };
    std::stable_sort(entries.begin(), entries.end(),
                     [&newFails](const TreeEntry& a, const TreeEntry& b) {
                         if (a.isPinned != b.isPinned) {
                             return a.isPinned;
                         }
                         return newFails(a) > newFails(b); // Else as they came: newest first.
                     });
    return entries;
}

} // namespace cboard::ui
