// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/cell_names.h"

#include "core/store/revisions/filter_plan.h"

#include <array>
#include <utility>

namespace cboard::store {

std::string_view resultKindKey(ResultKind kind)
{
    constexpr std::array<std::string_view, 3> Keys = {"build", "boot", "test"};
    return Keys.at(static_cast<std::size_t>(kind));
}

RecordKind recordKindOf(ResultKind kind)
{
    return kind == ResultKind::Builds ? RecordKind::Build : RecordKind::Test;
}

query::CellNames namesOf(const Dictionary& names, ResultKind kind, const CellKey& key)
{
    const auto name = [&names](NameKind dimension, std::int64_t id) {
        return std::string(names.name(dimension, id));
    };
    query::CellNames cell;
    cell.path =
        kind == ResultKind::Boots ? std::string("boot") : std::string(names.path(key.path).text);
    cell.platform = name(NameKind::Platform, key.platform);
    cell.config = name(NameKind::Config, key.config);
    cell.architecture = name(NameKind::Architecture, key.architecture);
    cell.compiler = name(NameKind::Compiler, key.compiler);
    cell.lab = name(NameKind::Lab, key.lab);
    return cell;
}

std::int64_t subjectOf(ResultKind kind, const CellKey& key)
{
    return kind == ResultKind::Builds ? key.config
        : kind == ResultKind::Boots   ? key.platform
                                      : key.path;
}

std::string subjectText(const Dictionary& names, ResultKind kind, std::int64_t subject)
{
    if (kind == ResultKind::Tests) {
        return std::string(names.path(subject).text);
    }
    return std::string(
        names.name(kind == ResultKind::Builds ? NameKind::Config : NameKind::Platform, subject));
}

Result<std::vector<RevisionEntry>> revisionsUpTo(const QueryContext& context,
                                                 const query::BranchKey& branch,
                                                 std::optional<std::int64_t> revision,
                                                 const FilterPlan& plan, std::int64_t limit)
{
    RevisionWalk walk{.limit = limit};
    if (revision) {
        CBOARD_TRY(const auto newest, loadRevision(context, *revision));
        walk.olderThan = std::pair(newest.orderTime, newest.ref.id + 1);
        return loadRevisions(context, {newest.tree, newest.branch, newest.url}, plan, walk);
    }
    const auto ids = findBranch(context.names, branch);
    return ids ? loadRevisions(context, *ids, plan, walk) : std::vector<RevisionEntry>();
}

} // namespace cboard::store
