// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/json_writer.h"
#include "core/formats/kernel_identity.h"
#include "core/formats/legacy_fields.h"
#include "core/formats/legacy_reader.h"

#include <array>

namespace cboard::formats {

namespace {

    using namespace legacy;

    constexpr std::string_view BootFormat = "kernelci-boot";

    /// Members that the records hold in full. boot_result stays in misc: OFFLINE and UNTRIED have
    /// no word of their own in KCIDB.
    constexpr std::array<std::string_view, 10> Consumed{
        "lab_name", "job",  "git_branch",     "git_commit",        "git_describe",
        "git_url",  "arch", "defconfig_full", "build_environment", "board"};

    std::optional<StatusValue> bootStatus(std::string_view word, Document& document)
    {
        if (word == "PASS" || word == "pass") {
            return StatusValue{Status::Pass, "PASS"};
        }
        if (word == "FAIL" || word == "fail") {
            return StatusValue{Status::Fail, "FAIL"};
        }
        if (word == "OFFLINE" || word == "UNTRIED") {
            return StatusValue{Status::Miss, "MISS"};
        }
        if (word == "UNKNOWN") {
            return StatusValue{Status::Error, "ERROR"};
        }
        document.warnings.emplace_back(word.empty() ? "no_status" : "unknown_status", 1);
        return word.empty() ? std::nullopt : std::optional(StatusValue{std::nullopt, word});
    }

    class BootMaker {
    public:
        BootMaker(Value root, const ReadOptions& options, Document& document)
            : m_root(root)
            , m_options(options)
            , m_document(document)
            , m_arena(document.arena)
        {
        }

        void make()
        {
            KernelIdentity kernel;
            kernel.tree = text("job");
            kernel.branch = text("git_branch");
            kernel.commit = text("git_commit");
            kernel.describe = text("git_describe").empty() ? text("kernel") : text("git_describe");
            kernel.url = text("git_url");
            kernel.architecture = text("arch");
            kernel.config =
                text("defconfig_full").empty() ? text("defconfig") : text("defconfig_full");
            kernel.compiler = text("build_environment");
            kernel.fallback = "boot " + std::string(text("lab_name"));
            fillFromOptions(kernel, m_options, m_arena);
            m_document.version = text("version");
            m_document.checkouts.push_back(makeCheckout(kernel, m_options, {}, m_arena));
            m_document.builds.push_back(
                makeBuild(kernel, m_document.checkouts.front(), m_options, {}, m_arena));
            m_document.tests.push_back(makeTest());
        }

    private:
        std::string_view text(std::string_view key) const { return textOf(m_root.find(key)); }

        std::string_view orOption(std::string_view value, const std::string& option)
        {
            return legalText(value.empty() ? m_arena.copy(option) : value, m_arena);
        }

        Test makeTest()
        {
            const std::string_view board = orOption(text("board"), m_options.platform);
            const std::string_view lab = orOption(text("lab_name"), m_options.lab);
            Test test;
            test.origin = m_document.checkouts.front().origin;
            test.buildId = m_document.builds.front().id;
            // A second report of the same boot is an update of it.
            test.id = makeId(m_options, {"boot", test.buildId, lab, board}, m_arena);
            test.path = "boot";
            test.platform = board;
            test.lab = lab.empty() ? test.origin : lab;
            test.status = bootStatus(text("boot_result"), m_document);
            test.comment = optionalText(text("boot_result_description"), m_arena);
            takeTime(test);
            test.logUrl = publishedUrl(text("file_server_url"), text("file_server_resource"),
                                       logPath(lab), m_arena);
            test.environmentMisc = environment(board);
            test.hasEnvironment = test.environmentMisc.has_value();
            std::string misc;
            appendText(misc, "runtime", lab);
            appendText(misc, "lab", lab);
            appendOthers(misc, m_root, Consumed);
            test.misc = makeMisc(misc, m_arena);
            return test;
        }

        void takeTime(Test& test)
        {
            const auto seconds = numberOf(m_root.find("boot_time"));
            if (seconds && seconds->value >= 0) {
                test.duration = seconds;
                test.numberValue = seconds;
                test.numberUnit = "s";
            } else if (!text("boot_time").empty()) {
                m_document.warnings.emplace_back("boot_time", 1);
            }
        }

        std::string_view logPath(std::string_view lab)
        {
            const std::string_view log = text("boot_log");
            return log.empty() || lab.empty()
                ? log
                : m_arena.copy(std::string(lab) + "/" + std::string(log));
        }

        std::optional<Json> environment(std::string_view board)
        {
            std::string misc;
            appendText(misc, "platform", board);
            appendText(misc, "device", text("board_instance"));
            appendText(misc, "device_type", text("device_type"));
            appendText(misc, "job_id", text("boot_job_id"));
            appendText(misc, "job_url", text("boot_job_url"));
            appendText(misc, "mach",
                       text("mach_alias").empty() ? text("mach") : text("mach_alias"));
            return makeMisc(misc, m_arena);
        }

        Value m_root;
        const ReadOptions& m_options;
        Document& m_document;
        Arena& m_arena;
    };

    Refusal missing(std::string_view key)
    {
        Refusal refusal;
        refusal.format = BootFormat;
        refusal.rule = "required";
        refusal.pointer = "/" + std::string(key);
        refusal.message = refusal.pointer + ": expected a name, got nothing";
        return refusal;
    }

} // namespace

int sniffLegacyBoot(std::string_view firstBytes, std::string_view /*fileName*/)
{
    const int found =
        countKeys(firstBytes,
                  {R"("boot_result")", R"("board")", R"("boot_time")", R"("boot_log")",
                   R"("lab_name")", R"("defconfig")", R"("kernel")", R"("boot_retries")"});
    const bool hasResult = countKeys(firstBytes, {R"("boot_result")"}) > 0;
    return found >= 4 && hasResult ? 60 + 4 * found : 0;
}

ReadResult readLegacyBoot(const Input& input, const ReadOptions& options,
                          const TaskContext& /*task*/)
{
    Arena arena;
    ValueTree tree;
    if (auto refusal = readObject(input.bytes, BootFormat,
                                  {"lab_name", "job", "kernel", "git_branch", "git_commit",
                                   "git_describe", "arch", "defconfig", "defconfig_full", "board",
                                   "build_environment", "boot_result", "boot_time"},
                                  arena, tree)) {
        return tl::unexpected<Refusal>(std::move(*refusal));
    }
    if (textOf(tree.root().find("board")).empty() && options.platform.empty()) {
        return tl::unexpected<Refusal>(missing("board"));
    }
    Document document;
    document.format = BootFormat;
    document.keepAlive = input.owner;
    document.arena = std::move(arena);
    BootMaker(tree.root(), options, document).make();
    return document;
}

} // namespace cboard::formats
