// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/record_maker.h"

#include "core/generate/record_text.h"

namespace cboard::generate {

namespace {

    constexpr std::size_t BuildExcerptBytes = 16'000;

    std::string nodeBuildMisc(std::string_view id, std::string_view compiler, std::string_view arch)
    {
        return fmt::format(
            R"({{"platform":"kubernetes","runtime":"k8s-all","lab":"k8s-all","job_id":"kci-{0}-kbuild-{1}-{2}","job_context":"farm_build_west","kernel_type":"image","maestro_viewer":"https://viewer.example.org/viewer?node_id={0}"}})",
            id, compiler, arch);
    }

    std::string nodeBuildFiles(std::string_view id, std::string_view slug)
    {
        constexpr std::array Names = {"kernel",
                                      "modules",
                                      "metadata",
                                      "build_sh",
                                      "vmlinux",
                                      "dtbs",
                                      "system_map",
                                      "kselftest_tar_gz",
                                      "build_kimage_stderr_log",
                                      "build_modules_stderr_log"};
        std::string files = "[";
        for (const char* name : Names) {
            fmt::format_to(std::back_inserter(files),
                           R"({}{{"name":"{}","url":"https://files.example.org/kbuild-{}-{}/{}"}})",
                           files.size() > 1 ? "," : "", name, slug, id, name);
        }
        return files + "]";
    }

    std::string recipeBuildMisc(std::uint64_t number, std::string_view release)
    {
        return fmt::format(
            R"({{"actions":{{"last_triaged_at":null}},"debug":false,"iid":{0},"is_missing_triage":false,"package_name":"kernel","package_version":"{1}","provenance":[{{"function":"executor","service_name":"forge","url":"https://forge.example.org/kernel/pipelines/-/jobs/{0}"}}],"retrigger":false,"scratch":false}})",
            number, release);
    }

} // namespace

std::string_view RecordMaker::originOf(Style style)
{
    switch (style) {
    case Style::Node:
        return "maestro";
    case Style::Job:
        return "tuxfarm";
    case Style::Recipe:
        return "bluehat";
    case Style::Guest:
        return "opentest";
    }
    return {};
}

Checkout RecordMaker::checkout(Arena& arena, std::string_view id, Style style,
                               const RevisionFacts& revision) const
{
    Checkout checkout;
    checkout.id = arena.copy(id);
    checkout.origin = originOf(style);
    checkout.treeName = m_plan.tree.name;
    checkout.gitRepositoryUrl = m_plan.tree.url;
    checkout.gitCommitHash = arena.copy(revision.commit);
    checkout.gitCommitName = arena.copy(revision.name);
    checkout.gitRepositoryBranch = m_plan.tree.branch;
    const TimeSpelling spelling =
        style == Style::Recipe ? TimeSpelling::Zulu : TimeSpelling::Offset;
    checkout.startTime = timeText(arena, revision.time, spelling);
    switch (style) {
    case Style::Node:
    case Style::Guest:
        checkout.gitCommitTags = Json{arena.copy(revision.tagsJson)};
        checkout.gitCommitMessage = arena.copy(revision.message);
        checkout.gitRepositoryBranchTip = true;
        checkout.patchsetHash = "";
        checkout.misc = Json{R"({"submitted_by":"kernelci-pipeline"})"};
        break;
    case Style::Job:
        checkout.valid = true;
        checkout.gitRepositoryBranchTip = true;
        break;
    case Style::Recipe:
        checkout.valid = true;
        checkout.comment =
            arena.copy(std::string_view(revision.message).substr(0, revision.message.find('\n')));
        checkout.patchsetHash = "";
        checkout.misc = Json{R"({"is_missing_triage":false,"retrigger":false,"scratch":false})"};
        break;
    }
    return checkout;
}

Build RecordMaker::build(Arena& arena, std::string_view id, std::string_view checkoutId,
                         std::uint16_t kindIndex, const RevisionFacts& revision, Status status,
                         Timestamp start, std::uint64_t signature) const
{
    const BuildKind& kind = m_world.kinds[kindIndex];
    const std::string_view local = id.substr(id.find(':') + 1);
    const std::string& compiler = m_plan.compiler(m_world, kindIndex, revision.number);
    Random random(keyOf(m_world.seed, 'D', m_plan.index, revision.number, kindIndex));
    Build build;
    build.id = arena.copy(id);
    build.origin = originOf(kind.style);
    build.checkoutId = arena.copy(checkoutId);
    build.architecture = kind.arch;
    build.compiler = compiler;
    build.configName = kind.config;
    build.status = StatusValue{status, statusText(status)};
    build.startTime = timeText(
        arena, start, kind.style == Style::Recipe ? TimeSpelling::Zulu : TimeSpelling::Offset);
    build.duration = numberText(arena, random.between(90, 2600), 0);
    std::string excerpt;
    const auto slug =
        fmt::format("{}-{}", kind.style == Style::Recipe ? "gcc" : compiler, kind.arch);
    const auto base = fmt::format("https://files.example.org/kbuild-{}-{}", slug, local);
    build.configUrl = arena.copy(base + "/config");
    build.logUrl = arena.copy(base + "/build.log.gz");
    if (kind.style == Style::Node) {
        build.comment = arena.copy(revision.name);
        build.misc = Json{arena.copy(nodeBuildMisc(local, compiler, kind.arch))};
        build.outputFiles = Json{arena.copy(nodeBuildFiles(local, slug))};
    } else if (kind.style == Style::Recipe) {
        build.comment = arena.copy(fmt::format("Build of {}", m_plan.tree.name));
        build.command = "make -j16 INSTALL_MOD_STRIP=1 targz-pkg";
        build.misc = Json{arena.copy(recipeBuildMisc(random.below(90'000'000), revision.release))};
    }
    if (kind.style == Style::Node || status == Status::Fail) {
        appendBuildOutput(excerpt, random.next(), revision.release, status == Status::Fail,
                          signature, BuildExcerptBytes);
        build.logExcerpt = arena.copy(excerpt);
    }
    return build;
}

} // namespace cboard::generate
