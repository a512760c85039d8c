// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/query_ledger.h"

#include "app/cli/query_json.h"
#include "core/service/commit_list.h"

namespace cboard::cli {

void beginCell(JsonOutput& json, const query::CellNames& names)
{
    json.beginObject().member("path", names.path).member("platform", names.platform);
    json.member("config", names.config).member("arch", names.architecture);
    json.member("compiler", names.compiler).member("lab", names.lab);
}

std::vector<TableColumn> cellColumns()
{
    return {{"path"}, {"platform"}, {"config"}, {"arch"}, {"compiler"}, {"lab"}};
}

std::vector<std::string> cellTexts(const query::CellNames& names)
{
    return {names.path,         names.platform, names.config,
            names.architecture, names.compiler, names.lab};
}

void writeCommit(JsonOutput& json, const char* key, const query::RevisionRef& revision)
{
    json.member(key,
                revision.commit.empty() ? std::optional<std::string>()
                                        : std::optional(revision.commit));
}

Result<query::RevisionRef> findBaseline(QueryContext& context, const std::string& name,
                                        const query::BranchKey& branch,
                                        std::optional<std::int64_t> shown)
{
    constexpr std::string_view OtherBranch = "branch:";
    if (!name.starts_with(OtherBranch)) {
        return findNamed(context, name);
    }
    const std::string other = name.substr(OtherBranch.size());
    const std::size_t slash = std::min(other.find('/'), other.size());
    const query::BranchKey wanted{
        other.substr(0, slash), other.substr(std::min(slash + 1, other.size())), {}};
    query::FindRevisionRequest head{.common = context.common, .branch = branch, .name = "HEAD"};
    head.common.filter = {};
    CBOARD_TRY(auto newest, context.engine.findRevision(head, context.task));
    if (shown) {
        CBOARD_TRY(const auto revision,
                   context.engine.revision({head.common, *shown}, context.task));
        newest = revision->row.revision;
    }
    CBOARD_TRY(const auto found,
               service::revisionBefore(context.engine,
                                       service::ClonePaths::of(context.session.settings()), newest,
                                       wanted, context.common, context.task));
    if (!found) {
        return fail(ErrorKind::NotFound, other + " has no revision at or before the merge base");
    }
    context.session.tell("baseline: " + revisionName(*found));
    return *found;
}

Result<query::RevisionRef> findNamed(QueryContext& context, const std::string& name)
{
    query::FindRevisionRequest request{.common = context.common, .branch = {}, .name = name};
    request.common.filter = {};
    if (!context.arguments.tree.empty()) {
        CBOARD_TRY(request.branch, findBranch(context));
        auto found = context.engine.findRevision(request, context.task);
        if (found || found.error().kind != ErrorKind::NotFound || name.starts_with("HEAD")) {
            return found;
        }
        request.branch = {};
    }
    return context.engine.findRevision(request, context.task);
}

} // namespace cboard::cli
