// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/query_ledger.h"

#include "app/cli/query_json.h"
#include "core/service/accepted_revision.h"
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

void writeFlakiness(JsonOutput& json, const query::Flakiness& numbers)
{
    json.member("runs", numbers.runs).member("pass_rate", numbers.passRate());
    json.member("score", numbers.score()).member("flips", numbers.flips);
    json.member("disagreements", numbers.disagreements);
    json.member("comparable", numbers.comparable).member("failing_for", numbers.failingFor);
}

void writeCommit(JsonOutput& json, const char* key, const query::RevisionRef& revision)
{
    json.member(key,
                revision.commit.empty() ? std::optional<std::string>()
                                        : std::optional(revision.commit));
}

namespace {

    constexpr std::string_view OtherBranch = "branch:";
    constexpr std::string_view Accepted = "accepted";

    Result<query::RevisionRef> shownRevision(QueryContext& context, const query::BranchKey& branch,
                                             std::optional<std::int64_t> shown)
    {
        const query::Common plain = context.common.unfiltered();
        if (!shown) {
            return context.engine.findRevision({plain, branch, "HEAD"}, context.task);
        }
        CBOARD_TRY(const auto revision, context.engine.revision({plain, *shown}, context.task));
        return revision->row.revision;
    }

    Result<query::RevisionRef> findOfBranch(QueryContext& context, const std::string& other,
                                            const query::RevisionRef& shown)
    {
        const std::size_t slash = std::min(other.find('/'), other.size());
        const query::BranchKey wanted{
            other.substr(0, slash), other.substr(std::min(slash + 1, other.size())), {}};
        CBOARD_TRY(const auto found,
                   service::revisionBefore(context.engine,
                                           service::ClonePaths::of(context.session.settings()),
                                           shown, wanted, context.common, context.task));
        if (!found) {
            return fail(ErrorKind::NotFound,
                        other + " has no revision at or before the merge base");
        }
        return *found;
    }

    Result<query::RevisionRef> findAccepted(QueryContext& context, const query::BranchKey& branch,
                                            const query::RevisionRef& shown)
    {
        CBOARD_TRY(const auto accepted, service::acceptedCommits(context.session.storeFile()));
        CBOARD_TRY(const auto found,
                   service::acceptedBefore(context.engine, accepted, shown.id, branch,
                                           context.common, context.task));
        if (!found) {
            return fail(ErrorKind::NotFound, "no earlier revision is accepted as good");
        }
        return *found;
    }

} // namespace

CLI::Option* addBaselineOption(CLI::App& app, std::string& baseline, const std::string& help)
{
    return app
        .add_option(
            "--baseline", baseline,
            help
                + ": hash, describe name or tag of any branch, HEAD~N of this one, "
                  "branch:TREE/BRANCH for another at the merge base, or \"accepted\" for the "
                  "last one that you accepted as good")
        ->type_name("NAME");
}

Result<query::RevisionRef> findBaseline(QueryContext& context, const std::string& name,
                                        const query::BranchKey& branch,
                                        std::optional<std::int64_t> shown)
{
    if (!name.starts_with(OtherBranch) && name != Accepted) {
        return findNamed(context, name);
    }
    CBOARD_TRY(const auto at, shownRevision(context, branch, shown));
    CBOARD_TRY(auto found,
               name == Accepted ? findAccepted(context, branch, at)
                                : findOfBranch(context, name.substr(OtherBranch.size()), at));
    context.session.tell("baseline: " + revisionName(found));
    return found;
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
