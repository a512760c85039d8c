// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/read_arguments.h"

#include <CLI/CLI.hpp>

namespace cboard::cli {

namespace {

    constexpr int MaxThreads = 256;

    store::MergePolicy mergePolicy(const std::string& key)
    {
        if (key == "last") {
            return store::MergePolicy::Last;
        }
        return key == "newest" ? store::MergePolicy::Newest : store::MergePolicy::First;
    }

} // namespace

void addReadOptions(CLI::App& app, ReadArguments& arguments)
{
    formats::ReadOptions& read = arguments.read;
    constexpr const char* Group = "For files that do not say it themselves";
    const auto add = [&app](const char* name, std::string& value, const char* help) {
        app.add_option(name, value, help)->group(Group)->type_name("NAME");
    };
    add("--tree", read.tree, "Tree, for example mainline");
    add("--branch", read.branch, "Branch in it");
    add("--commit", read.commit, "Commit hash");
    add("--platform", read.platform, "Board");
    add("--config", read.config, "Kernel configuration, for example defconfig");
    add("--arch", read.architecture, "Architecture");
    add("--compiler", read.compiler, "Compiler, for example gcc-12");
    add("--lab", read.lab, "Lab");
    add("--origin", arguments.origin, "Origin of records without an id (setting ingest/origin)");
    app.add_option("--threads", arguments.threads, "Parsing threads (setting ingest/threads)")
        ->check(CLI::Range(0, MaxThreads))
        ->type_name("N");
}

void addMergeOption(CLI::App& app, ReadArguments& arguments)
{
    app.add_option("--merge", arguments.merge,
                   "Which value stays when a record comes again (setting ingest/merge)")
        ->check(CLI::IsMember({"first", "last", "newest"}));
}

Result<ingest::Options> ingestOptions(Session& session, const ReadArguments& arguments)
{
    ingest::Options options;
    options.read = arguments.read;
    options.read.origin =
        arguments.origin.empty() ? session.settings().value("ingest/origin") : arguments.origin;
    const std::string& origin = options.read.origin;
    constexpr std::string_view Allowed = "abcdefghijklmnopqrstuvwxyz0123456789_";
    if (origin.empty() || origin.find_first_not_of(Allowed) != std::string::npos) {
        return fail(ErrorKind::Invalid,
                    "--origin: expected lower-case letters, digits and _, got \"" + origin + '"');
    }
    options.policy = mergePolicy(arguments.merge.empty() ? session.settings().value("ingest/merge")
                                                         : arguments.merge);
    options.threads =
        arguments.threads.value_or(static_cast<int>(session.settings().integer("ingest/threads")));
    options.arrival = session.now();
    return options;
}

void writeRefused(JsonOutput& json, const std::string& path, const Refusal& refusal)
{
    json.beginObject().member("path", path).member("format", refusal.format);
    json.member("pointer", refusal.pointer).member("line", refusal.line);
    json.member("rule", refusal.rule).member("message", refusal.message).endObject();
}

std::string describeRefused(const std::string& path, const Refusal& refusal)
{
    std::string text = path;
    if (refusal.line) {
        text += ':' + std::to_string(*refusal.line);
    }
    const bool saysPlace =
        refusal.pointer.empty() || refusal.message.find(refusal.pointer) != std::string::npos;
    text += ": " + (saysPlace ? std::string() : refusal.pointer + ": ") + refusal.message;
    return refusal.rule.empty() ? text : text + " (" + refusal.rule + ')';
}

} // namespace cboard::cli
