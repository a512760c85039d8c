// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/revision_lists.h"

#include "core/store/revisions/branch_lines.h"
#include "core/store/revisions/revision_rows.h"

#include <algorithm>

namespace cboard::store {

namespace {
    constexpr std::size_t MostKept = 20'000; ///< About a kilobyte each.
    constexpr std::size_t LeastRead = 64; ///< As many as most lists show, and a history before.
} // namespace

RevisionLists::RevisionLists() = default;
RevisionLists::~RevisionLists() = default;

/// Forgets what is of another generation; under the lock.
void RevisionLists::follow(const QueryContext& context)
{
    if (m_generation != context.generation) {
        m_generation = context.generation;
        m_lines.reset();
        m_newest.clear();
        m_count = 0;
    }
}

Result<RevisionLists::LinesPtr> RevisionLists::lines(const QueryContext& context)
{
    {
        const std::lock_guard lock(m_mutex);
        follow(context);
        if (m_lines) {
            return m_lines;
        }
    }
    CBOARD_TRY(auto read, readBranchLines(context));
    auto lines = std::make_shared<const std::vector<BranchLine>>(std::move(read));
    const std::lock_guard lock(m_mutex);
    follow(context);
    m_lines = lines;
    return LinesPtr(std::move(lines));
}

RevisionLists::Newest RevisionLists::known(const QueryContext& context, const BranchId& branch)
{
    const std::lock_guard lock(m_mutex);
    follow(context);
    const auto place = m_newest.find(branch);
    return place == m_newest.end() ? Newest() : place->second;
}

void RevisionLists::keep(const QueryContext& context, const BranchId& branch, const Newest& newest)
{
    const std::lock_guard lock(m_mutex);
    follow(context);
    if (m_count + newest.revisions.size() > MostKept) {
        m_newest.clear();
        m_count = 0;
    }
    Newest& place = m_newest[branch];
    m_count += newest.revisions.size() - std::min(place.revisions.size(), newest.revisions.size());
    if (place.revisions.size() <= newest.revisions.size()) { // Another query may have read more.
        place = newest;
    }
}

Result<RevisionLists::Newest> RevisionLists::newest(const QueryContext& context, std::int64_t tree,
                                                    std::int64_t branch, std::size_t count)
{
    const BranchId id(tree, branch);
    Newest found = known(context, id);
    if (found.isWhole || found.revisions.size() >= count) {
        return found;
    }
    const std::size_t wanted = std::max(count, LeastRead) - found.revisions.size();
    CBOARD_TRY(auto older,
               readRevisions(context, tree, branch,
                             found.revisions.empty() ? nullptr : found.revisions.back().get(),
                             wanted));
    found.isWhole = older.size() < wanted;
    for (RevisionEntry& entry : older) {
        found.revisions.push_back(std::make_shared<const RevisionEntry>(std::move(entry)));
    }
    keep(context, id, found);
    return found;
}

} // namespace cboard::store
