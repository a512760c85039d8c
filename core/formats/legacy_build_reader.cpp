// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/hash.h"
#include "core/formats/json/json_tree.h"
#include "core/formats/kernel_identity.h"
#include "core/formats/legacy_fields.h"
#include "core/formats/legacy_reader.h"

#include <array>

namespace cboard::formats {

namespace {

    using namespace legacy;

    constexpr std::string_view FlatFormat = "kernelci-build";
    constexpr std::string_view MetaFormat = "kernelci-bmeta";

    /// Members of the flat file that the records hold in full.
    constexpr std::array<std::string_view, 11> FlatConsumed{
        "job",  "git_url",        "git_branch",        "git_commit",   "git_describe", "kernel",
        "arch", "defconfig_full", "build_environment", "build_result", "build_time"};

    /// PASS and FAIL are what was ever written; UNKNOWN stands for a build without a result.
    std::optional<StatusValue> buildStatus(std::string_view word, Document& document)
    {
        if (word == "PASS") {
            return StatusValue{Status::Pass, "PASS"};
        }
        if (word == "FAIL") {
            return StatusValue{Status::Fail, "FAIL"};
        }
        if (!word.empty() && word != "UNKNOWN") {
            document.warnings.emplace_back("unknown_status", 1);
            return StatusValue{std::nullopt, word};
        }
        return std::nullopt;
    }

    Document newDocument(std::string_view format, const Input& input, Arena&& arena)
    {
        Document document;
        document.format = format;
        document.keepAlive = input.owner;
        document.arena = std::move(arena);
        return document;
    }

    /// Values that an identity takes but a record shows in another spelling go to misc as they are.
    void keepSpelling(std::string& misc, Value object, std::string_view key, std::string_view shown)
    {
        const Value value = object.find(key);
        if (value.isThere() && value.text() != shown) {
            appendKey(misc, key);
            appendJson(misc, value);
        }
    }

    std::string_view firstOf(std::initializer_list<std::string_view> texts)
    {
        for (const std::string_view text : texts) {
            if (!text.empty()) {
                return text;
            }
        }
        return {};
    }

    ReadResult makeFlatBuild(Value root, const Input& input, const ReadOptions& options,
                             Arena&& arena)
    {
        Document document = newDocument(FlatFormat, input, std::move(arena));
        const auto text = [root](std::string_view key) { return textOf(root.find(key)); };
        KernelIdentity kernel;
        kernel.tree = text("job");
        kernel.branch = text("git_branch");
        kernel.commit = text("git_commit");
        kernel.describe = firstOf({text("git_describe"), text("kernel")});
        kernel.url = text("git_url");
        kernel.architecture = text("arch");
        kernel.config = firstOf({text("defconfig_full"), text("defconfig")});
        kernel.compiler = firstOf({text("build_environment"), text("compiler_version_full")});
        kernel.fallback = toHex(hash128(input.bytes));
        fillFromOptions(kernel, options, document.arena);
        document.version = text("version");
        document.checkouts.push_back(makeCheckout(kernel, options, {}, document.arena));

        std::string misc;
        appendOthers(misc, root, FlatConsumed);
        keepSpelling(misc, root, "kernel", kernel.describe);
        const std::string_view result = firstOf({text("build_result"), text("status")});
        Build build = makeBuild(kernel, document.checkouts.front(), options, misc, document.arena);
        build.status = buildStatus(result, document);
        build.duration = numberOf(root.find("build_time"));
        const auto url = [&](std::string_view file) {
            return publishedUrl(text("file_server_url"), text("file_server_resource"), file,
                                document.arena);
        };
        build.logUrl = url(text("build_log"));
        build.configUrl = url(text("kernel_config"));
        document.builds.push_back(build);
        return document;
    }

    /// What the flat file would say about the files of a build, from artifacts.json.
    void appendArtifactNames(std::string& misc, Value artifacts)
    {
        const auto pathOf = [artifacts](std::string_view step, std::string_view field,
                                        std::string_view word) {
            for (const Value artifact : artifacts.find(step)) {
                if (textOf(artifact.find(field)) == word) {
                    return textOf(artifact.find("path"));
                }
            }
            return std::string_view();
        };
        appendText(misc, "kernel_config", pathOf("config", "key", "config"));
        appendText(misc, "kconfig_fragments", pathOf("config", "key", "fragment"));
        appendText(misc, "kernel_image", pathOf("kernel", "key", "image"));
        appendText(misc, "system_map", pathOf("kernel", "key", "system_map"));
        appendText(misc, "build_log", pathOf("kernel", "key", "log"));
        appendText(misc, "modules", pathOf("modules", "type", "tarball"));
        appendText(misc, "dtb_dir", pathOf("dtbs", "type", "directory"));
    }

    struct MetaFiles {
        Value meta;
        Value steps;
        Value artifacts;
    };

    ReadResult makeMetaBuild(const MetaFiles& files, const Input& input, const ReadOptions& options,
                             Arena&& arena)
    {
        Document document = newDocument(MetaFormat, input, std::move(arena));
        const Value environment = files.meta.find("environment");
        const Value kernelPart = files.meta.find("kernel");
        const Value revision = files.meta.find("revision");
        KernelIdentity kernel;
        kernel.tree = textOf(revision.find("tree"));
        kernel.branch = textOf(revision.find("branch"));
        kernel.commit = textOf(revision.find("commit"));
        kernel.describe = textOf(revision.find("describe"));
        kernel.url = textOf(revision.find("url"));
        kernel.architecture = textOf(environment.find("arch"));
        kernel.config = firstOf(
            {textOf(kernelPart.find("defconfig_full")), textOf(kernelPart.find("defconfig"))});
        kernel.compiler = textOf(environment.find("name"));
        kernel.fallback = toHex(hash128(input.bytes));
        fillFromOptions(kernel, options, document.arena);
        std::string revisionMisc;
        appendText(revisionMisc, "git_describe_verbose", textOf(revision.find("describe_verbose")));
        document.checkouts.push_back(makeCheckout(kernel, options, revisionMisc, document.arena));

        std::string misc;
        appendArtifactNames(misc, files.artifacts);
        appendOthers(misc, files.meta, {});
        for (const auto& [key, value] :
             {std::pair{"steps", files.steps}, std::pair{"artifacts", files.artifacts}}) {
            if (value.isThere()) {
                appendKey(misc, key);
                appendJson(misc, value);
            }
        }
        Build build = makeBuild(kernel, document.checkouts.front(), options, misc, document.arena);
        const Value result = files.meta.find("build");
        build.status = buildStatus(textOf(result.find("status")), document);
        build.duration = numberOf(result.find("duration"));
        if (!files.steps.isEmpty()) {
            const auto start = parseLooseTime(textOf((*files.steps.begin()).find("start_time")));
            build.startTime = start
                ? std::optional(Time{*start, document.arena.copy(formatIso(*start))})
                : std::nullopt;
        }
        document.builds.push_back(build);
        return document;
    }

    std::string_view companion(const Input& input, std::string_view slot)
    {
        for (const auto& [name, bytes] : input.companions) {
            if (name == slot) {
                return bytes;
            }
        }
        return {};
    }

} // namespace

int sniffLegacyBuild(std::string_view firstBytes, std::string_view /*fileName*/)
{
    const int found = countKeys(firstBytes,
                                {R"("defconfig")", R"("build_environment")", R"("build_time")",
                                 R"("build_threads")", R"("build_platform")", R"("build_result")",
                                 R"("build_log")", R"("vmlinux_text_size")"});
    const bool isBoot = countKeys(firstBytes, {R"("boot_result")", R"("board")"}) > 0;
    return found >= 3 && !isBoot ? 60 + 4 * found : 0;
}

ReadResult readLegacyBuild(const Input& input, const ReadOptions& options,
                           const TaskContext& /*task*/)
{
    Arena arena;
    ValueTree tree;
    if (auto refusal = readObject(input.bytes, FlatFormat,
                                  {"job", "git_url", "git_branch", "git_commit", "git_describe",
                                   "arch", "defconfig", "defconfig_full", "build_environment",
                                   "build_result", "status", "build_time"},
                                  arena, tree)) {
        return tl::unexpected<Refusal>(std::move(*refusal));
    }
    return makeFlatBuild(tree.root(), input, options, std::move(arena));
}

int sniffBuildMeta(std::string_view firstBytes, std::string_view /*fileName*/)
{
    const int found =
        countKeys(firstBytes,
                  {R"("build")", R"("environment")", R"("kernel")", R"("revision")",
                   R"("publish_path")", R"("compiler_version_full")", R"("make_opts")",
                   R"("defconfig_expanded")", R"("defconfig_extras")"});
    return found >= 5 ? 50 + 5 * found : 0;
}

ReadResult readBuildMeta(const Input& input, const ReadOptions& options,
                         const TaskContext& /*task*/)
{
    Arena arena;
    std::array<ValueTree, 3> trees;
    if (auto refusal = readObject(input.bytes, MetaFormat, {}, arena, trees[0])) {
        return tl::unexpected<Refusal>(std::move(*refusal));
    }
    MetaFiles files;
    files.meta = trees[0].root();
    for (const std::string_view key : {"environment", "kernel", "revision"}) {
        if (!files.meta.find(key).isMapping()) {
            return tl::unexpected<Refusal>(
                wrongType(MetaFormat, "/" + std::string(key), "an object"));
        }
    }
    const std::pair<std::string_view, Value*> companions[] = {{"steps.json", &files.steps},
                                                              {"artifacts.json", &files.artifacts}};
    std::size_t next = 1;
    for (const auto& [slot, value] : companions) {
        const std::string_view bytes = companion(input, slot);
        if (bytes.empty()) {
            continue;
        }
        if (auto refusal = readJsonTree(bytes, arena, limits(), trees[next])) {
            refusal->format = MetaFormat;
            refusal->message = std::string(slot) + ": " + refusal->message;
            return tl::unexpected<Refusal>(std::move(*refusal));
        }
        *value = trees[next++].root();
    }
    return makeMetaBuild(files, input, options, std::move(arena));
}

} // namespace cboard::formats
