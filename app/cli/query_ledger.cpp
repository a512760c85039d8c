// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/query_ledger.h"

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
